package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rankify's retrieved lists: {@code [{"question", "answers": [...], "ctxs": [{"id", "title", "text", "score",
 * "has_answer"}]}]}.
 *
 * @since 0.1.0
 */
public final class Rankify {

    private Rankify() {}

    /**
     * A question, its accepted answers and what was retrieved for it.
     *
     * @param answers any of them counts
     * @param ranking by the retriever's score; {@code has_answer} and other members are fields of its candidates
     */
    public record Retrieved(List<String> answers, Ranking ranking) {
        public Retrieved {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Reads a list; a question without an id is named by its place, from 1.
     *
     * @throws BadDataException if an object lacks its question or a context its id, or a context stands twice
     */
    public static List<Retrieved> read(Path path) {
        List<Retrieved> all = new ArrayList<>();
        JsonFile.objects(path, object -> all.add(retrieved(object, path, all.size() + 1)));
        return List.copyOf(all);
    }

    private static Retrieved retrieved(Json.Obj object, Path path, int number) {
        String question = JsonLines.first(object, "question");
        if (question == null) {
            throw JsonFile.bad(path, 0, "Entry %d needs \"question\".".formatted(number));
        }
        String id = JsonLines.first(object, "id", "_id");
        List<String> answers = new ArrayList<>();
        if (object.get("answers") instanceof Json.Arr list) {
            list.items().forEach(answer -> answers.add(answer.plain()));
        }
        List<Candidate> candidates = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        if (object.get("ctxs") instanceof Json.Arr list) {
            for (Json item : list.items()) {
                Hit hit = hit(item, path, number);
                candidates.add(hit.candidate());
                scores.add(hit.score());
            }
        }
        try {
            return new Retrieved(
                    answers,
                    Ranking.byScore(
                            Query.of(id == null ? String.valueOf(number) : id, question),
                            candidates,
                            scores.stream().mapToDouble(Double::doubleValue).toArray(),
                            Scale.REAL));
        } catch (IllegalArgumentException e) {
            throw new BadDataException(path, 0, "", String.valueOf(e.getMessage()), "See entry " + number + ".", e);
        }
    }

    private static Hit hit(Json item, Path path, int number) {
        if (!(item instanceof Json.Obj context)) {
            throw JsonFile.bad(path, 0, "A context of entry %d is no object.".formatted(number));
        }
        String id = JsonLines.first(context, "id", "docid");
        String text = JsonLines.first(context, "text", "contents");
        String title = JsonLines.first(context, "title");
        String score = JsonLines.first(context, "score");
        if (id == null || (text == null && title == null)) {
            throw JsonFile.bad(path, 0, "A context of entry %d needs \"id\" and \"text\".".formatted(number));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        context.members().forEach((name, value) -> {
            if (!List.of("id", "docid", "text", "contents", "title", "score").contains(name)) {
                fields.put(name, value.plain());
            }
        });
        try {
            return new Hit(
                    new Candidate(id, Content.text(title == null ? "" : title, text == null ? "" : text), fields),
                    score == null ? 0 : Double.parseDouble(score));
        } catch (IllegalArgumentException e) {
            throw new BadDataException(
                    path, 0, String.valueOf(score), "A score of entry %d is no number.".formatted(number), "", e);
        }
    }
}
