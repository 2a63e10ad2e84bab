package dev.podium.torch.adapter;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import java.nio.file.Path;
import java.util.List;

/**
 * How a bottleneck adapter stands between a sublayer and its norm: AdapterHub's {@code adapter_config.json}.
 *
 * <p>Source: {@code BnConfig} and {@code modeling.Adapter} of AdapterHub's package 1.3. Kinds that calculate something else are refused.
 *
 * @param activation between its two layers
 * @param normBefore whether the block's own norm is laid on what it reads
 * @param normAfter whether the block's own norm is laid on the sum behind it
 * @param residualBeforeNorm whether what it adds to is from before that first norm
 * @param residualAfterSum the same, but with what went past the sublayer added
 * @param residualBeforeOwnNorm whether that is added before the adapter's own last norm
 * @param scaling of what it adds
 */
record BottleneckConfig(
        Activation activation,
        boolean normBefore,
        boolean normAfter,
        boolean residualBeforeNorm,
        boolean residualAfterSum,
        boolean residualBeforeOwnNorm,
        double scaling) {

    static BottleneckConfig read(Path folder) {
        Config file = Config.read(folder.resolve("adapter_config.json"));
        Config config = file.under("config");
        if (!config.has("non_linearity")) {
            throw new ModelUnavailableException(
                    "The adapter in %s is not a bottleneck of AdapterHub: its adapter_config.json has no config with non_linearity.\nMaybe it is a LoRA of PEFT: open it as a Lora."
                            .formatted(folder));
        }
        for (String key : List.of("is_parallel", "phm_layer", "use_gating", "cross_adapter")) {
            if (config.flagOr(false, key)) {
                throw new ModelUnavailableException(
                        "The adapter in %s has %s, which is not calculated here: only bottlenecks one after the other are."
                                .formatted(folder, key));
            }
        }
        String inverse = config.textOr("nice", "inv_adapter");
        if (!inverse.equals("nice")) {
            throw new ModelUnavailableException(
                    "The invertible adapter in %s is of the kind \"%s\", and known is \"nice\"."
                            .formatted(folder, inverse));
        }
        // One word among two truth values: the sum is what the block would have normed.
        boolean afterSum = config.json().path("residual_before_ln").isString();
        return new BottleneckConfig(
                Activation.parse(config.text("non_linearity")),
                config.flagOr(false, "original_ln_before"),
                config.flagOr(true, "original_ln_after"),
                afterSum || config.flagOr(true, "residual_before_ln"),
                afterSum,
                config.flagOr(false, "adapter_residual_before_ln"),
                config.realOr(1, "scaling"));
    }
}
