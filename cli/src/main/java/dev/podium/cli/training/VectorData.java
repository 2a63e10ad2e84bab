package dev.podium.cli.training;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Slate;
import dev.podium.cli.training.RecipeFile.Source;
import dev.podium.file.Letor;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.PlainText;
import dev.podium.train.data.TrainingList;
import dev.podium.train.data.TrainingSet;
import dev.podium.train.vectors.CandidateVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists whose candidates are vectors.
 *
 * @param vectors of a list's candidates
 * @param dimensions of them
 * @param learnt sets to learn from
 * @param heldOut sets to be evaluated on while it learns
 * @param test lists to be ranked at the end; none, where the recipe has no such file
 */
record VectorData(
        Function<Slate, float[][]> vectors,
        int dimensions,
        List<TrainingSet> learnt,
        List<TrainingSet> heldOut,
        List<TrainingList> test) {

    /** Of files of features: the first says how many there are, and on which scale each is. */
    static VectorData features(List<Source> sources, @Nullable Source test, Path folder) {
        List<TrainingSet> learnt = new ArrayList<>();
        List<TrainingSet> heldOut = new ArrayList<>();
        Map<String, CandidateVectors> bySource = new HashMap<>();
        CandidateVectors first = null;
        for (Source source : sources) {
            CandidateVectors own = read(source, folder, first);
            first = first == null ? own : first;
            List<TrainingList> lists = lists(own, source.name(), bySource);
            Parted<TrainingList> parted = Parted.of(lists, RecipeFile.or(source.holdOut(), 0));
            learnt.add(new TrainingSet(source.name(), parted.rest()));
            if (!parted.out().isEmpty()) {
                heldOut.add(new TrainingSet(source.name(), parted.out()));
            }
        }
        if (first == null) {
            throw new IllegalArgumentException("The recipe must have a source.");
        }
        List<TrainingList> tested = List.of();
        if (test != null) {
            tested = lists(read(test, folder, first), test.name(), bySource);
        }
        return new VectorData(
                slate ->
                        Objects.requireNonNull(bySource.get(slate.query().id())).apply(slate),
                first.dimensions(),
                learnt,
                heldOut,
                tested);
    }

    /** Lists by names that no other source has, since files call their queries 1, 2 and so on. */
    private static List<TrainingList> lists(
            CandidateVectors vectors, String source, Map<String, CandidateVectors> bySource) {
        List<TrainingList> lists = new ArrayList<>();
        for (TrainingList list : vectors.lists()) {
            Query query = Query.of(source + "-" + list.slate().query().id(), "");
            bySource.put(query.id(), vectors);
            Slate slate = new Slate(query, list.slate().hits(), list.slate().scale());
            lists.add(new TrainingList(slate, list.grades(), list.teacher()));
        }
        return lists;
    }

    private static CandidateVectors read(Source source, Path folder, @Nullable CandidateVectors first) {
        if (source.letor() == null) {
            throw new IllegalArgumentException(
                    "The source \"%s\" must be a file of features, as the others are.\nMaybe letor: with its path."
                            .formatted(source.name()));
        }
        Path file = folder.resolve(source.letor());
        List<Letor.Row> rows =
                source.sizes() == null ? Letor.read(file) : Letor.read(file, folder.resolve(source.sizes()));
        return first == null
                ? CandidateVectors.of(rows, CandidateVectors.dimensions(rows)).standardised()
                : CandidateVectors.of(rows, first.dimensions()).changedAs(first);
    }

    /** Of texts that a model embeds; a text is embedded once. */
    static Function<Slate, float[][]> embedded(Embedding model) {
        Map<String, float[]> known = new HashMap<>();
        return slate -> {
            List<String> missing = slate.candidates().stream()
                    .map(PlainText::of)
                    .filter(text -> !known.containsKey(text))
                    .distinct()
                    .toList();
            List<Embedded> made = missing.isEmpty() ? List.of() : model.embed(missing, Embedding.Role.PASSAGE);
            for (int i = 0; i < missing.size(); i++) {
                known.put(missing.get(i), made.get(i).vector());
            }
            return slate.candidates().stream()
                    .map((Candidate candidate) -> known.get(PlainText.of(candidate)))
                    .toArray(float[][]::new);
        };
    }
}
