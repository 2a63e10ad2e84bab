package dev.podium.train.leaf;

import dev.podium.model.Embedding.Role;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.VectorPass;
import dev.podium.train.Objective;
import dev.podium.train.data.Rounds;
import dev.podium.train.loss.SquaredDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Each text's vector to where its teachers have it.
 *
 * <p>Every text comes once before any comes again, in an order that each round shuffles anew. The texts of a step go through the model in
 * parts of like lengths, since a part is as long as its longest text.
 *
 * <p>Source: LEAF, arXiv 2509.12539.
 *
 * @param embedding learns; its vectors have the dimensions of the space, and length 1
 * @param space of the teachers
 * @param learnt places of the texts that are learnt from, in the space
 * @param batch texts of a step, at least 1
 * @param part texts that go through the model together, in 1..batch
 * @param seed of the shuffles
 * @since 0.1.0
 */
public record LeafObjective(
        TrainableEmbedding embedding, TeacherSpace space, List<Integer> learnt, int batch, int part, long seed)
        implements Objective {

    /** Checks and copies. */
    public LeafObjective {
        learnt = List.copyOf(learnt);
        if (learnt.isEmpty() || batch < 1 || part < 1 || part > batch) {
            throw new IllegalArgumentException(
                    "There must be a text (%d) to learn from, the batch (%d) must be at least 1 and the part (%d) in [1, batch].\nMaybe 128 and 32."
                            .formatted(learnt.size(), batch, part));
        }
    }

    @Override
    public double learn(long step) {
        double sum = 0;
        List<Integer> places = places(step);
        for (List<Integer> own : parts(places)) {
            sum += learn(own, (double) own.size() / places.size());
        }
        return sum;
    }

    private List<Integer> places(long step) {
        return Arrays.stream(new Rounds(learnt.size(), seed).turns(step * batch, batch))
                .mapToObj(learnt::get)
                .toList();
    }

    /** Of one role each, for the model reads the roles in passes of their own. */
    private List<List<Integer>> parts(List<Integer> places) {
        List<List<Integer>> parts = new ArrayList<>();
        for (Role role : Role.values()) {
            List<Integer> own = places.stream()
                    .filter(place -> text(place).role() == role)
                    .sorted(Comparator.comparing(place -> text(place).text().length()))
                    .toList();
            for (int from = 0; from < own.size(); from += part) {
                parts.add(own.subList(from, Math.min(own.size(), from + part)));
            }
        }
        return parts;
    }

    private TaughtText text(int place) {
        return space.texts().get(place);
    }

    /** @param share of the step's loss */
    private double learn(List<Integer> places, double share) {
        try (VectorPass pass = pass(places, Mode.TRAIN)) {
            float[][] vectors = pass.vectors();
            float[][] gradient = new float[vectors.length][vectors[0].length];
            double loss = new SquaredDistance().at(vectors, targets(places), gradient);
            for (float[] row : gradient) {
                for (int k = 0; k < row.length; k++) {
                    row[k] *= (float) share;
                }
            }
            pass.backward(gradient);
            return share * loss;
        }
    }

    private VectorPass pass(List<Integer> places, Mode mode) {
        return embedding.forward(
                places.stream().map(place -> text(place).text()).toList(),
                text(places.getFirst()).role(),
                mode);
    }

    private float[][] targets(List<Integer> places) {
        return places.stream().map(space::vector).toArray(float[][]::new);
    }

    /**
     * How near texts are to where their teachers have them: the mean cosine, at most 1.
     *
     * @param known places of texts that are not learnt from
     */
    public double value(List<Integer> known) {
        double sum = 0;
        for (List<Integer> own : parts(known)) {
            try (VectorPass pass = pass(own, Mode.INFER)) {
                float[][] vectors = pass.vectors();
                float[][] targets = targets(own);
                for (int i = 0; i < vectors.length; i++) {
                    for (int k = 0; k < vectors[i].length; k++) {
                        sum += (double) vectors[i][k] * targets[i][k] / known.size();
                    }
                }
            }
        }
        return sum;
    }
}
