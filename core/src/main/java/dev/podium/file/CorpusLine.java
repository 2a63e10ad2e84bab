package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Content;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One document as a line of a corpus tells it: a JSON object, or an id, maybe a title, and a text between tabs. */
final class CorpusLine {

    private CorpusLine() {}

    /** Whether a corpus that begins with this line is JSON lines, and not columns. */
    static boolean isJson(String first) {
        return first.stripLeading().startsWith("{");
    }

    static Candidate parse(String line, boolean json, Spot spot) {
        return json ? fromJson(line, spot) : fromColumns(line, spot);
    }

    /** The text alone, for who reads a line again. */
    static Content.Text text(String line, boolean json, Spot spot) {
        return (Content.Text) parse(line, json, spot).content();
    }

    private static Candidate fromJson(String line, Spot spot) {
        Json.Obj object = JsonLines.object(line, spot);
        String id = JsonLines.requireId(object, spot, "_id", "id", "docid");
        String text = JsonLines.require(object, spot, "text", "contents");
        String title = JsonLines.first(object, "title");
        Set<String> read = new HashSet<>(Set.of("title"));
        read.add(JsonLines.firstName(object, "_id", "id", "docid"));
        read.add(JsonLines.firstName(object, "text", "contents"));
        return new Candidate(id, Content.text(title == null ? "" : title, text), JsonLines.others(object, read));
    }

    private static Candidate fromColumns(String line, Spot spot) {
        int tab = line.indexOf('\t');
        String id = tab < 0 ? "" : line.substring(0, tab).strip();
        if (id.isEmpty()) {
            throw spot.bad(
                    "A line of a corpus is a JSON object, or an id, a tab and the text.",
                    "Maybe blanks stand for the tab.");
        }
        int second = line.indexOf('\t', tab + 1);
        return second < 0
                ? new Candidate(id, Content.text(line.substring(tab + 1)), Map.of())
                : new Candidate(
                        id, Content.text(line.substring(tab + 1, second), line.substring(second + 1)), Map.of());
    }
}
