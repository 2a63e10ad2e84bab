package dev.podium.torch.adapter;

/**
 * A change to a model that can be laid on and taken off.
 *
 * <p>At a time when nobody calculates. Where several change the same numbers, they are taken off in the reverse order; {@link Adapters}
 * does so.
 *
 * @since 0.1.0
 */
public interface Adapter extends AutoCloseable {

    /** Lays it on; a second time does nothing. */
    void lay();

    /** Takes it off, so that the model is what it was, bit for bit; a second time does nothing. */
    void lift();

    /** Takes it off and frees it. */
    @Override
    void close();
}
