package dev.podium.hub;

/**
 * Watches files arrive.
 *
 * <p>Several files arrive side by side, so it is called by several threads; never by two for one file.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Downloading {

    /** For nobody who watches. */
    Downloading UNSEEN = (_, _, _) -> {};

    /**
     * Some of a file has arrived; called at its start, every few kilobytes and at its end. A file that was in the cache is never
     * heard of.
     *
     * @param file name within the repository
     * @param done bytes, with those of an earlier attempt that is carried on; goes back where the hub starts over
     * @param total bytes, as the hub declared
     */
    void progress(String file, long done, long total);
}
