package dev.podium.torch.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a GGUF file's tensors are called by the reference implementation.
 *
 * <p>Source: {@code gguf-py/gguf/constants.py} of llama.cpp for one side, the modules of the transformers library for the other. Both
 * name a block's parts the same way in every block, so a table of parts is enough.
 *
 * @param blocks the path of the blocks, to be followed by a number
 * @param whole names that stand once
 * @param parts names within a block, without {@code .weight} and {@code .bias}
 */
record GgufNames(String blocks, Map<String, String> whole, Map<String, String> parts) {

    private static final GgufNames DECODER = decoder(Map.of());

    // Gemma 2 and 3 have norms behind the sublayers too, and so call the one before the feed-forward network otherwise.
    private static final GgufNames FOUR_NORMS = decoder(Map.of(
            "post_attention_norm", "post_attention_layernorm",
            "ffn_norm", "pre_feedforward_layernorm",
            "post_ffw_norm", "post_feedforward_layernorm"));

    private static final GgufNames PHI3 = decoder(Map.of("ffn_up", "mlp.gate_up_proj"));

    private static final GgufNames BERT = new GgufNames(
            "encoder.layer",
            Map.of(
                    "token_embd", "embeddings.word_embeddings",
                    "position_embd", "embeddings.position_embeddings",
                    "token_types", "embeddings.token_type_embeddings",
                    "token_embd_norm", "embeddings.LayerNorm",
                    "cls", "pooler.dense",
                    "cls.output", "classifier"),
            Map.of(
                    "attn_q", "attention.self.query",
                    "attn_k", "attention.self.key",
                    "attn_v", "attention.self.value",
                    "attn_output", "attention.output.dense",
                    "attn_output_norm", "attention.output.LayerNorm",
                    "ffn_up", "intermediate.dense",
                    "ffn_down", "output.dense",
                    "layer_output_norm", "output.LayerNorm"));

    private static GgufNames decoder(Map<String, String> own) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("attn_norm", "input_layernorm");
        parts.put("attn_q", "self_attn.q_proj");
        parts.put("attn_k", "self_attn.k_proj");
        parts.put("attn_v", "self_attn.v_proj");
        parts.put("attn_qkv", "self_attn.qkv_proj");
        parts.put("attn_output", "self_attn.o_proj");
        parts.put("attn_q_norm", "self_attn.q_norm");
        parts.put("attn_k_norm", "self_attn.k_norm");
        parts.put("ffn_norm", "post_attention_layernorm");
        parts.put("ffn_gate", "mlp.gate_proj");
        parts.put("ffn_up", "mlp.up_proj");
        parts.put("ffn_down", "mlp.down_proj");
        parts.putAll(own);
        return new GgufNames(
                "model.layers",
                Map.of("token_embd", "model.embed_tokens", "output_norm", "model.norm", "output", "lm_head"),
                parts);
    }

    static GgufNames of(GgufArchitecture architecture) {
        return switch (architecture) {
            case LLAMA, QWEN2, QWEN3, GEMMA -> DECODER;
            case GEMMA2, GEMMA3 -> FOUR_NORMS;
            case PHI3 -> PHI3;
            case BERT -> BERT;
        };
    }

    /** The reference implementation's name; empty for what is no parameter, such as factors of the rotation. */
    Optional<String> of(String name) {
        int dot = name.lastIndexOf('.');
        String path = dot < 0 ? name : name.substring(0, dot);
        String kind = dot < 0 ? "" : name.substring(dot);
        if (path.startsWith("blk.")) {
            int end = path.indexOf('.', 4);
            String part = end < 0 ? null : parts.get(path.substring(end + 1));
            return Optional.ofNullable(part).map(found -> blocks + path.substring(3, end) + "." + found + kind);
        }
        return Optional.ofNullable(whole.get(path)).map(found -> found + kind);
    }
}
