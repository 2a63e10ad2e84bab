package dev.podium.torch.train;

import dev.podium.model.train.WritingPass;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A forward pass of a language model, whose words take their gradient back.
 *
 * <p>Held open is what the head reads. Logits are a hundred times as wide, so they are calculated for some places at a time, and again for
 * the gradient: a vocabulary of 150,000 costs memory for a few hundred places, however many there are.
 */
final class TorchWritingPass implements WritingPass {

    private static final int NUMBERS_AT_A_TIME = 1 << 25; // 128 MiB of logits

    /** Places of which the same tokens are asked. @param lessons the place's lesson each @param rows of what the head reads */
    private record Labelled(List<Integer> ids, List<Integer> lessons, List<Integer> rows) {}

    private final OpenOutput output;
    private final Words words;
    private final List<Words.Read> lessons;
    private final int[] firstRows;
    private final int[] targets;
    private final int[] rowsOfTargets;
    private final List<Labelled> labelled;
    private final double[][] logProbs;
    private final double[][] logits;
    private boolean opened;

    /** @param output what the head reads, [places, width] */
    TorchWritingPass(OpenOutput output, Words words, List<Words.Read> lessons, boolean opened) {
        this.output = output;
        this.words = words;
        this.lessons = List.copyOf(lessons);
        this.opened = opened;
        this.firstRows = new int[lessons.size()];
        List<Integer> rows = new ArrayList<>();
        int row = 0;
        for (int i = 0; i < firstRows.length; i++) {
            firstRows[i] = row;
            for (int token = 0; token < lessons.get(i).answer().length; token++) {
                rows.add(row + token);
            }
            row += lessons.get(i).places();
        }
        this.rowsOfTargets = ints(rows);
        this.targets = lessons.stream()
                .flatMapToInt(lesson -> Arrays.stream(lesson.answer()))
                .toArray();
        this.labelled = labelled();
        this.logProbs = new double[firstRows.length][];
        this.logits = new double[firstRows.length][0];
        calculate();
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Lessons whose labels are the same tokens together; nearly always there is one group. */
    private List<Labelled> labelled() {
        Map<List<Integer>, Labelled> groups = new LinkedHashMap<>();
        for (int i = 0; i < firstRows.length; i++) {
            if (lessons.get(i).labels().length > 0) {
                List<Integer> ids =
                        Arrays.stream(lessons.get(i).labels()).boxed().toList();
                Labelled group =
                        groups.computeIfAbsent(ids, _ -> new Labelled(ids, new ArrayList<>(), new ArrayList<>()));
                group.lessons.add(i);
                group.rows.add(firstRows[i]);
            }
        }
        return List.copyOf(groups.values());
    }

    private void calculate() {
        try (Torch.Guard _ = Torch.withoutGradients();
                Scope _ = Scope.open()) {
            Tensor hidden = output.tensor();
            double[] all = new double[targets.length];
            for (int from = 0; from < all.length; from += atATime()) {
                int to = Math.min(all.length, from + atATime());
                try (Scope _ = Scope.open()) {
                    double[] some = chosen(hidden, from, to).doubles();
                    System.arraycopy(some, 0, all, from, some.length);
                }
            }
            int at = 0;
            for (int i = 0; i < firstRows.length; i++) {
                int length = lessons.get(i).answer().length;
                logProbs[i] = Arrays.copyOfRange(all, at, at + length);
                at += length;
            }
            for (Labelled group : labelled) {
                double[] some = labels(hidden, group).doubles();
                int width = group.ids.size();
                for (int i = 0; i < group.lessons.size(); i++) {
                    logits[group.lessons.get(i)] = Arrays.copyOfRange(some, i * width, (i + 1) * width);
                }
            }
        }
    }

    private int atATime() {
        return Math.max(16, NUMBERS_AT_A_TIME / words.vocabulary());
    }

    /** Log-probabilities of some of the answers' tokens, [tokens]. */
    private Tensor chosen(Tensor hidden, int from, int to) {
        Tensor rows = hidden.pick(
                0, Tensors.indices(Arrays.copyOfRange(rowsOfTargets, from, to)).to(hidden.device()));
        Tensor all = words.logits(rows);
        Tensor tokens = Tensors.indices(Arrays.copyOfRange(targets, from, to)).to(hidden.device());
        return all.gather(1, tokens.unsqueeze(1)).minus(all.logSumExp(1, true)).squeeze(1);
    }

    /** Logits of a group's labels, [lessons, labels]. */
    private Tensor labels(Tensor hidden, Labelled group) {
        Tensor rows = hidden.pick(0, Tensors.indices(ints(group.rows)).to(hidden.device()));
        return words.logits(rows, ints(group.ids));
    }

    @Override
    public double[][] logProbs() {
        output.tensor();
        return Stream.of(logProbs).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public double[][] logits() {
        output.tensor();
        return Stream.of(logits).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public void backward(double[][] ofLogProbs, double[][] ofLogits) {
        fits(ofLogProbs, logProbs, "log-probabilities");
        fits(ofLogits, logits, "logits");
        if (!opened) {
            throw OpenOutput.refused();
        }
        opened = false;
        try (Scope _ = Scope.open()) {
            Tensor hidden = output.tensor().detached().wantGradient(true);
            double[] all = Stream.of(ofLogProbs).flatMapToDouble(Arrays::stream).toArray();
            for (int from = 0; from < all.length; from += atATime()) {
                double[] some = Arrays.copyOfRange(all, from, Math.min(all.length, from + atATime()));
                if (Arrays.stream(some).anyMatch(number -> number != 0)) {
                    pull(chosen(hidden, from, from + some.length), some);
                }
            }
            for (Labelled group : labelled) {
                double[] some = group.lessons.stream()
                        .flatMapToDouble(lesson -> Arrays.stream(ofLogits[lesson]))
                        .toArray();
                if (Arrays.stream(some).anyMatch(number -> number != 0)) {
                    pull(labels(hidden, group), some);
                }
            }
            output.backward(hidden.gradient()
                    .map(Tensor::floats)
                    .orElseGet(() -> new float[Math.toIntExact(hidden.elements())]));
        }
    }

    /** Through the head, to its weights and to what it read. */
    private static void pull(Tensor made, double[] gradient) {
        try (Scope _ = Scope.open()) {
            float[] narrow = new float[gradient.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) gradient[i];
            }
            made.backward(Tensors.of(narrow, made.shape()).to(made.device()));
        }
    }

    private static void fits(double[][] gradient, double[][] of, String what) {
        boolean fits = gradient.length == of.length;
        for (int i = 0; fits && i < of.length; i++) {
            fits = gradient[i].length == of[i].length;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "The gradient of the %s must have a number for each of them, lesson by lesson.".formatted(what));
        }
    }

    @Override
    public void close() {
        output.close();
    }
}
