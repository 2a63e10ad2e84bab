package dev.podium.train.objective;

import dev.podium.model.Embedding.Role;
import dev.podium.model.PlainText;
import dev.podium.model.train.Learner;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.VectorPass;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.loss.InfoNce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bi-encoder by contrast: each query against the relevant documents of all queries of the step, and everybody's hard negatives.
 *
 * <p>The more there are, the harder the task and the better the vectors; but all of them stand in one loss, so they cannot go through the
 * model one part after the other as lists can. The gradient is cached instead: all texts are embedded in parts, whose passes are closed at
 * once; the loss of all vectors gives a gradient for each of them; and each part is embedded once more, the same chances dropping the same,
 * to take its share of it backward. A step costs one more forward pass, and the memory of one part. Where everything fits into one part the
 * second pass is spared.
 *
 * <p>Source: Gao et al., "Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup" (GradCache), arXiv 2101.06983, section 3;
 * hard negatives as in DPR, arXiv 2004.04906. Vectors must be of length 1 for the temperature to mean what papers mean.
 *
 * @param embedding learns
 * @param learner the same model's weights, whose chances begin anew for the second pass
 * @param mixture where lists come from; those without a relevant candidate are passed over
 * @param choice a relevant candidate and hard negatives
 * @param loss of the step
 * @param batch queries of a step, at least 1
 * @param part texts that go through the model together, at least 1
 * @since 0.1.0
 */
public record ContrastiveObjective(
        TrainableEmbedding embedding,
        Learner learner,
        Mixture mixture,
        Choice choice,
        InfoNce loss,
        int batch,
        int part)
        implements Objective {

    /** Checks. */
    public ContrastiveObjective {
        if (batch < 1 || part < 1 || choice.relevant() != 1) {
            throw new IllegalArgumentException(
                    "The batch (%d) and the part (%d) must be at least 1, and of each list exactly 1 relevant candidate is shown (%d).\nMaybe 64, 32 and 1."
                            .formatted(batch, part, choice.relevant()));
        }
    }

    @Override
    public double learn(long step) {
        List<String> queries = new ArrayList<>();
        List<String> relevant = new ArrayList<>();
        List<String> negatives = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            long place = step * batch + i;
            TrainingList list = mixture.at(place);
            if (list.isLabelled()) {
                TrainingList shown = choice.of(list, place);
                queries.add(PlainText.of(shown.slate().query()));
                for (int k = 0; k < shown.size(); k++) {
                    (k == 0 ? relevant : negatives)
                            .add(PlainText.of(shown.slate().candidate(k)));
                }
            }
        }
        if (queries.isEmpty()) {
            return 0;
        }
        List<String> documents = new ArrayList<>(relevant);
        documents.addAll(negatives);
        return queries.size() <= part && documents.size() <= part
                ? atOnce(queries, documents)
                : cached(step, queries, documents);
    }

    private double atOnce(List<String> queries, List<String> documents) {
        try (VectorPass asked = embedding.forward(queries, Role.QUERY, Mode.TRAIN);
                VectorPass there = embedding.forward(documents, Role.PASSAGE, Mode.TRAIN)) {
            float[][] q = asked.vectors();
            float[][] d = there.vectors();
            float[][] ofQ = Zeros.like(q);
            float[][] ofD = Zeros.like(d);
            double value = loss.at(q, d, ofQ, ofD);
            asked.backward(ofQ);
            there.backward(ofD);
            return value;
        }
    }

    private double cached(long step, List<String> queries, List<String> documents) {
        float[][] q = new float[queries.size()][];
        float[][] d = new float[documents.size()][];
        learner.begin(step);
        parts(queries, Role.QUERY, (from, pass) -> put(pass.vectors(), q, from));
        parts(documents, Role.PASSAGE, (from, pass) -> put(pass.vectors(), d, from));
        float[][] ofQ = Zeros.like(q);
        float[][] ofD = Zeros.like(d);
        double value = loss.at(q, d, ofQ, ofD);
        learner.begin(step);
        parts(queries, Role.QUERY, (from, pass) -> pass.backward(part(ofQ, from)));
        parts(documents, Role.PASSAGE, (from, pass) -> pass.backward(part(ofD, from)));
        return value;
    }

    /** What is done with a part. */
    @FunctionalInterface
    private interface Each {
        /** @param from its first text among all */
        void accept(int from, VectorPass pass);
    }

    private void parts(List<String> texts, Role role, Each each) {
        for (int from = 0; from < texts.size(); from += part) {
            List<String> own = texts.subList(from, Math.min(from + part, texts.size()));
            try (VectorPass pass = embedding.forward(own, role, Mode.TRAIN)) {
                each.accept(from, pass);
            }
        }
    }

    private static void put(float[][] some, float[][] all, int from) {
        System.arraycopy(some, 0, all, from, some.length);
    }

    private float[][] part(float[][] all, int from) {
        return Arrays.copyOfRange(all, from, Math.min(from + part, all.length));
    }
}
