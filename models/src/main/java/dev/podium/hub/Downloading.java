package dev.podium.hub;

import org.jspecify.annotations.Nullable;

/**
 * Watches files arrive.
 *
 * <p>Handed to {@link Hub#open(HubId, Wanted, Downloading)}, or put around work that opens a hub somewhere inside:
 *
 * <pre>{@code
 * Downloading lines = (file, done, total) -> System.err.println(file + " " + 100 * done / total + " %");
 * Model model = lines.during(() -> Models.open("torch:org/name"));
 * }</pre>
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

    /**
     * Does some work and watches what it downloads, however deep inside a hub is opened; a watcher outside is not told.
     *
     * <p>Threads that the work starts see it only if they are forked with the scope; the hub's own threads do.
     *
     * @return what the work returns
     */
    default <T extends @Nullable Object, X extends Throwable> T during(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(Watched.BY, this).call(work);
    }
}
