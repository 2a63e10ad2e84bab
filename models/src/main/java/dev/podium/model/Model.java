package dev.podium.model;

import java.util.Set;

/**
 * A model that was opened and can be asked.
 *
 * <p>Safe for use by several threads at once. Closing it frees native memory; a closed model answers nothing.
 *
 * @since 0.1.0
 */
public interface Model extends AutoCloseable {

    /** The full reference it can be opened by again, such as {@code onnx:/models/minilm}. */
    String name();

    /** What it can be asked. */
    Set<Class<? extends Capability>> capabilities();

    /**
     * The model seen as one that can be asked this.
     *
     * @throws MissingCapabilityException if it cannot; the message says which installed back end could
     */
    <C extends Capability> C as(Class<C> capability);

    @Override
    void close();
}
