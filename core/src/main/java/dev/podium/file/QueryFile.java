package dev.podium.file;

import dev.podium.Query;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queries: BEIR's JSON lines ({@code _id}, {@code text}), two tab-separated columns, or TREC topics.
 *
 * <p>The first character that is not blank tells which: an opening brace, {@code <}, or anything else. In topics, the tags
 * of the parts need no closing ones, white space is one blank, and the words that older collections put before a part
 * ("Number:", "Topic:", "Description:", "Narrative:") are left out.
 *
 * @since 0.1.0
 */
public final class QueryFile {

    private QueryFile() {}

    /** The part of a TREC topic that is the query. */
    public enum Field {
        /** A few words; the usual one. */
        TITLE,
        /** A sentence. */
        DESC,
        /** What counts as relevant, at length. */
        NARR
    }

    /** Reads queries; of TREC topics the title. */
    public static List<Query> read(Path path) {
        return read(path, Field.TITLE);
    }

    /**
     * Reads queries.
     *
     * @param field of TREC topics; other forms have one text only
     * @throws BadDataException if there is no query, an id stands twice, or a line or topic has no id or no text
     */
    public static List<Query> read(Path path, Field field) {
        List<Query> queries = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (Lines lines = Lines.of(path)) {
            String line = lines.nextText();
            if (line != null && line.stripLeading().startsWith("<")) {
                topics(line, lines, field, queries, ids);
            } else {
                boolean json = line != null && line.stripLeading().startsWith("{");
                for (; line != null; line = lines.nextText()) {
                    add(json ? fromJson(line, lines) : fromColumns(line, lines), queries, ids, lines);
                }
            }
            if (queries.isEmpty()) {
                throw lines.empty("query");
            }
        }
        return List.copyOf(queries);
    }

    /**
     * Writes queries as JSON lines, {@code _id} and {@code text}.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if a content cannot be told in words
     */
    public static void write(List<Query> queries, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Query query : queries) {
                StringBuilder line = new StringBuilder("{\"_id\":");
                Json.quote(query.id(), line);
                Json.member("text", Listed.text(query.content()), line);
                out.append(line.append("}\n"));
            }
        }
    }

    private static void add(Query query, List<Query> queries, Set<String> ids, Lines lines) {
        if (!ids.add(query.id())) {
            throw lines.bad("Query \"%s\" stands twice.".formatted(query.id()), "Maybe two files were joined.");
        }
        queries.add(query);
    }

    private static Query fromJson(String line, Lines lines) {
        Json.Obj object = JsonLines.object(line, lines);
        return Query.of(
                JsonLines.requireId(object, lines, "_id", "id", "qid"),
                JsonLines.require(object, lines, "text", "query", "title"));
    }

    private static Query fromColumns(String line, Lines lines) {
        int tab = line.indexOf('\t');
        String id = tab < 0 ? "" : line.substring(0, tab).strip();
        if (id.isEmpty()) {
            throw lines.bad("A line of queries is an id, a tab and the text.", "Maybe blanks stand for the tab.");
        }
        return Query.of(id, line.substring(tab + 1).strip());
    }

    /** Reads blocks of {@code <top>}: tags may be unclosed, and each part may begin with its own name and a colon. */
    private static void topics(String first, Lines lines, Field field, List<Query> queries, Set<String> ids) {
        StringBuilder id = new StringBuilder();
        StringBuilder text = new StringBuilder();
        @Nullable StringBuilder current = null;
        for (String line = first; line != null; line = lines.next()) {
            String rest = line;
            while (rest != null) {
                int open = tag(rest);
                int close = open < 0 ? -1 : rest.indexOf('>', open);
                if (current != null) {
                    current.append(' ').append(close < 0 ? rest : rest.substring(0, open));
                }
                if (close < 0) {
                    break;
                }
                String name = rest.substring(open + 1, close).strip().toLowerCase(Locale.ROOT);
                current = switch (name) {
                    case "num" -> id;
                    case "title", "desc", "narr" -> name.equals(field.name().toLowerCase(Locale.ROOT)) ? text : null;
                    default -> null;
                };
                if (name.equals("top") && !id.isEmpty()) {
                    throw lines.bad("A topic begins before </top> closed the one before.", "Maybe a line is missing.");
                }
                if (name.equals("/top")) {
                    add(topic(id, text, field, lines), queries, ids, lines);
                    id.setLength(0);
                    text.setLength(0);
                }
                rest = rest.substring(close + 1);
            }
        }
        if (!id.isEmpty()) {
            throw lines.bad("The last topic is not closed by </top>.", "Maybe the file is cut.");
        }
    }

    // "<" also stands in plain text ("p < 0.05"): only the names of topic files open a tag
    private static int tag(String line) {
        for (int at = line.indexOf('<'); at >= 0; at = line.indexOf('<', at + 1)) {
            for (String name : TAGS) {
                if (line.regionMatches(true, at, name, 0, name.length())) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static final List<String> TAGS = List.of(
            "<top>",
            "</top>",
            "<num>",
            "</num>",
            "<title>",
            "</title>",
            "<desc>",
            "</desc>",
            "<narr>",
            "</narr>",
            "<dom>",
            "</dom>",
            "<head>",
            "</head>");

    private static Query topic(StringBuilder id, StringBuilder text, Field field, Lines lines) {
        String number = without(id.toString(), "number:");
        String words = without(
                text.toString(),
                switch (field) {
                    case TITLE -> "topic:";
                    case DESC -> "description:";
                    case NARR -> "narrative:";
                });
        if (number.isEmpty() || words.isEmpty()) {
            throw lines.bad(
                    "A topic needs <num> and <%s>.".formatted(field.name().toLowerCase(Locale.ROOT)),
                    "Maybe this collection has another field: title, desc or narr.");
        }
        return Query.of(number, words);
    }

    private static String without(String text, String label) {
        String plain = text.strip().replaceAll("\\s+", " ");
        return plain.toLowerCase(Locale.ROOT).startsWith(label)
                ? plain.substring(label.length()).strip()
                : plain;
    }
}
