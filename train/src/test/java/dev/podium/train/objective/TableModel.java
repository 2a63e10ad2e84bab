package dev.podium.train.objective;

import dev.podium.model.Embedding;
import dev.podium.model.Prompt;
import dev.podium.model.train.Learner;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.VectorPass;
import dev.podium.model.train.WritingPass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongToDoubleFunction;

/**
 * A model that is a table of numbers: whatever it is asked about, a hash says which of them answer. Smooth in each, so that an objective's
 * gradient can be held against finite differences of its loss. What drops follows from the step and the pass, as in a network.
 */
final class TableModel implements TrainableWriting, TrainableEmbedding, Learner {

    private static final int WIDTH = 3;

    final double[] table;
    final double[] gradient;
    final double dropped;
    long step;
    int passes;
    int open;
    int mostTexts;

    /** @param dropped how far the chance of a pass scales its outputs */
    TableModel(int size, double dropped) {
        this.table = new double[size];
        this.gradient = new double[size];
        this.dropped = dropped;
        for (int i = 0; i < size; i++) {
            table[i] = Math.sin(i * 1.7 + 0.3);
        }
    }

    private int place(String what) {
        return Math.floorMod(what.hashCode() * 31 + 7, table.length);
    }

    private double chance(Mode mode) {
        double chance = Math.cos(step * 5.0 + passes++);
        return mode == Mode.TRAIN ? 1 + dropped * chance : 1;
    }

    @Override
    public WritingPass forward(List<Lesson> lessons, Mode mode) {
        double chance = chance(mode);
        open++;
        double[][] logProbs = new double[lessons.size()][];
        double[][] logits = new double[lessons.size()][];
        List<int[]> words = new ArrayList<>();
        List<int[]> labels = new ArrayList<>();
        for (int i = 0; i < lessons.size(); i++) {
            Lesson lesson = lessons.get(i);
            String prompt = lesson.prompt().text();
            int[] own =
                    lesson.answer().chars().map(c -> place(prompt + "w" + c)).toArray();
            int[] asked = lesson.labels().stream()
                    .mapToInt(label -> place(prompt + "l" + label))
                    .toArray();
            words.add(own);
            labels.add(asked);
            // log sigmoid: below 0, as a log-probability is
            logProbs[i] = Arrays.stream(own)
                    .mapToDouble(at -> -Math.log1p(Math.exp(-chance * table[at])))
                    .toArray();
            logits[i] =
                    Arrays.stream(asked).mapToDouble(at -> chance * table[at]).toArray();
        }
        return new WritingPass() {
            @Override
            public double[][] logProbs() {
                return logProbs.clone();
            }

            @Override
            public double[][] logits() {
                return logits.clone();
            }

            @Override
            public void backward(double[][] ofLogProbs, double[][] ofLogits) {
                for (int i = 0; i < logits.length; i++) {
                    for (int t = 0; t < logProbs[i].length; t++) {
                        int at = words.get(i)[t];
                        gradient[at] += ofLogProbs[i][t] * chance / (1 + Math.exp(chance * table[at]));
                    }
                    for (int l = 0; l < logits[i].length; l++) {
                        gradient[labels.get(i)[l]] += ofLogits[i][l] * chance;
                    }
                }
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    private VectorPass vectors(List<String> texts, Mode mode) {
        double chance = chance(mode);
        open++;
        mostTexts = Math.max(mostTexts, texts.size());
        float[][] vectors = new float[texts.size()][WIDTH];
        for (int i = 0; i < vectors.length; i++) {
            for (int k = 0; k < WIDTH; k++) {
                vectors[i][k] = (float) (chance * table[place(texts.get(i) + k)]);
            }
        }
        return new VectorPass() {
            @Override
            public float[][] vectors() {
                return vectors.clone();
            }

            @Override
            public void backward(float[][] pull) {
                for (int i = 0; i < vectors.length; i++) {
                    for (int k = 0; k < WIDTH; k++) {
                        gradient[place(texts.get(i) + k)] += chance * pull[i][k];
                    }
                }
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public VectorPass forward(List<String> texts, Embedding.Role role, Mode mode) {
        return vectors(texts.stream().map(text -> role + text).toList(), mode);
    }

    @Override
    public VectorPass forwardPrompts(List<Prompt> prompts, Mode mode) {
        return vectors(prompts.stream().map(Prompt::text).toList(), mode);
    }

    /** How far the loss moves with each number of the table, and how far the objective says it does, as one array each. */
    static double[][] slopes(TableModel model, LongToDoubleFunction learn, long step) {
        Arrays.fill(model.gradient, 0);
        model.begin(step);
        var _ = learn.applyAsDouble(step);
        double[] said = model.gradient.clone();
        double[] found = new double[said.length];
        double h = 1e-3;
        for (int i = 0; i < found.length; i++) {
            double here = model.table[i];
            model.table[i] = here + h;
            model.begin(step);
            double above = learn.applyAsDouble(step);
            model.table[i] = here - h;
            model.begin(step);
            double below = learn.applyAsDouble(step);
            model.table[i] = here;
            found[i] = (above - below) / (2 * h);
        }
        return new double[][] {said, found};
    }

    @Override
    public Set<Prompt.Form> forms() {
        return Set.of(Prompt.Form.PLAIN);
    }

    @Override
    public void begin(long number) {
        step = number;
        passes = 0;
    }

    @Override
    public double step(double share, double clip) {
        return 0;
    }

    @Override
    public void forget() {
        Arrays.fill(gradient, 0);
    }

    @Override
    public void keep(Path file, long done) {}

    @Override
    public long resume(Path file) {
        return 0;
    }

    @Override
    public void write(Path folder) {}

    @Override
    public void close() {}
}
