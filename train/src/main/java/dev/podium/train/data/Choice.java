package dev.podium.train.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which candidates of a list are shown at a step.
 *
 * <p>First some of the relevant ones by chance, then others, without repetition. The others are drawn by how hard they are: the candidate
 * that stands at rank r among them, by the teacher if there is one and by the first stage if not, has the weight {@code r^-lean}. A lean of
 * 0 takes any, one of 1 mostly those from the top, where the mistakes are; in between a student sees both what is nearly right and what is
 * plainly wrong, whose distance a teacher's scores tell as well.
 *
 * @param size candidates shown at most, at least 2
 * @param relevant of them at most, at least 0
 * @param lean towards the hard ones, at least 0
 * @since 0.1.0
 */
public record Choice(int size, int relevant, double lean) {

    /** Checks. */
    public Choice {
        if (size < 2 || relevant < 0 || relevant > size || !(lean >= 0)) {
            throw new IllegalArgumentException(
                    "The size (%d) must be at least 2, the relevant ones (%d) in [0, size], the lean (%s) at least 0.\nMaybe 8, 1 and 0.5."
                            .formatted(size, relevant, lean));
        }
    }

    /**
     * Some candidates of a list.
     *
     * @param seed of the chance; the same one gives the same candidates
     */
    public TrainingList of(TrainingList list, long seed) {
        // The first numbers of near seeds are near: the multiplication parts them.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int[] known = IntStream.range(0, list.size())
                .filter(i -> list.grades().get(i) > 0)
                .toArray();
        int[] first = draw(known, Math.min(relevant, known.length), 0, random);
        int[] others = IntStream.range(0, list.size())
                .filter(i -> !(list.grades().get(i) > 0))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -hardness(list, i)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] rest = draw(others, Math.min(size - first.length, others.length), lean, random);
        int[] places =
                IntStream.concat(Arrays.stream(first), Arrays.stream(rest)).toArray();
        return list.pick(places);
    }

    private static double hardness(TrainingList list, int i) {
        return list.isTaught() ? list.teacher().get(i) : list.slate().score(i);
    }

    /** Weighted, without repetition: the least of exponential clocks. Source: Efraimidis and Spirakis, 2006, algorithm A-ES. */
    private static int[] draw(int[] ranked, int wanted, double lean, Random random) {
        double[] rings = new double[ranked.length];
        for (int i = 0; i < ranked.length; i++) {
            rings[i] = -Math.log(1 - random.nextDouble()) * Math.pow(i + 1, lean);
        }
        return IntStream.range(0, ranked.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> rings[i]))
                .limit(wanted)
                .mapToInt(i -> ranked[i])
                .toArray();
    }
}
