package dev.podium.train.objective;

import dev.podium.Slate;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.Prompt;
import dev.podium.model.Similarity;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.VectorPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * An embedding model as a scorer that learns: a method of the catalogue says what is embedded, and the cosine of query and candidate,
 * times a factor, is the score.
 *
 * <p>So a bi-encoder is distilled with any loss of lists, and E2Rank's listwise prompt, which holds the head of the list beside the query,
 * is trained in the words that it will be asked with: the method is run over a model that takes down what it is given.
 *
 * @param embedding learns
 * @param method {@code bi-encoder} or {@code e2rank}: one text or prompt for the query, and one for each candidate in their order
 * @param settings of the method
 * @param forms of prompt that the model embeds; none where it embeds texts alone
 * @param factor of the cosines, above 0; E2Rank's RankNet has 10
 * @since 0.1.0
 */
public record EmbeddingScorer(
        TrainableEmbedding embedding,
        Method method,
        Map<String, String> settings,
        Set<Prompt.Form> forms,
        double factor)
        implements TrainableScorer {

    /** Checks and copies. */
    public EmbeddingScorer {
        settings = Map.copyOf(settings);
        forms = Set.copyOf(forms);
        if (!(factor > 0)) {
            throw new IllegalArgumentException(
                    "The factor of cosines (%s) must be above 0.\nMaybe 10, which is a temperature of 0.1."
                            .formatted(factor));
        }
    }

    @Override
    public Pass forward(List<Slate> slates, Mode mode) {
        List<ListPass> passes = new ArrayList<>();
        try {
            for (Slate slate : slates) {
                passes.add(pass(slate, mode));
            }
        } catch (RuntimeException e) {
            passes.forEach(ListPass::close);
            throw e;
        }
        return new Passes(passes);
    }

    private ListPass pass(Slate slate, Mode mode) {
        List<Object> heard = new ArrayList<>();
        new Listening(Embedding.class, new Hearing(forms, heard)).hear(method, settings, slate);
        if (heard.size() != slate.size() + 1) {
            throw new IllegalArgumentException(
                    "The method %s embedded %d texts for %d candidates, and there must be one for the query and one for each."
                            .formatted(method.name(), heard.size(), slate.size()));
        }
        VectorPass query = vectors(heard.subList(0, 1), Embedding.Role.QUERY, mode);
        try {
            return new ListPass(query, vectors(heard.subList(1, heard.size()), Embedding.Role.PASSAGE, mode), factor);
        } catch (RuntimeException e) {
            query.close();
            throw e;
        }
    }

    /** @param heard texts, or prompts */
    private VectorPass vectors(List<Object> heard, Embedding.Role role, Mode mode) {
        List<String> texts = new ArrayList<>();
        List<Prompt> prompts = new ArrayList<>();
        for (Object one : heard) {
            if (one instanceof Prompt prompt) {
                prompts.add(prompt);
            } else {
                texts.add(one.toString());
            }
        }
        return prompts.isEmpty() ? embedding.forward(texts, role, mode) : embedding.forwardPrompts(prompts, mode);
    }

    /** One list's vectors. */
    private static final class ListPass {

        private final VectorPass query;
        private final VectorPass documents;
        private final double factor;
        private final float[] q;
        private final float[][] d;

        ListPass(VectorPass query, VectorPass documents, double factor) {
            this.query = query;
            this.documents = documents;
            this.factor = factor;
            this.q = query.vectors()[0];
            this.d = documents.vectors();
        }

        double[] scores() {
            double[] scores = new double[d.length];
            double length = length(q);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = factor * dot(q, d[i]) / (length * length(d[i]));
            }
            return scores;
        }

        /** The slope of a cosine c by one of its vectors a, the other being b: {@code (b / |b| - c a / |a|) / |a|}. */
        void backward(double[] gradient, int from) {
            float[][] ofQ = {new float[q.length]};
            float[][] ofD = new float[d.length][q.length];
            double length = length(q);
            for (int i = 0; i < d.length; i++) {
                double own = length(d[i]);
                double cosine = dot(q, d[i]) / (length * own);
                double pull = factor * gradient[from + i];
                for (int k = 0; k < q.length; k++) {
                    double a = q[k] / length;
                    double b = d[i][k] / own;
                    ofQ[0][k] += (float) (pull * (b - cosine * a) / length);
                    ofD[i][k] = (float) (pull * (a - cosine * b) / own);
                }
            }
            query.backward(ofQ);
            documents.backward(ofD);
        }

        void close() {
            query.close();
            documents.close();
        }

        private static double length(float[] vector) {
            return Math.max(Math.sqrt(dot(vector, vector)), 1e-12);
        }

        private static double dot(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += (double) a[i] * b[i];
            }
            return sum;
        }
    }

    private record Passes(List<ListPass> passes) implements Pass {

        @Override
        public double[] scores() {
            return passes.stream()
                    .flatMapToDouble(pass -> DoubleStream.of(pass.scores()))
                    .toArray();
        }

        @Override
        public void backward(double[] gradient) {
            int from = 0;
            for (ListPass pass : passes) {
                pass.backward(gradient, from);
                from += pass.d.length;
            }
        }

        @Override
        public void close() {
            passes.forEach(ListPass::close);
        }
    }

    /** Takes down what is embedded, and answers with vectors that say nothing. */
    private record Hearing(Set<Prompt.Form> forms, List<Object> heard) implements Embedding {

        private static Embedded nothing() {
            return new Embedded(new float[] {1}, 1, 1);
        }

        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            heard.addAll(texts);
            return texts.stream().map(_ -> nothing()).toList();
        }

        @Override
        public List<Embedded> embed(List<Prompt> prompts) {
            heard.addAll(prompts);
            return prompts.stream().map(_ -> nothing()).toList();
        }

        @Override
        public Similarity similarity() {
            return Similarity.COSINE;
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }
}
