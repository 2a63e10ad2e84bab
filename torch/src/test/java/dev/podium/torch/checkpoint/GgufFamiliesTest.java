package dev.podium.torch.checkpoint;

import dev.podium.torch.Golden;
import dev.podium.torch.config.Config;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Torch;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints of every family that is read, converted here to GGUF as llama.cpp's converter does, calculate what they calculated.
 *
 * <p>The names and layouts are written down a second time, from {@code convert_hf_to_gguf.py} and {@code gguf-py/gguf/constants.py}.
 */
class GgufFamiliesTest {

    private static final Map<String, String> ARCHITECTURES = Map.of(
            "llama3", "llama",
            "smollm2", "llama",
            "mistral", "llama",
            "qwen2", "qwen2",
            "qwen3", "qwen3",
            "gemma", "gemma",
            "gemma2", "gemma2",
            "gemma3", "gemma3",
            "phi3", "phi3",
            "bert-bottleneck", "bert");

    @TempDir
    Path temporary;

    @BeforeAll
    static void models_this_small_are_slower_on_more_than_one_thread() {
        Torch.threads(1);
    }

    @TestFactory
    Stream<DynamicTest> a_converted_checkpoint_calculates_what_it_did() {
        return Golden.folders(ARCHITECTURES::containsKey).stream()
                .map(folder ->
                        DynamicTest.dynamicTest(folder.getFileName().toString(), () -> calculatesTheSame(folder)));
    }

    private void calculatesTheSame(Path folder) throws IOException {
        String architecture = ARCHITECTURES.get(folder.getFileName().toString());
        Path file = converted(folder, architecture);
        try (Golden golden = Golden.open(folder);
                Checkpoint checkpoint = Checkpoint.open(file);
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Scope _ = Scope.open()) {
            if (architecture.equals("bert")) {
                try (Encoder encoder = Encoder.of(checkpoint.config(), parameters)) {
                    int[][] ids = golden.rows("input_ids");
                    TokenBatch batch =
                            TokenBatch.masked(ids, new int[ids.length][ids[0].length], golden.rows("attention_mask"));
                    golden.assertClose("off.last", encoder.hidden(batch, Observer.NONE));
                }
                return;
            }
            try (CausalLm model = CausalLm.of(checkpoint.config(), parameters)) {
                int[] ids =
                        Golden.ints(golden.json().path("texts").path("plain").path("ids"));
                golden.assertClose(
                        "plain.logits",
                        model.logits(model.decoder().hidden(TokenBatch.of(List.of(ids)), Observer.NONE)));
            }
        }
    }

