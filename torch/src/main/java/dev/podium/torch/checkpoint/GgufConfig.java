package dev.podium.torch.checkpoint;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.weights.MetaValue;
import dev.podium.weights.Metadata;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hyperparameters of a GGUF file in the keys of {@code config.json}.
 *
 * <p>Some are not in the file, as llama.cpp has them in its code: Gemma 3's own base for near layers and how often a layer sees
 * everything, the scale of attention of the largest Gemmas. Some are there as tensors: the divisors of a rotation that was stretched
 * (Llama 3.1, Phi-3). All are written as the reference implementation would have them.
 *
 * <p>Source: {@code llama-model.cpp} of llama.cpp, and the configurations of the transformers library.
 */
final class GgufConfig {

    private static final int LAYERS_OF_GEMMA2_27B = 46;
    private static final int LAYERS_OF_GEMMA3_27B = 62;

    private final Weights weights;
    private final Metadata metadata;
    private final GgufArchitecture architecture;
    private final ObjectNode json = JsonMapper.shared().createObjectNode();

    private GgufConfig(Weights weights, GgufArchitecture architecture) {
        this.weights = weights;
        this.metadata = weights.metadata();
        this.architecture = architecture;
    }

    /** @throws ModelUnavailableException if one is missing that the architecture needs */
    static Config of(Weights weights, GgufArchitecture architecture) {
        GgufConfig config = new GgufConfig(weights, architecture);
        try {
            if (architecture == GgufArchitecture.BERT) {
                config.encoder();
            } else {
                config.decoder();
            }
        } catch (IllegalArgumentException e) {
            throw new ModelUnavailableException("%s: %s".formatted(weights.source(), e.getMessage()), e);
        }
        return Config.of(weights.source() + " (metadata)", config.json);
    }

    private void decoder() {
        int width = size();
        int heads = json.path("num_attention_heads").asInt();
        int keyHeads = has("attention.head_count_kv") ? whole("attention.head_count_kv") : heads;
        int headWidth = has("attention.key_length") ? whole("attention.key_length") : width / heads;
        json.put("num_key_value_heads", keyHeads).put("head_dim", headWidth);
        json.put("rms_norm_eps", shortest(real("attention.layer_norm_rms_epsilon")));
        json.put("hidden_act", architecture.normsWithOne() ? "gelu_pytorch_tanh" : "silu");
        json.put("hidden_activation", json.path("hidden_act").asString());
        json.put("tie_word_embeddings", !weights.has("output.weight"));
        json.put("attention_bias", weights.has("blk.0.attn_q.bias") || weights.has("blk.0.attn_qkv.bias"));
        json.put("mlp_bias", weights.has("blk.0.ffn_gate.bias"));
        json.put("rope_theta", has("rope.freq_base") ? shortest(real("rope.freq_base")) : 10_000.0);
        if (has("rope.dimension_count") && whole("rope.dimension_count") != headWidth) {
            json.put("partial_rotary_factor", (double) whole("rope.dimension_count") / headWidth);
        }
        scaling(headWidth);
        special(heads, width, headWidth);
    }

    /** What all have: sizes and ids. @return the width */
    private int size() {
        int width = whole("embedding_length");
        json.put("model_type", architecture.prefix());
        json.put("hidden_size", width);
        json.put("intermediate_size", whole("feed_forward_length"));
        json.put("num_hidden_layers", whole("block_count"));
        json.put("num_attention_heads", whole("attention.head_count"));
        json.put("max_position_embeddings", whole("context_length"));
        // The table is what counts: the vocabulary in the metadata may be longer or shorter than it.
        json.put("vocab_size", weights.tensor("token_embd.weight").shape().rows());
        id("bos");
        id("padding");
        ends();
        return width;
    }

    private void id(String name) {
        String key = "tokenizer.ggml." + name + "_token_id";
        if (metadata.has(key)) {
            json.put((name.equals("padding") ? "pad" : name) + "_token_id", metadata.whole(key));
        }
    }

    /** A model that was taught to chat ends its turn by another token than its text. */
    private void ends() {
        ArrayNode ends = JsonMapper.shared().createArrayNode();
        for (String name : new String[] {"eos", "eot", "eom"}) {
            String key = "tokenizer.ggml." + name + "_token_id";
            if (metadata.has(key)) {
                long id = metadata.whole(key);
                if (ends.valueStream().noneMatch(one -> one.asLong() == id)) {
                    ends.add(id);
                }
            }
        }
        if (ends.size() == 1) {
            json.set("eos_token_id", ends.get(0));
        } else if (!ends.isEmpty()) {
            json.set("eos_token_id", ends);
        }
    }

    private void special(int heads, int width, int headWidth) {
        switch (architecture) {
            case LLAMA -> {
                // Mistral is a Llama with a window.
                if (has("attention.sliding_window")) {
                    json.put("model_type", "mistral").put("sliding_window", whole("attention.sliding_window"));
                }
            }
            case QWEN2, QWEN3 -> json.put("use_sliding_window", false);
            case GEMMA -> {}
            case GEMMA2 -> {
                window();
                json.put("query_pre_attn_scalar", perScore(LAYERS_OF_GEMMA2_27B, heads, width, headWidth));
                cap("attn_logit_softcapping", 50);
                cap("final_logit_softcapping", 30);
            }
            case GEMMA3 -> {
                json.put("model_type", "gemma3_text");
                window();
                json.put("query_pre_attn_scalar", perScore(LAYERS_OF_GEMMA3_27B, heads, width, headWidth));
                json.put(
                        "rope_local_base_freq",
                        has("rope.freq_base_swa") ? shortest(real("rope.freq_base_swa")) : 10_000.0);
                pattern();
                cap("attn_logit_softcapping", 0);
                cap("final_logit_softcapping", 0);
            }
            case PHI3 -> window();
            case BERT -> throw new IllegalStateException("BERT is no decoder");
        }
    }

