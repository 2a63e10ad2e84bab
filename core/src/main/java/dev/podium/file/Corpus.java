package dev.podium.file;

import dev.podium.Candidate;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Documents, one at a time: a BEIR folder or its {@code corpus.jsonl}, a TSV (id, text), or a folder of text files.
 *
 * <p>JSON lines hold {@code _id} (or {@code id}, {@code docid}), {@code text} (or {@code contents}) and an optional
 * {@code title}; everything else goes along as fields, a value that is no string as its JSON text. A TSV line is id, tab,
 * text; with three columns the second is the title. In a folder each file is a document and its name without the last
 * ending is the id.
 *
 * <p>Can be walked once. Ids must differ; to know that, the ids alone are kept.
 *
 * @since 0.1.0
 */
public final class Corpus implements Iterable<Candidate>, AutoCloseable {

    /** Makes the next document, or null after the last. */
    private interface Source extends AutoCloseable {
        @Nullable
        Candidate next();

        /** For messages: where the last document stood. */
        BadDataException bad(String law, String advice);

        @Override
        void close();
    }

    private final Source source;
    private final Set<String> ids = new HashSet<>();
    private final AtomicBoolean walked = new AtomicBoolean();

    private Corpus(Source source) {
        this.source = source;
    }

    /**
     * Opens a corpus.
     *
     * @throws BadDataException if there is none, or it cannot be read; while it is walked, if a line is no document or an
     *     id stands twice
     */
    public static Corpus open(Path path) {
        Path file = lines(path);
        return new Corpus(file == null ? FolderSource.of(path) : new LineSource(Lines.of(file)));
    }

    /** The file whose lines are the documents, or null where the documents are files of a folder. */
    static @Nullable Path lines(Path path) {
        if (!Files.isDirectory(path)) {
            return path;
        }
        return Stream.of("corpus.jsonl", "corpus.jsonl.gz", "collection.tsv", "collection.tsv.gz")
                .map(path::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    /**
     * Reads the documents with these ids.
     *
     * @return by id, in the order of the corpus
     * @throws BadDataException if one of them is missing; the message names the first and says how many
     */
    public static Map<String, Candidate> read(Path path, Collection<String> wanted) {
        Set<String> left = new HashSet<>(wanted);
        Map<String, Candidate> found = new LinkedHashMap<>();
        try (Corpus corpus = open(path)) {
            Iterator<Candidate> documents = corpus.iterator();
            while (!left.isEmpty() && documents.hasNext()) {
                Candidate document = documents.next();
                if (left.remove(document.id())) {
                    found.put(document.id(), document);
                }
            }
        }
        if (!left.isEmpty()) {
            throw missing(path, new HashSet<>(wanted).size(), left.stream());
        }
        return found;
    }

    static BadDataException missing(Path path, int wanted, Stream<String> missing) {
        List<String> left = missing.sorted().toList();
        return new BadDataException(
                path,
                0,
                "",
                "%d of %d documents asked for are not in this corpus, such as \"%s\"."
                        .formatted(left.size(), wanted, left.getFirst()),
                "Maybe run and corpus belong to different collections.");
    }

    /**
     * Writes documents as JSON lines, one at a time: {@code _id}, {@code title} where there is one, {@code text}, and the
     * fields as strings.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if a content cannot be told in words, or a field is called {@code _id},
     *     {@code title} or {@code text}
     */
    public static void write(Iterable<Candidate> documents, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Candidate document : documents) {
                StringBuilder line = new StringBuilder("{\"_id\":");
                Json.quote(document.id(), line);
                Listed.write(document, "text", NAMES, line);
                out.append(line.append("}\n"));
            }
        }
    }

    private static final Set<String> NAMES = Set.of("_id", "title", "text");

    @Override
    public Iterator<Candidate> iterator() {
        if (walked.getAndSet(true)) {
            throw new IllegalStateException("A corpus can be walked once.\nMaybe open it again.");
        }
        return new Iterator<>() {
            private @Nullable Candidate next = advance();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Candidate next() {
                Candidate document = next;
                if (document == null) {
                    throw new NoSuchElementException("the corpus has no further document");
                }
                next = advance();
                return document;
            }
        };
    }

    private @Nullable Candidate advance() {
        Candidate document = source.next();
        if (document != null && !ids.add(document.id())) {
            throw source.bad(
                    "Document \"%s\" stands twice in the corpus.".formatted(document.id()),
                    "Maybe two files were joined, or two names differ in their ending only.");
        }
        return document;
    }

    @Override
    public void close() {
        source.close();
    }

    /** JSON lines or TSV; the first line that is not blank tells. */
    private static final class LineSource implements Source {
        private final Lines lines;
        private @Nullable Boolean json;

        LineSource(Lines lines) {
            this.lines = lines;
        }

        @Override
        public @Nullable Candidate next() {
            String line = lines.nextText();
            if (line == null) {
                if (json == null) {
                    throw lines.empty("document");
                }
                return null;
            }
            if (json == null) {
                json = CorpusLine.isJson(line);
            }
            return CorpusLine.parse(line, json, lines);
        }

        @Override
        public BadDataException bad(String law, String advice) {
            return lines.bad(law, advice);
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    /** A file a document, in the order of their names. */
    private static final class FolderSource implements Source {
        private final Iterator<Path> files;
        private Path current;

        private FolderSource(Path folder, List<Path> files) {
            this.current = folder;
            this.files = files.iterator();
        }

        static FolderSource of(Path folder) {
            List<Path> files = Lines.folder(folder).stream()
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
            if (files.isEmpty()) {
                throw new BadDataException(
                        folder, 0, "", "The folder holds no document.", "Maybe corpus.jsonl is one level deeper.");
            }
            return new FolderSource(folder, files);
        }

        @Override
        public @Nullable Candidate next() {
            if (!files.hasNext()) {
                return null;
            }
            current = files.next();
            try (var reader = Lines.reader(current)) {
                StringBuilder text = new StringBuilder();
                char[] buffer = new char[8192];
                for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                    text.append(buffer, 0, n);
                }
                return Candidate.of(id(current.getFileName().toString()), text.toString());
            } catch (IOException e) {
                throw Lines.unreadable(current, 0, e);
            }
        }

        private static String id(String name) {
            String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
            int dot = plain.lastIndexOf('.');
            return dot > 0 ? plain.substring(0, dot) : plain;
        }

        @Override
        public BadDataException bad(String law, String advice) {
            return new BadDataException(current, 0, "", law, advice);
        }

        @Override
        public void close() {}
    }
}
