package dev.podium.torch.sentence;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * No network at all: a text is the mean of a table's rows, one a token (model2vec and its kin).
 *
 * @param table [vocabulary, width]
 */
record StaticEmbedding(Tensor table) implements Network {

    /** Reads {@code embedding.weight}, or model2vec's {@code embeddings} with its mapping of tokens and their weights. */
    static StaticEmbedding read(Parameters parameters) {
        TensorSource source = parameters.source();
        if (source.has("embedding.weight")) {
            return new StaticEmbedding(parameters.tensor("embedding.weight"));
        }
        Tensor table = parameters.tensor("embeddings");
        if (table.wantsGradient() && (source.has("mapping") || source.has("weights"))) {
            throw new ModelUnavailableException(
                    "The rows of a static table are picked and weighted when it is opened, so what would be trained is not what is read.\nMaybe write it as one table, embedding.weight.");
        }
        if (source.has("mapping")) {
            Tensor mapping = parameters.tensor("mapping").to(dev.podium.torch.tensor.Kind.INT64);
            table = table.pick(0, mapping).pinned();
        }
        if (source.has("weights")) {
            table = table.times(parameters.tensor("weights").unsqueeze(1)).pinned();
        }
        return new StaticEmbedding(table);
    }

    @Override
    public void on(Features features) {
        List<Tensor> rows = new ArrayList<>();
        for (Shown shown : features.shown()) {
            Tensor ids = Tensors.indices(shown.ids()).to(table.device());
            rows.add(table.pick(0, ids).mean(0, true));
        }
        features.put(Features.TEXTS, Tensors.cat(rows, 0));
    }

    /** Numbers of a vector. */
    int width() {
        return table.size(1);
    }
}