    private void window() {
        if (has("attention.sliding_window") && whole("attention.sliding_window") > 0) {
            json.put("sliding_window", whole("attention.sliding_window"));
        }
    }

    /** A cap of 0 is none. */
    private void cap(String key, double otherwise) {
        double cap = has(key) ? shortest(real(key)) : otherwise;
        if (cap == 0) {
            json.putNull(key);
        } else {
            json.put(key, cap);
        }
    }

    private double perScore(int layersOfTheLargest, int heads, int width, int headWidth) {
        if (has("attention.scale")) {
            double scale = real("attention.scale");
            return 1 / (scale * scale);
        }
        return whole("block_count") == layersOfTheLargest ? (double) width / heads : headWidth;
    }

    /** How often a layer sees everything: a number, or for each layer whether it slides. */
    private void pattern() {
        MetaValue value = metadata.find(key("attention.sliding_window_pattern")).orElse(null);
        if (value instanceof dev.podium.weights.Numbers slides) {
            ArrayNode types = json.putArray("layer_types");
            for (int layer = 0; layer < slides.size(); layer++) {
                types.add(slides.whole(layer) != 0 ? "sliding_attention" : "full_attention");
            }
        } else {
            json.put("sliding_window_pattern", value == null ? 6 : whole("attention.sliding_window_pattern"));
        }
    }

    private void scaling(int headWidth) {
        String type = has("rope.scaling.type") ? text("rope.scaling.type").toLowerCase(Locale.ROOT) : "none";
        boolean older = type.equals("none") && has("rope.scale_linear") && real("rope.scale_linear") != 1;
        ObjectNode scaling = JsonMapper.shared().createObjectNode();
        if (has("rope.scaling.original_context_length")) {
            scaling.put("original_max_position_embeddings", whole("rope.scaling.original_context_length"));
        }
        if (weights.has("rope_freqs.weight")) {
            // One divisor for each pair, whatever the length: the rotation of Llama 3.1, already calculated.
            scaling.removeAll();
            divisors(scaling, "short_factor", "rope_freqs.weight", headWidth);
            divisors(scaling, "long_factor", "rope_freqs.weight", headWidth);
            json.set("rope_scaling", scaling.put("rope_type", "longrope").put("attention_factor", 1.0));
        } else if (weights.has("rope_factors_short.weight")) {
            divisors(scaling, "short_factor", "rope_factors_short.weight", headWidth);
            divisors(scaling, "long_factor", "rope_factors_long.weight", headWidth);
            if (has("rope.scaling.attn_factor")) {
                scaling.put("attention_factor", shortest(real("rope.scaling.attn_factor")));
            }
            json.set("rope_scaling", scaling.put("rope_type", "longrope"));
        } else if (older) {
            json.set(
                    "rope_scaling",
                    scaling.put("rope_type", "linear").put("factor", shortest(real("rope.scale_linear"))));
        } else if (!type.equals("none")) {
            scaling.put("rope_type", type).put("factor", shortest(real("rope.scaling.factor")));
            if (has("rope.scaling.attn_factor") && type.equals("yarn")) {
                scaling.put("attention_factor", shortest(real("rope.scaling.attn_factor")));
            }
            beta(scaling, "beta_fast");
            beta(scaling, "beta_slow");
            json.set("rope_scaling", scaling);
        }
    }

    private void beta(ObjectNode scaling, String name) {
        if (has("rope.scaling.yarn_" + name)) {
            scaling.put(name, shortest(real("rope.scaling.yarn_" + name)));
        }
    }

    private void divisors(ObjectNode scaling, String key, String tensor, int headWidth) {
        TensorView view = weights.tensor(tensor);
        ArrayNode divisors = scaling.putArray(key);
        for (float divisor : view.floats()) {
            divisors.add((double) divisor);
        }
        if (divisors.size() > headWidth / 2) {
            throw new IllegalArgumentException(
                    "The divisors of the rotation in %s (%d) must be at most half a head (%d)."
                            .formatted(tensor, divisors.size(), headWidth / 2));
        }
    }

    private void encoder() {
        size();
        json.put("layer_norm_eps", shortest(real("attention.layer_norm_epsilon")));
        json.put("hidden_act", "gelu");
        json.put("position_embedding_type", "absolute");
        json.put(
                "max_position_embeddings",
                weights.tensor("position_embd.weight").shape().rows());
        json.put("type_vocab_size", weights.tensor("token_types.weight").shape().rows());
    }

    // ---------------------------------------------------------------- the metadata

    private String key(String name) {
        return architecture.prefix() + "." + name;
    }

    private boolean has(String name) {
        return metadata.has(key(name));
    }

    private int whole(String name) {
        return Math.toIntExact(metadata.whole(key(name)));
    }

    private double real(String name) {
        return metadata.real(key(name));
    }

    private String text(String name) {
        return metadata.text(key(name));
    }

    /** The shortest decimal that is the same float32: 1e-5 was meant, and 9.999999747378752E-6 is what the file can hold. */
    private static double shortest(double value) {
        return Double.parseDouble(Float.toString((float) value));
    }
}
