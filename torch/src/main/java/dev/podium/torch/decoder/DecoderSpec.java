package dev.podium.torch.decoder;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All in which one decoder differs from another, as numbers.
 *
 * <p>Read from {@code config.json} in the keys of transformers 4 and 5, with what each family leaves out. What a file of weights shows
 * by itself is not here: whether projections have a bias, are fused, whether heads have norms of their own, whether there are norms
 * behind the sublayers.
 *
 * @param width numbers of a token's vector
 * @param vocabulary tokens
 * @param maxTokens of one sequence
 * @param heads of queries
 * @param keyHeads of keys and values, which divide the heads
 * @param headWidth numbers of a head
 * @param attentionScale of the scores
 * @param attentionCap scores are bent into this range by tanh; 0 for as they are
 * @param bidirectional whether tokens see those behind them too
 * @param epsilon of the norms
 * @param normsLessOne whether the weights of norms are stored less one
 * @param activation between the layers of the feed-forward network
 * @param embeddingScale of the embeddings
 * @param residualScale of what a sublayer adds
 * @param headScale of the vectors that go into the head
 * @param logitCap logits are bent into this range by tanh; 0 for as they are
 * @param tied whether the head is the table of embeddings
 * @param layers from the first to the last
 */
public record DecoderSpec(
        int width,
        int vocabulary,
        int maxTokens,
        int heads,
        int keyHeads,
        int headWidth,
        double attentionScale,
        double attentionCap,
        boolean bidirectional,
        double epsilon,
        boolean normsLessOne,
        Activation activation,
        double embeddingScale,
        double residualScale,
        double headScale,
        double logitCap,
        boolean tied,
        List<Layer> layers) {

    /** A layer that sees all that stands before it. */
    static final int NO_WINDOW = Integer.MAX_VALUE;

    /**
     * What differs between the layers of one decoder.
     *
     * @param window a token sees so many, itself included
     * @param rope how positions turn its queries and keys; null where they do not
     */
    record Layer(int window, @Nullable RopeSpec rope) {}

    /** Checks. */
    public DecoderSpec {
        if (heads % keyHeads != 0) {
            throw new IllegalArgumentException(
                    "The heads of keys (%d) must divide those of queries (%d).".formatted(keyHeads, heads));
        }
        layers = List.copyOf(layers);
    }

    /**
     * Reads what a checkpoint says.
     *
     * @throws dev.podium.model.ModelUnavailableException if it is no decoder that is known here
     */
    public static DecoderSpec of(Config whole) {
        // Models with a picture tower keep their decoder's keys apart, in files of transformers 5.
        Config nested = whole.under("text_config");
        Config config = nested.has("hidden_size") ? nested : whole;
        Family family = Family.of(config.textOr(whole.text("model_type"), "model_type"));
        int width = config.integer("hidden_size");
        int heads = config.integer("num_attention_heads");
        int count = config.integer("num_hidden_layers");
        int headWidth = config.integerOr(width / heads, "head_dim");
        double perScore = switch (family) {
            case GEMMA2, GEMMA3 -> config.realOr(256, "query_pre_attn_scalar");
            case LLAMA, MISTRAL, SMOLLM3, QWEN2, QWEN3, PHI3, MINICPM, GEMMA -> headWidth;
        };
        boolean mini = family == Family.MINICPM;
        return new DecoderSpec(
                width,
                config.integer("vocab_size"),
                config.integerOr(Integer.MAX_VALUE, "max_position_embeddings"),
                heads,
                config.integerOr(heads, "num_key_value_heads"),
                headWidth,
                1 / Math.sqrt(perScore),
                cap(config, family, "attn_logit_softcapping", 50),
                config.flagOr(false, "use_bidirectional_attention"),
                config.realOr(family == Family.PHI3 ? 1e-5 : 1e-6, "rms_norm_eps"),
                family.gemma(),
                Activation.parse(
                        family.gemma()
                                ? config.textOr(family.activation, "hidden_activation")
                                : config.textOr(family.activation, "hidden_act")),
                family.gemma() ? Math.sqrt(width) : mini ? config.realOr(1, "scale_emb") : 1,
                mini ? config.realOr(1, "scale_depth") / Math.sqrt(count) : 1,
                mini ? config.realOr(1, "dim_model_base") / width : 1,
                cap(config, family, "final_logit_softcapping", 30),
                config.flagOr(whole.flagOr(family.tied, "tie_word_embeddings"), "tie_word_embeddings"),
                layers(config, family, count, headWidth));
    }

    /** Gemma 2 caps unless the file says null. */
    private static double cap(Config config, Family family, String key, double ofGemma2) {
        boolean silent = !config.json().has(key);
        return silent && family == Family.GEMMA2 ? ofGemma2 : config.realOr(0, key);
    }

    private static List<Layer> layers(Config config, Family family, int count, int headWidth) {
        List<String> types = config.texts("layer_types");
        int window = window(config, family);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean turned = turned(config, family, i);
            boolean sliding = types.isEmpty()
                    ? slides(config, family, i, turned)
                    : types.get(i).equals("sliding_attention");
            layers.add(
                    new Layer(sliding ? window : NO_WINDOW, turned ? rope(config, family, headWidth, sliding) : null));
        }
        return layers;
    }

    private static int window(Config config, Family family) {
        boolean gemma = family.gemma();
        boolean off = switch (family) {
            case QWEN2, QWEN3, SMOLLM3 -> !config.flagOr(false, "use_sliding_window");
            case LLAMA, MISTRAL, PHI3, MINICPM, GEMMA, GEMMA2, GEMMA3 -> false;
        };
        int window = config.integerOr(gemma ? 4096 : NO_WINDOW, "sliding_window");
        if (off || window <= 0) {
            return NO_WINDOW;
        }
        // EmbeddingGemma gives the width of both sides together; the reference implementation halves it as it reads.
        return config.flagOr(false, "use_bidirectional_attention") ? window / 2 + 1 : window;
    }

    /** Which layers slide where the file does not list them. */
    private static boolean slides(Config config, Family family, int layer, boolean turned) {
        return switch (family) {
            case LLAMA, MINICPM, GEMMA -> false;
            case MISTRAL, PHI3 -> true;
            case QWEN2, QWEN3 -> layer >= config.integerOr(28, "max_window_layers");
            case SMOLLM3 -> !turned;
            case GEMMA2 -> layer % 2 == 0;
            case GEMMA3 -> (layer + 1) % config.integerOr(6, "sliding_window_pattern", "_sliding_window_pattern") != 0;
        };
    }

    /** SmolLM3's {@code no_rope_layers} has 1 for layers with a rotation and 0 for those without. */
    private static boolean turned(Config config, Family family, int layer) {
        if (family != Family.SMOLLM3) {
            return true;
        }
        List<Integer> listed = config.integers("no_rope_layers");
        return listed.isEmpty()
                ? (layer + 1) % config.integerOr(4, "no_rope_layer_interval") != 0
                : listed.get(layer) == 1;
    }

    private static RopeSpec rope(Config config, Family family, int headWidth, boolean sliding) {
        Config parameters = config.under("rope_parameters");
        Config local = parameters.under(sliding ? "sliding_attention" : "full_attention");
        if (local.has("rope_theta")) {
            return RopeSpec.of(local, config, headWidth, local.real("rope_theta"));
        }
        if (family == Family.GEMMA3 && sliding) {
            // Near tokens have their own base, which nothing scales.
            return RopeSpec.plain(headWidth, config.realOr(10_000, "rope_local_base_freq"));
        }
        double theta = parameters.realOr(config.realOr(family.theta, "rope_theta"), "rope_theta");
        Config scaling = parameters.has("rope_type") ? parameters : config.under("rope_scaling");
        return RopeSpec.of(scaling, config, headWidth, theta);
    }

    /** Queries to each head of keys. */
    int groups() {
        return heads / keyHeads;
    }

    /** Which angles a text of this length gets, over all layers; see {@link RopeSpec#regime}. */
    int regime(int tokens) {
        int regime = 0;
        for (Layer layer : layers) {
            regime = layer.rope() == null
                    ? regime
                    : Math.max(regime, layer.rope().regime(tokens));
        }
        return regime;
    }
}
