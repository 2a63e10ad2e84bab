package dev.podium.train.vectors;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.file.Letor.Row;
import dev.podium.train.data.TrainingList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Vectors of candidates, by their ids.
 *
 * <p>Features of a file become vectors of one length, zeros where a line says nothing, and a list of one query for each run of lines; the
 * document of line n of query q is called {@code q-n}. Features lie on scales of their own, so a learner that multiplies them wants them
 * {@link #standardised()}; the same change must then be made to what it serves ({@link #changedAs}).
 *
 * @since 0.1.0
 */
public final class CandidateVectors implements Function<Slate, float[][]> {

    private final Map<String, float[]> byId;
    private final List<TrainingList> lists;
    private final int dimensions;
    private final double[] centre;
    private final double[] spread;

    private CandidateVectors(
            Map<String, float[]> byId, List<TrainingList> lists, int dimensions, double[] centre, double[] spread) {
        this.byId = byId;
        this.lists = List.copyOf(lists);
        this.dimensions = dimensions;
        this.centre = centre;
        this.spread = spread;
    }

    /**
     * Of a file's lines.
     *
     * @param dimensions of a vector; features beyond are left out, as those that no line of the training file had are
     */
    public static CandidateVectors of(List<Row> rows, int dimensions) {
        SequencedMap<String, List<Row>> byQuery = new LinkedHashMap<>();
        rows.forEach(row ->
                byQuery.computeIfAbsent(row.queryId(), _ -> new ArrayList<>()).add(row));
        Map<String, float[]> byId = new HashMap<>();
        List<TrainingList> lists = new ArrayList<>();
        byQuery.forEach((query, own) -> {
            List<Hit> hits = new ArrayList<>();
            List<Double> grades = new ArrayList<>();
            for (Row row : own) {
                String id = query + "-" + (hits.size() + 1);
                float[] vector = new float[dimensions];
                row.features().forEach((number, value) -> {
                    if (number <= dimensions) {
                        vector[number - 1] = value.floatValue();
                    }
                });
                byId.put(id, vector);
                hits.add(new Hit(new Candidate(id, Content.text(row.info()), Map.of()), 0));
                grades.add(row.label());
            }
            lists.add(new TrainingList(new Slate(Query.of(query, query), hits, Scale.ORDINAL), grades, List.of()));
        });
        return new CandidateVectors(byId, lists, dimensions, new double[dimensions], ones(dimensions));
    }

    /** The highest feature of a file's lines. */
    public static int dimensions(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.features().isEmpty())
                .mapToInt(row -> row.features().lastEntry().getKey())
                .max()
                .orElse(0);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    /** The same less the mean and over the deviation of each dimension; one that is the same everywhere becomes 0. */
    public CandidateVectors standardised() {
        double[] mean = new double[dimensions];
        double[] deviation = new double[dimensions];
        for (float[] vector : byId.values()) {
            for (int i = 0; i < dimensions; i++) {
                mean[i] += (double) vector[i] / byId.size();
            }
        }
        for (float[] vector : byId.values()) {
            for (int i = 0; i < dimensions; i++) {
                deviation[i] += (vector[i] - mean[i]) * (vector[i] - mean[i]) / byId.size();
            }
        }
        for (int i = 0; i < dimensions; i++) {
            deviation[i] = deviation[i] > 0 ? Math.sqrt(deviation[i]) : Double.POSITIVE_INFINITY;
        }
        return changed(mean, deviation);
    }

    /** The same, changed by the means and deviations of others. @throws IllegalArgumentException if those have another length */
    public CandidateVectors changedAs(CandidateVectors others) {
        if (others.dimensions != dimensions) {
            throw new IllegalArgumentException(
                    "Vectors of length %d cannot be changed as those of length %d.\nMaybe read both with the dimensions of the first."
                            .formatted(dimensions, others.dimensions));
        }
        return changed(others.centre, others.spread);
    }

    private CandidateVectors changed(double[] mean, double[] deviation) {
        Map<String, float[]> moved = new HashMap<>();
        byId.forEach((id, vector) -> {
            float[] one = new float[dimensions];
            for (int i = 0; i < dimensions; i++) {
                one[i] = (float) ((vector[i] - mean[i]) / deviation[i]);
            }
            moved.put(id, one);
        });
        return new CandidateVectors(moved, lists, dimensions, mean, deviation);
    }

    /** Lists of the file's queries, in their order. */
    public List<TrainingList> lists() {
        return lists;
    }

    /** Numbers of a vector. */
    public int dimensions() {
        return dimensions;
    }

    /** The vectors of a list's candidates. @throws IllegalArgumentException if one has none */
    @Override
    public float[][] apply(Slate slate) {
        float[][] vectors = new float[slate.size()][];
        for (int i = 0; i < vectors.length; i++) {
            float[] vector = byId.get(slate.candidate(i).id());
            if (vector == null) {
                throw new IllegalArgumentException("The candidate \"%s\" has no vector."
                        .formatted(slate.candidate(i).id()));
            }
            vectors[i] = vector.clone();
        }
        return vectors;
    }
}
