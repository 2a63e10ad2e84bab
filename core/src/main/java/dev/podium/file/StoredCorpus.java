package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Content;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents of a corpus by id and leaves their texts in its file.
 *
 * <p>The file is walked once, until all that are asked for were met; what is kept of each is its id and its place, and
 * {@link Content.Stored} reads it again whenever somebody looks. A corpus of JSON lines or columns in a plain file can be read
 * so. One that is gzip has no places, and a folder of texts has a file a document: of these the texts are held.
 *
 * <pre>{@code
 * try (StoredCorpus corpus = StoredCorpus.open(Path.of("msmarco"))) {
 *     Map<String, Candidate> documents = corpus.find(List.of("7", "12"));
 *     System.out.println(documents.get("7").content());
 * }
 * }</pre>
 *
 * <p>Ids of documents that nobody asked for are forgotten at once: one of those that stands twice is not noticed, where
 * {@link Corpus} would refuse it.
 *
 * @since 0.1.0
 */
public final class StoredCorpus implements AutoCloseable {

    private final Path path;
    private final @Nullable StoredLines lines; // null where texts must be held
    private final AtomicBoolean walked = new AtomicBoolean();

    private StoredCorpus(Path path, @Nullable StoredLines lines) {
        this.path = path;
        this.lines = lines;
    }

    /**
     * Opens a corpus.
     *
     * @param path as for {@link Corpus#open}
     * @throws BadDataException if there is none, or it cannot be read
     */
    public static StoredCorpus open(Path path) {
        Path file = Corpus.lines(path);
        return new StoredCorpus(path, file != null && StoredLines.readsInPlace(file) ? StoredLines.open(file) : null);
    }

    /**
     * Finds the documents with these ids; once.
     *
     * @return by id, in the order asked for; without further fields, and readable until this is closed
     * @throws BadDataException if one of them is missing (the message names the first and says how many) or stands twice, or a
     *     line on the way is no document
     */
    public Map<String, Candidate> find(Collection<String> wanted) {
        if (walked.getAndSet(true)) {
            throw new IllegalStateException("A corpus can be walked once.\nMaybe open it again.");
        }
        // One map from the start, and its candidates share the caller's ids: a set of ids beside it would be as large
        // again.
        Map<String, Candidate> documents = new LinkedHashMap<>();
        wanted.forEach(id -> documents.putIfAbsent(id, Candidate.named(id)));
        if (lines == null) {
            Corpus.read(path, documents.keySet())
                    .forEach((id, document) -> documents.replace(id, new Candidate(id, document.content(), Map.of())));
            return documents;
        }
        int found = walk(lines, documents);
        if (found < documents.size()) {
            throw Corpus.missing(
                    path,
                    documents.size(),
                    documents.values().stream()
                            .filter(document -> !(document.content() instanceof Text))
                            .map(Candidate::id));
        }
        return documents;
    }

    private static int walk(StoredLines from, Map<String, Candidate> documents) {
        int found = 0;
        boolean first = true;
        boolean json = false;
        while (found < documents.size()) {
            StoredLines.Line line = from.next();
            if (line == null) {
                break;
            }
            if (first) {
                json = CorpusLine.isJson(line.text());
                first = false;
            }
            Candidate asked =
                    documents.get(CorpusLine.parse(line.text(), json, line::bad).id());
            if (asked == null) {
                continue;
            }
            if (asked.content() instanceof Text) {
                throw line.bad(
                        "Document \"%s\" stands twice in the corpus.".formatted(asked.id()),
                        "Maybe two files were joined.");
            }
            documents.replace(asked.id(), new Candidate(asked.id(), new Text(line, json), Map.of()));
            found++;
        }
        return found;
    }

    /** Closes the file; documents found can no longer be read. */
    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }

    private record Text(StoredLines.Line line, boolean json) implements Content.Stored {
        @Override
        public Content.Text text() {
            return CorpusLine.text(line.text(), json, line::bad);
        }
    }
}
