package dev.podium.train.objective;

import dev.podium.train.data.TrainingList;
import dev.podium.train.loss.ListLoss;
import java.util.Arrays;
import java.util.List;

/**
 * One part of an objective: a loss, what it measures the scores by, and how much it counts.
 *
 * @param weight above 0
 * @param loss of one list
 * @param target what it is to be near to
 * @since 0.1.0
 */
public record Aim(double weight, ListLoss loss, Target target) {

    /** What scores are measured by. */
    public enum Target {
        /** The grades. Lists without a relevant candidate do not count. */
        GRADES,
        /** The teacher's scores. Lists without a teacher do not count. */
        TEACHER;

        /** One a candidate; empty where a list says nothing. */
        List<Double> of(TrainingList list) {
            return switch (this) {
                case GRADES -> list.isLabelled() ? list.grades() : List.of();
                case TEACHER -> list.teacher();
            };
        }
    }

    /** Checks. */
    public Aim {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "The weight of an aim (%s) must be above 0 and finite.\nMaybe leave it out.".formatted(weight));
        }
    }

    /** A loss by the grades. */
    public static Aim atGrades(double weight, ListLoss loss) {
        return new Aim(weight, loss, Target.GRADES);
    }

    /** A loss by a teacher's scores. */
    public static Aim atTeacher(double weight, ListLoss loss) {
        return new Aim(weight, loss, Target.TEACHER);
    }

    /**
     * Pulls at the scores of several lists by several aims.
     *
     * @param scores of all lists, end to end
     * @param gradient of all lists; the derivative is added
     * @param share of each list in the step
     * @return the loss, weighed
     */
    static double pull(List<Aim> aims, List<TrainingList> lists, double[] scores, double[] gradient, double share) {
        double loss = 0;
        int from = 0;
        for (TrainingList list : lists) {
            double[] own = Arrays.copyOfRange(scores, from, from + list.size());
            for (Aim aim : aims) {
                loss += aim.pull(list, own, gradient, from, share);
            }
            from += list.size();
        }
        return loss;
    }

    /** The same of one list by one aim. @param from where the list begins in the gradient */
    private double pull(TrainingList list, double[] scores, double[] gradient, int from, double share) {
        List<Double> targets = target.of(list);
        if (targets.isEmpty()) {
            return 0;
        }
        double[] slope = new double[scores.length];
        double value = loss.at(
                scores, targets.stream().mapToDouble(Double::doubleValue).toArray(), slope);
        for (int i = 0; i < slope.length; i++) {
            gradient[from + i] += share * weight * slope[i];
        }
        return share * weight * value;
    }
}
