package dev.podium.onnx;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** A bi-encoder: a text with its prompt in one sequence, pooled to one vector. */
final class OnnxEmbedding implements Embedding {

    private final OnnxModel model;
    private final EncoderConfig config;
    private final Template template;
    private final int dimensions;

    OnnxEmbedding(OnnxModel model, EncoderConfig config, Template template) {
        this.model = model;
        this.config = config;
        this.template = template;
        GraphOutput output = model.graph().output();
        int width = output.width() > 0 ? output.width() : probed();
        dimensions = output.kind() == GraphOutput.Kind.TOKENS
                ? width * config.pooling().size()
                : width;
    }

    /** The last dimension of the output, asked of the graph itself where its description leaves it open. */
    private int probed() {
        Template.Sequence sequence = template.fill(new int[][] {model.tokens("a")}, 1);
        int length = model.graph().output().kind() == GraphOutput.Kind.TOKENS ? sequence.tokens().length : 1;
        return model.graph().run(sequence, output -> output.remaining() / length);
    }

    @Override
    public List<Embedded> embed(List<String> texts, Role role) {
        List<String> asked = List.copyOf(texts);
        if (asked.isEmpty()) {
            return List.of();
        }
        return model.whileOpen(() -> {
            Embedded[] embedded = new Embedded[asked.size()];
            LongAdder read = new LongAdder();
            model.lanes().each(embedded.length, i -> embedded[i] = vector(shown(asked.get(i), role), read));
            Tally.called(embedded.length, read.sum(), 0);
            return Arrays.asList(embedded);
        });
    }

    /**
     * A text as the graph is shown it.
     *
     * @param from the first token that counts for the vector of the whole
     * @param tokens of the text, without marks and prompt
     * @param used how many of these are shown
     */
    record Shown(Template.Sequence sequence, int from, int tokens, int used) {

        int length() {
            return sequence.tokens().length;
        }
    }

    Shown shown(String text, Role role) {
        String prompt = switch (role) {
            case QUERY -> config.queryPrompt();
            case PASSAGE -> config.passagePrompt();
        };
        String whole = prompt + text;
        int[] tokens = model.tokens(config.lowerCase() ? whole.toLowerCase(Locale.ROOT) : whole);
        int prompted = prompt.isEmpty() ? 0 : Math.min(model.tokens(prompt).length, tokens.length);
        int used = Math.min(tokens.length, config.maxTokens() - template.marks());
        Template.Sequence sequence = template.fill(new int[][] {tokens}, used);
        // A prompt that does not count takes the mark before it along, as in the reference.
        int from = prompt.isEmpty() || config.promptCounts()
                ? 0
                : Math.min(template.leading() + prompted, sequence.tokens().length - 1);
        return new Shown(sequence, from, tokens.length - prompted, Math.max(0, used - prompted));
    }

    private Embedded vector(Shown text, LongAdder read) {
        read.add(text.length());
        return text.length() == 0 // an empty text, and a tokenizer that puts no mark around it
                ? new Embedded(new float[dimensions], text.tokens(), text.used())
                : model.graph().run(text.sequence(), output -> whole(output, text));
    }

    /** The vector of a text of at least one token, of what the graph made of it. */
    Embedded whole(FloatBuffer output, Shown text) {
        float[] vector = pooled(output, text.from(), text.length());
        double squares = squares(vector);
        if (config.normalised()) {
            double length = Math.max(Math.sqrt(squares), 1e-12); // torch's normalize
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return new Embedded(vector, text.tokens(), text.used());
    }

    private float[] pooled(FloatBuffer output, int from, int length) {
        if (model.graph().output().kind() == GraphOutput.Kind.TEXT) {
            float[] vector = new float[output.remaining()];
            output.get(output.position(), vector);
            return vector;
        }
        int width = output.remaining() / length;
        float[] vector = new float[width * config.pooling().size()];
        int at = 0;
        for (Pooling pooling : config.pooling()) {
            pooling.pool(output, width, from, length, vector, at);
            at += width;
        }
        return vector;
    }

    private double squares(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        if (!Double.isFinite(sum)) {
            throw new ModelUnavailableException(
                    "The model (%s) gave a vector that is not finite.\nMaybe its weights are damaged, or of half precision and overflowed."
                            .formatted(model.name()));
        }
        return sum;
    }

    @Override
    public Similarity similarity() {
        return config.similarity();
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int maxTokens() {
        return config.maxTokens();
    }
}
