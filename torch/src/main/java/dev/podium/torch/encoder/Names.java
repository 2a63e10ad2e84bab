package dev.podium.torch.encoder;

/**
 * What a family's reference implementation calls its tensors; a name that a checkpoint lacks is a part that it does without.
 *
 * @param model the place of the encoder in a model with a head; checkpoints of a bare encoder leave it out
 * @param words the table of tokens
 * @param embeddingNorm the norm of the embeddings
 * @param projection from the width of the tables to that of the layers
 * @param finalNorm the norm behind the last layer
 * @param layer within each layer
 * @since 0.1.0
 */
public record Names(
        String model, String words, String embeddingNorm, String projection, String finalNorm, Layer layer) {

    static final String POSITIONS = "embeddings.position_embeddings.weight";
    static final String TYPES = "embeddings.token_type_embeddings.weight";

    /**
     * Names within a layer.
     *
     * @param query projection of queries
     * @param key projection of keys
     * @param value projection of values
     * @param fused one projection for the three, which wins where it is there
     * @param out projection of what attention found
     * @param attentionNorm the norm of the attention part
     * @param up into the feed-forward part; twice as wide where half of it is a gate
     * @param down out of it
     * @param outputNorm the norm of the feed-forward part
     */
    public record Layer(
            String query,
            String key,
            String value,
            String fused,
            String out,
            String attentionNorm,
            String up,
            String down,
            String outputNorm) {}

    private static final String WORDS = "embeddings.word_embeddings.weight";
    private static final String NORM = "embeddings.LayerNorm";
    private static final String NO_NORM = "final_norm";

    private static Layer bertLayer(String query, String key, String value) {
        return new Layer(
                "attention." + query,
                "attention." + key,
                "attention." + value,
                "attention.self.qkv",
                "attention.output.dense",
                "attention.output.LayerNorm",
                "intermediate.dense",
                "output.dense",
                "output.LayerNorm");
    }

    /** BERT, RoBERTa, ELECTRA. @param model such as {@code bert} */
    static Names bert(String model) {
        return new Names(
                model, WORDS, NORM, "embeddings_project", NO_NORM, bertLayer("self.query", "self.key", "self.value"));
    }

    static Names deberta() {
        return new Names(
                "deberta",
                WORDS,
                NORM,
                "embeddings.embed_proj",
                NO_NORM,
                bertLayer("self.query_proj", "self.key_proj", "self.value_proj"));
    }

    static Names distilBert() {
        return new Names(
                "distilbert",
                WORDS,
                NORM,
                "embeddings_project",
                NO_NORM,
                new Layer(
                        "attention.q_lin",
                        "attention.k_lin",
                        "attention.v_lin",
                        "attention.qkv_lin",
                        "attention.out_lin",
                        "sa_layer_norm",
                        "ffn.lin1",
                        "ffn.lin2",
                        "output_layer_norm"));
    }

    static Names albert() {
        return new Names(
                "albert",
                WORDS,
                NORM,
                "encoder.embedding_hidden_mapping_in",
                NO_NORM,
                new Layer(
                        "attention.query",
                        "attention.key",
                        "attention.value",
                        "attention.qkv",
                        "attention.dense",
                        "attention.LayerNorm",
                        "ffn",
                        "ffn_output",
                        "full_layer_layer_norm"));
    }

    static Names mpNet() {
        return new Names(
                "mpnet",
                WORDS,
                NORM,
                "embeddings_project",
                NO_NORM,
                new Layer(
                        "attention.attn.q",
                        "attention.attn.k",
                        "attention.attn.v",
                        "attention.attn.qkv",
                        "attention.attn.o",
                        "attention.LayerNorm",
                        "intermediate.dense",
                        "output.dense",
                        "output.LayerNorm"));
    }

    static Names modernBert() {
        return new Names(
                "model",
                "embeddings.tok_embeddings.weight",
                "embeddings.norm",
                "embeddings_project",
                "final_norm",
                new Layer(
                        "attn.Wq",
                        "attn.Wk",
                        "attn.Wv",
                        "attn.Wqkv",
                        "attn.Wo",
                        "attn_norm",
                        "mlp.Wi",
                        "mlp.Wo",
                        "mlp_norm"));
    }
}
