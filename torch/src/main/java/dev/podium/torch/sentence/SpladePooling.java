package dev.podium.torch.sentence;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * The weight of every word of the vocabulary in a text: {@code log(1 + max(logit, 0))}, the largest or the sum over the tokens.
 *
 * <p>Source: SPLADE (Formal, Piwowarski and Clinchant 2021, equation 1) and SPLADE v2 (Formal et al. 2021, equation 6, the maximum).
 *
 * @param sum whether to sum
 * @param twice whether {@code log(1 + x)} is taken twice
 */
record SpladePooling(boolean sum, boolean twice) implements Stage {

    /** Reads the module's {@code config.json}. */
    static SpladePooling read(Config config) {
        String strategy = config.textOr("max", "pooling_strategy");
        String activation = config.textOr("relu", "activation_function");
        if (!List.of("max", "sum").contains(strategy)
                || !List.of("relu", "log1p_relu").contains(activation)) {
            throw new ModelUnavailableException(
                    "%s: the pooling_strategy (%s) must be max or sum, and the activation_function (%s) relu or log1p_relu."
                            .formatted(config.source(), strategy, activation));
        }
        return new SpladePooling(strategy.equals("sum"), activation.equals("log1p_relu"));
    }

    @Override
    public void on(Features features) {
        Features.Logits logits = features.logits();
        List<Tensor> rows = new ArrayList<>();
        for (int text = 0; text < features.shown().size(); text++) {
            Tensor all = logits.of(text);
            // Both functions only ever grow, so the largest is found first and bent alone.
            rows.add(sum ? bent(all).sum(0, true) : bent(all.max(0, true)));
        }
        features.put(Features.TEXTS, Tensors.cat(rows, 0));
    }

    private Tensor bent(Tensor logits) {
        Tensor once = logits.relu().log1p();
        return twice ? once.log1p() : once;
    }
}
