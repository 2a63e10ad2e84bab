package dev.podium.file;

import dev.podium.Qrels;
import dev.podium.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A test collection in BEIR's layout: {@code corpus.jsonl}, {@code queries.jsonl} and {@code qrels/<split>.tsv}, each of
 * them plain or with {@code .gz} at the end.
 *
 * <pre>{@code
 * BeirFolder scifact = new BeirFolder(Path.of("scifact"));
 * Qrels qrels = scifact.qrels("test");
 * for (Query query : scifact.queries("test")) { ... }       // those that were judged, as BEIR's loader does
 * }</pre>
 *
 * @param folder that holds the files
 * @since 0.1.0
 */
public record BeirFolder(Path folder) {

    /**
     * Opens the documents.
     *
     * @throws BadDataException if they are missing or cannot be read
     */
    public Corpus corpus() {
        return Corpus.open(file("corpus.jsonl"));
    }

    /**
     * Reads all queries, of every split and judged or not.
     *
     * @throws BadDataException if they are missing or cannot be read
     */
    public List<Query> queries() {
        return QueryFile.read(file("queries.jsonl"));
    }

    /**
     * Reads the queries that were judged in a split, in the order of the file of queries.
     *
     * @throws BadDataException if a file is missing or cannot be read, or a judged query is not in the file of queries
     */
    public List<Query> queries(String split) {
        var judged = qrels(split).grades().keySet();
        List<Query> queries =
                queries().stream().filter(query -> judged.contains(query.id())).toList();
        if (queries.size() < judged.size()) {
            var known = queries.stream().map(Query::id).toList();
            throw new BadDataException(
                    file("queries.jsonl"),
                    0,
                    "",
                    "%d of %d queries judged in \"%s\" are missing, such as \"%s\"."
                            .formatted(
                                    judged.size() - queries.size(),
                                    judged.size(),
                                    split,
                                    judged.stream()
                                            .filter(id -> !known.contains(id))
                                            .findFirst()
                                            .orElseThrow()),
                    "Maybe the files belong to different collections.");
        }
        return queries;
    }

    /**
     * Reads the judgments of a split.
     *
     * @param split usually {@code test}, {@code dev} or {@code train}
     * @throws BadDataException if there is no such split (the message names those there are), or it cannot be read
     */
    public Qrels qrels(String split) {
        Path file = file("qrels/" + split + ".tsv");
        if (!Files.exists(file)) {
            throw new BadDataException(
                    file,
                    0,
                    "",
                    "There are no judgments for the split \"%s\".".formatted(split),
                    "Maybe one of these: %s.".formatted(String.join(", ", splits())));
        }
        return QrelsFile.read(file);
    }

    /**
     * The names of the splits that have judgments, in alphabetical order.
     *
     * @throws BadDataException if the folder {@code qrels} is missing or cannot be read
     */
    public List<String> splits() {
        return Lines.folder(folder.resolve("qrels")).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".tsv") || name.endsWith(".tsv.gz"))
                .map(name -> name.substring(0, name.indexOf(".tsv")))
                .distinct()
                .toList();
    }

    private Path file(String name) {
        Path zipped = folder.resolve(name + ".gz");
        return Files.exists(zipped) ? zipped : folder.resolve(name);
    }
}
