package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rankify's retrieved lists: {@code [{"question", "answers": [...], "ctxs": [{"id", "title", "text", "score",
 * "has_answer"}]}]}, as one array or as JSON lines.
 *
 * <p>Contexts stand in their order: where a score is missing or scores rise, the order counts and the ranking is
 * {@link dev.podium.Scale#ORDINAL}. {@code has_answer} and other members are fields of the candidates, a value that is no
 * string as its JSON text.
 *
 * @since 0.1.0
 */
public final class Rankify {

    private static final Set<String> MEMBERS = Set.of("id", "title", "text", "score");

    private Rankify() {}

    /**
     * A question, its accepted answers and what was retrieved for it.
     *
     * @param answers any of them counts
     * @param ranking in the order of the file
     */
    public record Retrieved(List<String> answers, Ranking ranking) {
        public Retrieved {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Reads a list; a question without an id is named by its place, from 1.
     *
     * @throws BadDataException if there is none, an object lacks its question or contexts, a context its id or text, a
     *     score is no finite number, or a context stands twice
     */
    public static List<Retrieved> read(Path path) {
        List<Retrieved> all = new ArrayList<>();
        JsonFile.objects(
                path, "question", (object, line) -> all.add(retrieved(object, new Listed(path, line), all.size() + 1)));
        return List.copyOf(all);
    }

    private static Retrieved retrieved(Json.Obj object, Listed listed, int number) {
        String question = listed.require(object, "question", "question");
        String id = JsonLines.first(object, "id", "_id");
        List<String> answers = new ArrayList<>();
        if (object.get("answers") instanceof Json.Arr list) {
            list.items().forEach(answer -> answers.add(answer.plain()));
        }
        if (!(object.get("ctxs") instanceof Json.Arr contexts)) {
            throw listed.bad("A question needs \"ctxs\", an array.");
        }
        for (Json item : contexts.items()) {
            Json.Obj context = listed.object(item, "context");
            String name = listed.require(context, "context", "id");
            String text = listed.require(context, "context", "text", "title");
            String title = JsonLines.first(context, "title");
            boolean titleIsText = JsonLines.first(context, "text") == null;
            listed.add(
                    new Candidate(
                            name,
                            Content.text(title == null || titleIsText ? "" : title, text),
                            JsonLines.others(context, MEMBERS)),
                    JsonLines.first(context, "score"));
        }
        Query query = Query.of(id == null ? String.valueOf(number) : id, question);
        return new Retrieved(answers, listed.ranking(query));
    }

    /**
     * Writes a list as one array, a question a line; fields are written as strings.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if a score is infinite, a content cannot be told in words, or a field is called
     *     {@code id}, {@code title}, {@code text} or {@code score}
     */
    public static void write(List<Retrieved> lists, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            String before = "[";
            for (Retrieved list : lists) {
                StringBuilder line = new StringBuilder(before).append("{\"id\":");
                before = ",\n";
                Json.quote(list.ranking().query().id(), line);
                Json.member("question", Listed.text(list.ranking().query().content()), line);
                line.append(",\"answers\":");
                line.append(new Json.Arr(
                                list.answers().stream().<Json>map(Json.Str::new).toList())
                        .text());
                line.append(",\"ctxs\":[");
                String comma = "";
                for (Hit hit : list.ranking()) {
                    line.append(comma).append("{\"id\":");
                    comma = ",";
                    Json.quote(hit.candidate().id(), line);
                    Listed.write(hit.candidate(), "text", MEMBERS, line);
                    line.append(",\"score\":").append(Listed.finite(hit)).append('}');
                }
                out.append(line.append("]}"));
            }
            out.append(lists.isEmpty() ? "[]\n" : "]\n");
        }
    }
}
