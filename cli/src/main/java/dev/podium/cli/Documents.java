package dev.podium.cli;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.file.StoredLines;
import dev.podium.model.PlainText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The documents of {@code --docs}: JSON lines, or plain text with one document a line.
 *
 * <p>Their texts stay in the file until somebody looks, and again afterwards: 100,000 documents take the memory of their ids.
 */
final class Documents implements AutoCloseable {

    private final StoredLines lines;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<String> clashes = new TreeSet<>();

    private Documents(StoredLines lines) {
        this.lines = lines;
    }

    /**
     * Reads a file, or standard input where the name is {@code -}; gzip is told by its first bytes.
     *
     * <p>The first line that is not blank decides: it begins with an opening brace, so all lines are JSON, or it does not,
     * so all lines are text and their ids are their line numbers.
     */
    static Documents read(String name, Console console) {
        Documents documents = new Documents(
                name.equals("-")
                        ? StoredLines.of(console.in, Path.of("standard input"))
                        : StoredLines.open(Path.of(name)));
        try {
            documents.walk();
            return documents;
        } catch (RuntimeException e) {
            documents.close();
            throw e;
        }
    }

    private void walk() {
        Set<String> ids = new HashSet<>();
        StoredLines.Line line = lines.next();
        boolean json = line != null && line.text().stripLeading().startsWith("{");
        for (; line != null; line = lines.next()) {
            String id = String.valueOf(line.number());
            if (json) {
                DocumentLine document = DocumentLine.parse(line);
                id = document.id();
                document.others().keySet().stream()
                        .filter(RankedDocuments.FIXED::contains)
                        .forEach(clashes::add);
            }
            if (!ids.add(id)) {
                throw line.bad(
                        "The id \"%s\" stands twice.".formatted(id),
                        "Maybe give equal documents different ids: Podium never merges them.");
            }
            candidates.add(new Candidate(id, json ? new JsonObject(line) : new Plain(line), Map.of()));
        }
    }

    /** In file order. */
    List<Candidate> candidates() {
        return candidates;
    }

    /** The names of the documents' own fields that a result has a field of its own for, sorted. */
    Set<String> clashes() {
        return clashes;
    }

    /** All there is to print of a candidate, whether it came from such a file or from an index. */
    static DocumentLine line(Candidate candidate) {
        return switch (candidate.content()) {
            case JsonObject object -> DocumentLine.parse(object.line);
            case Content.Stored stored -> new DocumentLine(candidate.id(), stored.text(), Map.of());
            case Content.Text text -> new DocumentLine(candidate.id(), text, Map.of());
            default -> new DocumentLine(candidate.id(), Content.text(PlainText.of(candidate)), Map.of());
        };
    }

    @Override
    public void close() {
        lines.close();
    }

    /** A line that is a JSON object. */
    private record JsonObject(StoredLines.Line line) implements Content.Stored {
        @Override
        public Text text() {
            return DocumentLine.parse(line).text();
        }
    }

    /** A line that is a text. */
    private record Plain(StoredLines.Line line) implements Content.Stored {
        @Override
        public Text text() {
            return Content.text(line.text());
        }
    }
}
