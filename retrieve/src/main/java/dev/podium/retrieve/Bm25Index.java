package dev.podium.retrieve;

import dev.podium.Candidate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Builds and opens indexes that {@link Bm25} searches.
 *
 * <p>A build reads the collection once, from the first candidate to the last, on the calling thread, and analyses it on
 * the processors that are left. The result is the same whatever their number. It is one Lucene segment, and
 * holds the texts and fields too, so that nothing but the index is needed to search and rerank.
 *
 * @since 0.1.0
 */
public final class Bm25Index {

    private Bm25Index() {}

    /** {@link #build(Iterable, Path, Bm25Settings, LongConsumer)} without progress. */
    public static Bm25 build(Iterable<Candidate> corpus, Path folder, Bm25Settings settings) {
        return build(corpus, folder, settings, _ -> {});
    }

    /**
     * Indexes a collection into a folder and opens it.
     *
     * <p>An index that Podium made there before is replaced in the moment the new one is whole; a build that fails
     * leaves it as it was, and readers that have it open go on reading it.
     *
     * @param corpus the collection; every id once, contents that are {@code Text}, {@code Code}, {@code Item},
     *     {@code History} or a mixture of these
     * @param folder created where it is missing; must not hold anything but an index
     * @param progress is told how many documents were read, now and then, on the calling thread
     * @throws IllegalArgumentException if an id stands twice, is too long or broken, or a content has no words; the
     *     message names the id and its place in the collection
     * @throws IndexUnavailableException if the folder holds something else, is locked by another build or cannot be
     *     written
     */
    public static Bm25 build(Iterable<Candidate> corpus, Path folder, Bm25Settings settings, LongConsumer progress) {
        return build(corpus, folder, settings, progress, threads());
    }

    /**
     * All processors but the one that reads. On two that is one, which is right for another reason too: the second thread
     * would write a second segment, to be merged with the first at the end; on 110,000 passages that made a build in a
     * fresh JVM cost 8 seconds of processor time where one thread costs 5.
     */
    private static int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    static Bm25 build(
            Iterable<Candidate> corpus, Path folder, Bm25Settings settings, LongConsumer progress, int threads) {
        try {
            Files.createDirectories(folder);
            refuseForeign(folder);
            try (Directory directory = FSDirectory.open(folder)) {
                Indexing.run(corpus, directory, settings, threads, progress);
            }
        } catch (IOException e) {
            throw failed(folder.toString(), e);
        }
        return open(folder);
    }

    /**
     * Indexes a collection into memory; gone when it is closed.
     *
     * @throws IllegalArgumentException as {@link #build(Iterable, Path, Bm25Settings, LongConsumer)} does
     */
    public static Bm25 inMemory(Iterable<Candidate> corpus, Bm25Settings settings) {
        Directory directory = new ByteBuffersDirectory();
        try {
            Indexing.run(corpus, directory, settings, threads(), _ -> {});
            return Bm25.over(OpenIndex.of("memory", directory));
        } catch (IOException e) {
            throw failed("memory", e);
        }
    }

    private static IndexUnavailableException failed(String place, IOException cause) {
        if (cause instanceof InterruptedIOException) {
            Thread.currentThread().interrupt();
        }
        return IndexUnavailableException.of(place, cause);
    }

    /**
     * Opens an index for searching, with the settings it was built with.
     *
     * @throws IndexUnavailableException if there is no index, it is damaged, not ours, of another version, or not
     *     readable
     */
    public static Bm25 open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IndexUnavailableException(
                    "There is no index in \"%s\": %s.\nMaybe build one first, or look at the path."
                            .formatted(folder, Files.exists(folder) ? "it is a file" : "it does not exist"));
        }
        try {
            return Bm25.over(OpenIndex.of(folder.toRealPath().toString(), FSDirectory.open(folder)));
        } catch (IOException e) {
            throw IndexUnavailableException.of(folder.toString(), e);
        }
    }

    /**
     * Opens an index that must have been built with these settings.
     *
     * @throws IndexUnavailableException as {@link #open(Path)}, and if the index was built with other settings
     */
    public static Bm25 open(Path folder, Bm25Settings expected) {
        Bm25 opened = open(folder);
        if (!opened.settings().equals(expected)) {
            Bm25Settings found = opened.settings();
            opened.close();
            throw new IndexUnavailableException(
                    "The index in \"%s\" was built with %s, not with %s.\nMaybe build it again; a k1 or b of one search is set by Bm25.scoredWith."
                            .formatted(folder, found, expected));
        }
        return opened;
    }

    /** What Lucene may have left in a folder, be it a whole index or what a build that was killed had written. */
    private static final Pattern OURS =
            Pattern.compile("segments_.*|pending_segments_.*|write\\.lock|_[a-z0-9]+(_.*)?\\..*");

    /** A build deletes what it replaces, so it must be sure that it is an index of ours. */
    private static void refuseForeign(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var other = files.map(file -> file.getFileName().toString())
                    .filter(name -> !OURS.matcher(name).matches())
                    .sorted()
                    .findFirst();
            if (other.isPresent()) {
                throw new IndexUnavailableException(
                        "The folder \"%s\" holds \"%s\", which is no part of an index.\nMaybe take an empty or a new folder: a build deletes what it replaces."
                                .formatted(folder, other.get()));
            }
        }
        try (Directory directory = FSDirectory.open(folder)) {
            if (DirectoryReader.indexExists(directory)) {
                try (DirectoryReader reader = DirectoryReader.open(directory)) {
                    Layout.requireOurs(
                            folder.toString(), reader.getIndexCommit().getUserData());
                }
            }
        }
    }
}
