package dev.podium.torch.encoder;

import dev.podium.torch.encoder.EncoderSpec.Positions;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Noise;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * From ids to vectors: rows of tables, added and normed.
 *
 * @param words [vocabulary, width of the tables]
 * @param positions [places, width of the tables], or none
 * @param types [types, width of the tables], or none
 * @param projection to the width of the layers where the tables have another: after the norm, or before it in DeBERTa
 */
record Embeddings(
        EncoderSpec spec,
        Tensor words,
        @Nullable Tensor positions,
        @Nullable Tensor types,
        LayerNorm norm,
        @Nullable Linear projection) {

    static Embeddings of(EncoderSpec spec, Parameters model) {
        Names names = spec.names();
        return new Embeddings(
                spec,
                model.tensor(names.words()),
                spec.positions() instanceof Positions.None ? null : model.tensor(Names.POSITIONS),
                model.tensorIfThere(Names.TYPES),
                model.layerNorm(names.embeddingNorm(), spec.epsilon()),
                model.has(names.projection() + ".weight") ? model.linear(names.projection()) : null);
    }

    /** @return [tokens, width] */
    Tensor of(TokenBatch batch, Pass pass) {
        Tensor embedded = embedded(batch, pass);
        return projection == null || spec.family() == Family.DEBERTA
                ? pass.dropouts().embedded().of(embedded)
                : embedded;
    }

    private Tensor embedded(TokenBatch batch, Pass pass) {
        Device device = words.device();
        int[] ids = batch.ids();
        within(ids, words.size(0), "token id", "the vocabulary", "Maybe the tokenizer is of another checkpoint.");
        Tensor sum = Noise.on(Functional.embedding(words, Tensors.indices(ids).to(device)), batch.packing());
        if (positions != null) {
            int[] places = places(ids, batch.packing());
            within(
                    places,
                    positions.size(0),
                    "position",
                    "the table",
                    "Maybe cut texts to %d tokens.".formatted(spec.maxTokens()));
            sum = sum.addInPlace(
                    Functional.embedding(positions, Tensors.indices(places).to(device)));
        }
        if (types != null) {
            sum = sum.addInPlace(types(batch, types));
        }
        if (spec.family() != Family.DEBERTA) {
            Tensor normed = norm.of(sum);
            // Where tables are narrower than the model, as in ELECTRA, they drop before they are widened.
            return projection == null
                    ? normed
                    : projection.of(pass.dropouts().embedded().of(normed));
        }
        return pass.hiddenToZero(norm.of(projection == null ? sum : projection.of(sum)));
    }

    private Tensor types(TokenBatch batch, Tensor table) {
        if (!spec.types()) {
            // Files have a table of one row, which all tokens get whatever type a tokenizer gave them.
            return table.slice(0, 0, 1);
        }
        int[] types = batch.types();
        within(types, table.size(0), "type", "the table", "Maybe the tokenizer is of another checkpoint.");
        return Functional.embedding(table, Tensors.indices(types).to(table.device()));
    }

    private int[] places(int[] ids, Packing packing) {
        int[] places = new int[ids.length];
        for (Packing.Segment segment : packing.segments()) {
            int count = 0;
            for (int i = segment.from(); i < segment.to(); i++) {
                places[i] = switch (spec.positions()) {
                    case Positions.Counted(int padding) -> ids[i] == padding ? padding : padding + ++count;
                    case Positions.Placed() -> i - segment.from();
                    case Positions.None() -> 0;
                };
            }
        }
        return places;
    }

    private static void within(int[] indices, int rows, String what, String of, String advice) {
        for (int index : indices) {
            if (index < 0 || index >= rows) {
                throw new IllegalArgumentException(
                        "The %s (%d) must be in [0, %d), the size of %s.\n%s".formatted(what, index, rows, of, advice));
            }
        }
    }
}
