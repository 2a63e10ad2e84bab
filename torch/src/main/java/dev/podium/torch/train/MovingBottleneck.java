package dev.podium.torch.train;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.train.Tuned;
import dev.podium.torch.adapter.Bottleneck;
import dev.podium.torch.adapter.Stack;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bottlenecks at the joints of an encoder, and the new head that it may have; written as AdapterHub writes them, the head beside them.
 *
 * <p>Source: the files of AdapterHub's package 1.3.
 */
record MovingBottleneck(Tuned.Bottleneck tuned, Built built, Bottleneck bottleneck, Stack stack) implements Moving {

    private static final String NAME = "podium";

    static MovingBottleneck of(Tuned.Bottleneck tuned, Built built, long seed) {
        Encoder encoder = built.encoder();
        if (encoder == null) {
            throw new ModelUnavailableException(
                    "Bottlenecks are for encoders, and the network of %s is something else.\nMaybe a Tuned.Lora."
                            .formatted(built.folder()));
        }
        Bottleneck bottleneck = Bottleneck.begun(encoder, tuned.reduction(), tuned.invertible(), seed);
        Stack stack = Stack.of(encoder, bottleneck);
        try {
            stack.lay();
        } catch (RuntimeException e) {
            bottleneck.close();
            throw e;
        }
        return new MovingBottleneck(tuned, built, bottleneck, stack);
    }

    private Encoder encoder() {
        return Objects.requireNonNull(built.encoder());
    }

    @Override
    public SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> all = bottleneck.tensors(encoder(), NAME);
        all.putAll(AdapterFolder.fresh(built));
        return all;
    }

    @Override
    public void write(Path folder) throws IOException {
        AdapterFolder.write(folder, "adapter.safetensors", bottleneck.tensors(encoder(), NAME), this::describe);
        AdapterFolder.head(folder, built);
    }

    private void describe(ObjectNode json) {
        String model = encoder().spec().names().model();
        json.put("model_type", model)
                .put("hidden_size", encoder().width())
                .put("name", NAME)
                .put("version", "adapters.1.3.0");
        ObjectNode config = json.putObject("config");
        config.put("mh_adapter", false)
                .put("output_adapter", true)
                .put("reduction_factor", tuned.reduction())
                .put("non_linearity", "relu")
                .put("original_ln_before", true)
                .put("original_ln_after", true)
                .put("ln_before", false)
                .put("ln_after", false)
                .put("residual_before_ln", true)
                .put("adapter_residual_before_ln", false)
                .put("is_parallel", false)
                .put("scaling", 1.0)
                .put("init_weights", "bert")
                .put("use_gating", false)
                .put("phm_layer", false);
        config.putArray("leave_out");
        if (tuned.invertible()) {
            config.put("inv_adapter", "nice").put("inv_adapter_reduction_factor", Bottleneck.INVERTIBLE_REDUCTION);
        } else {
            config.putNull("inv_adapter").putNull("inv_adapter_reduction_factor");
        }
    }

    @Override
    public void close() {
        stack.close();
        bottleneck.close();
    }
}
