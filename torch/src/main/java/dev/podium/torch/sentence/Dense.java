package dev.podium.torch.sentence;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer and a bend.
 *
 * @param residual what is added of the input: a layer, or with {@code added} the input itself
 */
record Dense(
        String input,
        String output,
        Linear linear,
        Activation activation,
        boolean added,
        @Nullable Linear residual) implements Stage {

    /**
     * Reads the module's {@code config.json} and weights.
     *
     * @param usual the input where the configuration names none
     */
    static Dense read(Config config, Parameters parameters, String usual) {
        String input = config.textOr(usual, "module_input_name");
        String activation = config.textOr("", "activation_function");
        boolean added = config.flagOr(false, "use_residual");
        return new Dense(
                input,
                config.textOr(input, "module_output_name"),
                parameters.head("linear"),
                // As in the reference: torch's own are trusted, for any other stands the module's default.
                activation.startsWith("torch.") ? Activation.parse(activation) : Activation.TANH,
                added,
                added && parameters.has("residual.weight") ? parameters.head("residual") : null);
    }

    /** The projection of tokens that ColBERT's own code keeps among the encoder's weights. */
    static Dense projection(Parameters parameters) {
        return new Dense(Features.TOKENS, Features.TOKENS, parameters.head("linear"), Activation.IDENTITY, false, null);
    }

    @Override
    public void on(Features features) {
        Tensor x = features.tensor(input);
        Tensor y = activation.of(linear.of(x));
        if (added) {
            y = y.plus(residual == null ? x : residual.of(x));
        }
        features.put(output, y);
    }
}
