package dev.podium.train.data;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Lists made up for tests. */
public final class Given {

    private Given() {}

    /** A list of named candidates, scored from above by the first stage, without labels or a teacher. */
    public static TrainingList list(String query, int size) {
        List<Hit> hits = new ArrayList<>();
        List<Double> grades = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            hits.add(new Hit(Candidate.of(query + "-" + i, "text " + i), size - i));
            grades.add(0.0);
        }
        return new TrainingList(new Slate(Query.of(query, query), hits, Scale.REAL), grades, List.of());
    }

    /** The same with grades, and a teacher's scores if there are any. */
    public static TrainingList list(String query, List<Double> grades, List<Double> teacher) {
        return new TrainingList(list(query, grades.size()).slate(), grades, teacher);
    }

    /**
     * Lists whose relevance is a plane: a candidate with two features is relevant where {@code 2 f0 - f1} is the greatest of its list, and
     * a teacher knows {@code 2 f0 - f1} itself.
     */
    public static TrainingSet plane(int lists, int size, long seed) {
        Random random = new Random(seed);
        List<TrainingList> all = new ArrayList<>();
        for (int q = 0; q < lists; q++) {
            List<Hit> hits = new ArrayList<>();
            List<Double> teacher = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                double f0 = random.nextGaussian();
                double f1 = random.nextGaussian();
                hits.add(new Hit(
                        new Candidate(q + "-" + i, Content.text(""), Map.of("f0", Double.toString(f0), "f1", "" + f1)),
                        0));
                teacher.add(2 * f0 - f1);
            }
            double best =
                    teacher.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            all.add(new TrainingList(
                    new Slate(Query.of("q" + q, "q" + q), hits, Scale.REAL),
                    teacher.stream().map(score -> score == best ? 1.0 : 0.0).toList(),
                    teacher));
        }
        return new TrainingSet("plane", all);
    }
}
