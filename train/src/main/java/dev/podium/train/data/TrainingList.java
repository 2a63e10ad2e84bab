package dev.podium.train.data;

import dev.podium.Slate;
import java.util.ArrayList;
import java.util.List;

/**
 * A query, its candidates, and what is known of them.
 *
 * @param slate with the score that the first stage gave each candidate
 * @param grades one a candidate; above 0 is relevant, 0 is not or not known to be
 * @param teacher one a candidate, a teacher's scores on any scale; empty where none was asked
 * @since 0.1.0
 */
public record TrainingList(Slate slate, List<Double> grades, List<Double> teacher) {

    /** Checks and copies. */
    public TrainingList {
        grades = List.copyOf(grades);
        teacher = List.copyOf(teacher);
        if (grades.size() != slate.size() || (!teacher.isEmpty() && teacher.size() != slate.size())) {
            throw new IllegalArgumentException(
                    "The list of query \"%s\" has %d candidates, %d grades and %d scores of a teacher; there must be one of each a candidate, or no teacher."
                            .formatted(slate.query().id(), slate.size(), grades.size(), teacher.size()));
        }
        if (grades.stream().anyMatch(grade -> !(grade >= 0))
                || !teacher.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "The grades of query \"%s\" must be at least 0, and a teacher's scores finite."
                            .formatted(slate.query().id()));
        }
    }

    /** How many candidates it has. */
    public int size() {
        return slate.size();
    }

    /** Whether any candidate is known to be relevant. */
    public boolean isLabelled() {
        return grades.stream().anyMatch(grade -> grade > 0);
    }

    /** Whether a teacher scored it. */
    public boolean isTaught() {
        return !teacher.isEmpty();
    }

    /** The candidates at these places, in this order. */
    public TrainingList pick(int... places) {
        List<Double> some = new ArrayList<>(places.length);
        List<Double> taught = new ArrayList<>(places.length);
        for (int place : places) {
            some.add(grades.get(place));
            if (isTaught()) {
                taught.add(teacher.get(place));
            }
        }
        return new TrainingList(slate.pick(places), some, taught);
    }

    /** The same in an order by chance: what is shown in the order of its grades teaches a model to look at places. */
    public TrainingList shuffled(long seed) {
        return pick(Shuffled.order(size(), seed * 0xD1342543DE82EF95L));
    }

    /** What each candidate should be worth, [candidate]: the teacher's scores, or the grades where there is no teacher. */
    public double[] worth() {
        return (isTaught() ? teacher : grades)
                .stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Where the best relevant candidate stands among all, by the teacher: 1 is on top, ties to its disadvantage.
     *
     * <p>A label whose own teacher ranks it far down is often wrong, or asks for what the text does not say: consistency filters drop
     * such lists.
     *
     * @throws IllegalStateException if there is no teacher, or nothing relevant
     */
    public int rankByTeacher() {
        if (!isTaught() || !isLabelled()) {
            throw new IllegalStateException(
                    "The list of query \"%s\" must have a teacher's scores and a relevant candidate to be filtered by them."
                            .formatted(slate.query().id()));
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size(); i++) {
            best = grades.get(i) > 0 ? Math.max(best, teacher.get(i)) : best;
        }
        int above = 0;
        for (int i = 0; i < size(); i++) {
            above += !(grades.get(i) > 0) && teacher.get(i) >= best ? 1 : 0;
        }
        return above + 1;
    }
}
