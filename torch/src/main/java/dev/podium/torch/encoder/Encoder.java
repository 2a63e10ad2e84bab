package dev.podium.torch.encoder;

import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Backbone;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.Recomputation;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An encoder of any family: embeddings, layers, and a norm at the end where there is one.
 *
 * <p>Sequences of a batch do not see each other. Sort them by length: neighbours of equal length share one attention.
 *
 * @since 0.1.0
 */
public final class Encoder implements Backbone, AutoCloseable {

    private final EncoderSpec spec;
    private final Parameters parameters;
    private final boolean own;
    private final Embeddings embeddings;
    private final List<Block> blocks;
    private final Places places;
    private final Dropouts dropouts;
    private final @Nullable Convolution convolution;
    private final @Nullable LayerNorm finalNorm;
    private Joining joining = Joining.PLAIN;

    private Encoder(Config config, Parameters parameters, boolean own) {
        this.spec = EncoderSpec.of(config);
        this.parameters = parameters;
        this.own = own;
        Names names = spec.names();
        Parameters model = parameters.atIfThere(names.model());
        this.embeddings = Embeddings.of(spec, model);
        Map<String, Block> byPath = new HashMap<>();
        this.blocks = spec.layers().stream()
                .map(path -> byPath.computeIfAbsent(path, it -> Block.of(spec, model.at(it))))
                .toList();
        this.places = places(spec, model);
        this.dropouts = Dropouts.of(config, spec.family());
        this.convolution = Convolution.of(config, spec, model);
        this.finalNorm =
                model.has(names.finalNorm() + ".weight") ? model.layerNorm(names.finalNorm(), spec.epsilon()) : null;
    }

    /**
     * The encoder of a checkpoint, with parameters of its own.
     *
     * @param checkpoint open as long as the encoder is used
     * @throws dev.podium.model.ModelUnavailableException if it is of no family known here, or lacks a tensor
     */
    public static Encoder open(Checkpoint checkpoint, Numbers numbers, Device device) {
        Parameters parameters = checkpoint.parameters(numbers, device);
        try {
            return new Encoder(checkpoint.config(), parameters, true);
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    /**
     * An encoder on parameters that are there, which whoever gives them closes.
     *
     * @param parameters at the root of the checkpoint
     */
    public static Encoder of(Config config, Parameters parameters) {
        return new Encoder(config, parameters, false);
    }

    private static Places places(EncoderSpec spec, Parameters model) {
        return switch (spec.relation()) {
            case EncoderSpec.Relation.None() -> Places.NONE;
            case EncoderSpec.Relation.Biased(int buckets, int farthest) ->
                new DistanceBias(model.tensor("encoder.relative_attention_bias.weight"), buckets, farthest);
            case EncoderSpec.Relation.Rotary(var layers) -> new Rotary(layers, spec.headWidth(), model.device());
            case EncoderSpec.Relation.Disentangled relation ->
                relation.span() == 0 ? Places.NONE : Disentangled.of(spec, relation, model);
        };
    }

    @Override
    public Tensor hidden(TokenBatch batch, Observer observer) {
        refuseEmpty(batch.packing());
        try (Scope scope = Scope.open()) {
            Pass pass = Pass.of(spec, batch.packing(), places, dropouts, parameters.device(), joining, observer);
            Tensor embedded = joining.embedded(embeddings.of(batch, pass));
            observer.hidden(0, embedded);
            Tensor x = embedded;
            for (int layer = 0; layer < blocks.size(); layer++) {
                Tensor next = Recomputation.isOn() ? stepAgain(layer, x, batch) : step(layer, x, embedded, pass);
                boolean ends = layer + 1 == blocks.size() || !observer.goesOnAfter(layer + 1);
                if (x != embedded) {
                    x.close();
                }
                x = ends && finalNorm != null ? finalNorm.of(next) : next;
                observer.hidden(layer + 1, x);
                if (ends) {
                    break;
                }
            }
            return scope.keep(x);
        }
    }

    /** A step that is run again backward, when this pass and what it shares are gone; nobody looks then. */
    private Tensor stepAgain(int layer, Tensor x, TokenBatch batch) {
        // Only the first layer uses the embeddings, which are what it is given.
        return Recomputation.of(x, input -> {
            Pass own = Pass.of(spec, batch.packing(), places, dropouts, parameters.device(), joining, Observer.NONE);
            return step(layer, input, input, own);
        });
    }

    private Tensor step(int layer, Tensor x, Tensor embedded, Pass pass) {
        try (Scope scope = Scope.open()) {
            Tensor next = blocks.get(layer).of(layer, x, pass);
            if (layer == 0 && convolution != null) {
                next = convolution.of(embedded, next, pass);
            }
            return scope.keep(next);
        }
    }

    private static void refuseEmpty(Packing packing) {
        for (int i = 0; i < packing.size(); i++) {
            if (packing.segments().get(i).length() == 0) {
                throw new IllegalArgumentException(
                        "The sequence %d of %d must have a token.\nMaybe the tokenizer was told to leave out its marks."
                                .formatted(i, packing.size()));
            }
        }
        if (packing.size() == 0) {
            throw new IllegalArgumentException("The batch must have a sequence.");
        }
    }

    @Override
    public int width() {
        return spec.width();
    }

    @Override
    public int maxTokens() {
        return spec.maxTokens();
    }

    /**
     * From here on, joins what its sublayers find with what goes past them in this way: how adapters are laid in.
     *
     * @return the way so far
     * @throws IllegalStateException if its norms stand before the sublayers
     */
    public Joining join(Joining joining) {
        if (spec.normPlace() == EncoderSpec.NormPlace.BEFORE) {
            throw new IllegalStateException(
                    "Adapters of this kind are for encoders whose norms stand after the sublayers, and those of %s stand before.\nMaybe use LoRA."
                            .formatted(spec.family()));
        }
        Joining former = this.joining;
        this.joining = joining;
        return former;
    }

    /** What it is like. */
    public EncoderSpec spec() {
        return spec;
    }

    /** The table of tokens, [vocabulary, width of the tables], which heads may be tied to. */
    public Tensor words() {
        return embeddings.words();
    }

    /** Its parameters, at the root of the checkpoint. */
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public void close() {
        if (own) {
            parameters.close();
        }
    }
}