    private Path converted(Path folder, String architecture) throws IOException {
        Config config = Config.read(folder.resolve(architecture.equals("bert") ? "config.json" : "config.v4.json"));
        GgufWriter writer = new GgufWriter().put("general.architecture", architecture);
        int heads = config.integer("num_attention_heads");
        int keyHeads = config.integerOr(heads, "num_key_value_heads");
        sizes(writer, config, architecture + ".");
        try (Weights weights = Weights.open(folder.resolve("model.safetensors"))) {
            for (TensorView view : weights.tensors().values()) {
                float[] numbers = view.floats();
                if (architecture.equals("llama") && view.name().contains("q_proj")) {
                    numbers = shuffled(numbers, view, heads);
                } else if (architecture.equals("llama") && view.name().contains("k_proj")) {
                    numbers = shuffled(numbers, view, keyHeads);
                } else if (architecture.startsWith("gemma") && view.name().endsWith("norm.weight")) {
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i]++;
                    }
                }
                writer.tensor(name(view.name(), architecture), view.shape().toArray(), numbers);
            }
        }
        return writer.write(temporary.resolve(folder.getFileName() + ".gguf"));
    }

    private static void sizes(GgufWriter writer, Config config, String to) {
        writer.put(to + "block_count", config.integer("num_hidden_layers"))
                .put(to + "context_length", config.integer("max_position_embeddings"))
                .put(to + "embedding_length", config.integer("hidden_size"))
                .put(to + "feed_forward_length", config.integer("intermediate_size"))
                .put(to + "attention.head_count", config.integer("num_attention_heads"));
        if (to.equals("bert.")) {
            writer.put(to + "attention.layer_norm_epsilon", (float) config.real("layer_norm_eps"));
            return;
        }
        writer.put(to + "attention.head_count_kv", config.integer("num_key_value_heads"))
                .put(to + "attention.layer_norm_rms_epsilon", (float) config.real("rms_norm_eps"))
                .put(to + "rope.freq_base", (float) config.real("rope_theta"));
        if (config.has("head_dim")) {
            writer.put(to + "attention.key_length", config.integer("head_dim"));
        }
        if (config.has("sliding_window")) {
            writer.put(to + "attention.sliding_window", config.integer("sliding_window"));
        }
        for (String cap : List.of("attn_logit_softcapping", "final_logit_softcapping")) {
            if (config.has(cap)) {
                writer.put(to + cap, (float) config.real(cap));
            }
        }
        if (config.has("query_pre_attn_scalar")) {
            writer.put(to + "attention.scale", (float) (1 / Math.sqrt(config.real("query_pre_attn_scalar"))));
        }
        scaling(writer, config, config.under("rope_scaling"), to);
    }

    private static void scaling(GgufWriter writer, Config config, Config scaling, String to) {
        switch (scaling.textOr("none", "rope_type")) {
            case "linear" ->
                writer.put(to + "rope.scaling.type", "linear")
                        .put(to + "rope.scaling.factor", (float) scaling.real("factor"));
            case "llama3" -> {
                float[] divisors = new float[config.integer("head_dim") / 2];
                for (int pair = 0; pair < divisors.length; pair++) {
                    double frequency = Math.pow(config.real("rope_theta"), -2.0 * pair / config.integer("head_dim"));
                    double turns = scaling.integer("original_max_position_embeddings") * frequency / (2 * Math.PI);
                    double low = scaling.real("low_freq_factor");
                    double smooth = Math.clamp((turns - low) / (scaling.real("high_freq_factor") - low), 0, 1);
                    divisors[pair] = (float) (1 / ((1 - smooth) / scaling.real("factor") + smooth));
                }
                writer.tensor("rope_freqs.weight", new long[] {divisors.length}, divisors);
            }
            default -> {}
        }
    }

    /** {@code reshape(heads, 2, half, width).swapaxes(1, 2)}. */
    private static float[] shuffled(float[] numbers, TensorView view, int heads) {
        int rows = Math.toIntExact(view.shape().toArray()[0]);
        int width = numbers.length / rows;
        int half = rows / heads / 2;
        float[] shuffled = new float[numbers.length];
        for (int head = 0; head < heads; head++) {
            for (int side = 0; side < 2; side++) {
                for (int i = 0; i < half; i++) {
                    int from = (head * 2 + side) * half + i;
                    int to = head * 2 * half + 2 * i + side;
                    System.arraycopy(numbers, from * width, shuffled, to * width, width);
                }
            }
        }
        return shuffled;
    }

    private static String name(String name, String architecture) {
        if (architecture.equals("bert")) {
            return name.replace("embeddings.word_embeddings", "token_embd")
                    .replace("embeddings.position_embeddings", "position_embd")
                    .replace("embeddings.token_type_embeddings", "token_types")
                    .replace("embeddings.LayerNorm", "token_embd_norm")
                    .replace("pooler.dense", "cls")
                    .replace("encoder.layer.", "blk.")
                    .replace("attention.self.query", "attn_q")
                    .replace("attention.self.key", "attn_k")
                    .replace("attention.self.value", "attn_v")
                    .replace("attention.output.dense", "attn_output")
                    .replace("attention.output.LayerNorm", "attn_output_norm")
                    .replace("intermediate.dense", "ffn_up")
                    .replace("output.dense", "ffn_down")
                    .replace("output.LayerNorm", "layer_output_norm");
        }
        boolean fourNorms = architecture.matches("gemma[23]");
        return name.replace("model.embed_tokens", "token_embd")
                .replace("model.norm", "output_norm")
                .replace("lm_head", "output")
                .replace("model.layers.", "blk.")
                .replace("self_attn.q_norm", "attn_q_norm")
                .replace("self_attn.k_norm", "attn_k_norm")
                .replace("self_attn.qkv_proj", "attn_qkv")
                .replace("self_attn.q_proj", "attn_q")
                .replace("self_attn.k_proj", "attn_k")
                .replace("self_attn.v_proj", "attn_v")
                .replace("self_attn.o_proj", "attn_output")
                .replace("mlp.gate_up_proj", "ffn_up")
                .replace("mlp.gate_proj", "ffn_gate")
                .replace("mlp.up_proj", "ffn_up")
                .replace("mlp.down_proj", "ffn_down")
                .replace("input_layernorm", "attn_norm")
                .replace("pre_feedforward_layernorm", "ffn_norm")
                .replace("post_feedforward_layernorm", "post_ffw_norm")
                .replace("post_attention_layernorm", fourNorms ? "post_attention_norm" : "ffn_norm");
    }
}
