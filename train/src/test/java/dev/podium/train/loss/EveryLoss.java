package dev.podium.train.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Every loss of lists with targets that it takes: a new loss needs a line here. */
final class EveryLoss {

    private EveryLoss() {}

    /** What the scores of n candidates are. */
    enum Layout {
        /** One a candidate. */
        LIST,
        /** Two logits a candidate. */
        WORDS,
        /** One for each step from a candidate to another. */
        STEPS;

        int scores(int n) {
            return switch (this) {
                case LIST -> n;
                case WORDS -> 2 * n;
                case STEPS -> n * n;
            };
        }

        /** The numbers of the same candidates in another order: candidate i is then where order[i] was. */
        double[] shuffled(double[] numbers, int[] order) {
            int n = order.length;
            double[] shuffled = new double[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                shuffled[i] = switch (this) {
                    case LIST -> numbers[order[i]];
                    case WORDS -> numbers[2 * order[i / 2] + i % 2];
                    case STEPS -> numbers[order[i / n] * n + order[i % n]];
                };
            }
            return shuffled;
        }
    }

    /** Targets that a loss takes, for n candidates. */
    interface Targets {
        double[] of(Random random, int n);
    }

    /** Targets that a loss takes, drawn for each candidate alone. */
    private interface Target {
        double of(Random random);
    }

    /**
     * A loss to be tried.
     *
     * @param free whether a constant may be added to all scores of a list
     */
    record Case(ListLoss loss, Layout layout, Targets targets, boolean free) {

        Case(ListLoss loss, Target target) {
            this(loss, Layout.LIST, each(target), true);
        }

        /** Its slope, and its value in front. */
        double[] valueAndSlope(double[] scores, double[] targets) {
            return valueAndSlope(loss, scores, targets);
        }

        static double[] valueAndSlope(ListLoss loss, double[] scores, double[] targets) {
            double[] gradient = new double[scores.length];
            double[] both = new double[scores.length + 1];
            both[0] = loss.at(scores, targets, gradient);
            System.arraycopy(gradient, 0, both, 1, gradient.length);
            return both;
        }

        @Override
        public String toString() {
            return loss.toString();
        }
    }

    static final Target SHARES = random -> random.nextInt(3) == 0 ? random.nextInt(4) : 0;
    static final Target PROBABILITIES = Random::nextDouble;
    static final Target LABELS = random -> random.nextInt(2);
    static final Target GRADES = random -> random.nextInt(5) - 2;
    static final Target GAINS = random -> random.nextInt(4);
    static final Target TEACHER = random -> 3 * random.nextGaussian();

    /** Those whose gradient is the slope of their value. */
    static final List<Case> SLOPES = List.of(
            new Case(new BinaryCrossEntropy(), Layout.LIST, each(PROBABILITIES), false),
            new Case(new SoftmaxCrossEntropy(), SHARES),
            new Case(new SoftmaxCrossEntropy(0.3), SHARES),
            new Case(new RankNet(), GRADES),
            new Case(new RankNet().weight(RankNet.Weight.RANKS), GRADES),
            new Case(new RankNet().weight(RankNet.Weight.GAP).temperature(0.5), GRADES),
            new Case(new RankNet().weight(RankNet.Weight.SQUARED_GAP), TEACHER),
            new Case(new RankNet().softly(), TEACHER),
            new Case(new RankNet().softly().weight(RankNet.Weight.RANKS).temperature(2), GRADES),
            new Case(new ListNet(), TEACHER),
            new Case(new ListNet(ListNet.Wanted.TARGETS, 0.8), TEACHER),
            new Case(new ListMle(), GRADES),
            new Case(new LambdaLoss(LambdaLoss.Weight.LAMBDA_RANK), GAINS),
            new Case(new LambdaLoss(LambdaLoss.Weight.LAMBDA_RANK, 3, 2), GAINS),
            new Case(new LambdaLoss(LambdaLoss.Weight.NDCG_LOSS_2), GAINS),
            new Case(new LambdaLoss(LambdaLoss.Weight.NDCG_LOSS_2, 2, 0.5), GAINS),
            new Case(new AdrMse(), GRADES),
            new Case(new AdrMse(0.7), TEACHER),
            new Case(new TeacherKl(), TEACHER),
            new Case(new TeacherKl(2), TEACHER),
            new Case(new SymmetricKl(0.5), TEACHER),
            new Case(new MarginMse(), TEACHER),
            new Case(new RankGapMargin(0.001), GRADES),
            new Case(new RankGapMargin(1.5), TEACHER),
            new Case(new BradleyTerry(), LABELS),
            new Case(new BradleyTerry(0.5), LABELS),
            new Case(new TourCrossEntropy(), Layout.STEPS, EveryLoss::steps, true),
            new Case(new TourMargin(), Layout.STEPS, EveryLoss::steps, true),
            new Case(new Gmr(Gmr.Weight.SFT, Gmr.Direction.SFT), Layout.WORDS, EveryLoss::words, true),
            new Case(new Gmr(Gmr.Weight.CL, Gmr.Direction.CL), Layout.WORDS, EveryLoss::words, true),
            new Case(new RankNet().times(3), GRADES),
            new Case(new RankNet().plus(0.1, new BinaryCrossEntropy()), Layout.LIST, each(LABELS), false),
            new Case(new SoftmaxCrossEntropy().times(0.9).plus(0.1, new TeacherKl(2)), SHARES),
            new Case(new SoftmaxCrossEntropy().plus(2, new RankNet()).plus(0.5, new RankNet()), SHARES));

    /** Those that hold a part of themselves fixed, so that their gradient is another's slope. */
    static final List<Case> OTHERS = List.of(
            new Case(new ListNet(ListNet.Wanted.OWN_SCORES, 1), GRADES),
            new Case(new RankNet().weighing((scores, _) -> halves(scores.length)), GRADES),
            new Case(new Gmr(Gmr.Weight.SFT, Gmr.Direction.CL), Layout.WORDS, EveryLoss::words, true),
            new Case(new Gmr(Gmr.Weight.CL, Gmr.Direction.SFT), Layout.WORDS, EveryLoss::words, true),
            new Case(new Gmr(Gmr.Weight.ONE, Gmr.Direction.SFT), Layout.WORDS, EveryLoss::words, true),
            new Case(new Gmr(new Gmr.Unlearnt(0.2), Gmr.Direction.SFT), Layout.WORDS, EveryLoss::words, true));

    /** All of them. */
    static List<Case> all() {
        return java.util.stream.Stream.concat(SLOPES.stream(), OTHERS.stream()).toList();
    }

    static double[] scores(Random random, int n) {
        return random.doubles(n, -4, 4).toArray();
    }

    private static Targets each(Target target) {
        return (random, n) ->
                IntStream.range(0, n).mapToDouble(_ -> target.of(random)).toArray();
    }

    private static double[] steps(Random random, int n) {
        return TourMargin.steps(random.doubles(n).toArray());
    }

    /** One is relevant, or none. */
    private static double[] words(Random random, int n) {
        int relevant = random.nextInt(4) == 0 ? n : random.nextInt(Math.max(n, 1));
        double[] targets = new double[2 * n];
        for (int i = 0; i < n; i++) {
            targets[2 * i + (i == relevant ? 0 : 1)] = 1;
        }
        return targets;
    }

    private static double[] halves(int n) {
        double[] halves = new double[n];
        Arrays.fill(halves, 0.5);
        return halves;
    }
}
