package dev.podium.cli.training;

import dev.podium.ask.Scorer;
import dev.podium.cli.training.Collecting.Task;
import dev.podium.cli.training.Collecting.Telling;
import dev.podium.cli.training.RecipeFile.Taught;
import dev.podium.method.Catalogue;
import dev.podium.method.embedding.BiEncoder;
import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.PlainText;
import dev.podium.model.RememberedEmbedding;
import dev.podium.train.mine.OrderJudge;
import dev.podium.train.mine.Teacher;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A teacher of a recipe, opened.
 *
 * @param teacher scores lists
 * @param embedding what finds documents where the teacher compares vectors; none where it does not
 */
record Judge(Teacher teacher, @Nullable Embedding embedding) {

    /** Sources share collections, and each text is embedded once for all of them: 100,000 vectors of 384 numbers take 150 MB. */
    private static final int REMEMBERED = 200_000;

    private static final int TOGETHER =
            1024; // texts of like length find each other, and a graphics processor has its fill

    /** @param model that the recipe names, which it is to ask by the method named there or by the usual one */
    static Judge of(Taught taught, Model model) {
        Method method = taught.method() == null ? Catalogue.usual(model) : Catalogue.method(taught.method());
        double weight = RecipeFile.or(taught.weight(), 1.0);
        if (method.equals(BiEncoder.METHOD)) {
            Embedding embedding = new RememberedEmbedding(model.as(Embedding.class), REMEMBERED);
            return new Judge(new Teacher(new BiEncoder(embedding), weight), embedding);
        }
        // The first stage has its own weight in the sum, so the method must not bring it along.
        Scorer judge = new OrderJudge(method.order(model, Map.of("blend", "0")));
        return new Judge(new Teacher(judge, weight), null);
    }

    /**
     * Embeds all texts of a source, many at a time, so that lists find them remembered.
     *
     * @return whether there was room for all
     */
    boolean knows(Sources there, String source, Telling told) {
        if (embedding == null) {
            return false;
        }
        Map<Role, List<String>> texts = new EnumMap<>(Role.class);
        texts.put(
                Role.QUERY,
                there.questions().stream()
                        .map(question -> PlainText.of(question.query()))
                        .distinct()
                        .toList());
        texts.put(
                Role.PASSAGE,
                Stream.concat(
                                there.documents().values().stream(),
                                there.questions().stream().flatMap(question -> question.own().values().stream()))
                        .map(PlainText::of)
                        .distinct()
                        .toList());
        int all = texts.values().stream().mapToInt(List::size).sum();
        if (all > REMEMBERED) {
            return false;
        }
        try (Task task = told.begin("embedding " + source, all)) {
            long done = 0;
            for (Map.Entry<Role, List<String>> role : texts.entrySet()) {
                for (int from = 0; from < role.getValue().size(); from += TOGETHER) {
                    List<String> part = role.getValue()
                            .subList(
                                    from,
                                    Math.min(from + TOGETHER, role.getValue().size()));
                    embedding.embed(part, role.getKey());
                    done += part.size();
                    task.reach(done);
                }
            }
        }
        return true;
    }
}
