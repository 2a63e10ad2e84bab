package dev.podium.torch.adapter;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.encoder.Family;
import dev.podium.torch.encoder.Joining.Place;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bottleneck adapter of AdapterHub: a few numbers wide, behind some of an encoder's sublayers, and maybe one on the embeddings that
 * can be undone.
 *
 * <p>Houlsby's stands behind both sublayers, Pfeiffer's behind the feed-forward one alone; the file says where. It is a part, which a
 * {@link Stack} or a {@link Split} lays into an encoder.
 *
 * <p>Source: Houlsby et al., arXiv 1902.00751, section 2.1; Pfeiffer et al., arXiv 2005.00247, section 3; MAD-X, arXiv 2005.00052.
 *
 * @since 0.1.0
 */
public final class Bottleneck implements AutoCloseable {

    static final String FILE = "adapter.safetensors";
    private static final double EPSILON = 1e-5; // torch's own, as AdapterHub's norms are built without another

    private static final double DEVIATION = 0.02; // AdapterHub's init_weights "bert"

    /** How many times narrower than half of the embeddings the part on them is inside: AdapterHub's own. */
    public static final int INVERTIBLE_REDUCTION = 2;

    // bert.encoder.layer.0.attention.output.adapters.NAME.adapter_down.0.weight
    private static final Pattern LAYER = Pattern.compile(
            "(.*\\.layer\\.(\\d+)\\.(.*)adapters\\.([^.]+)\\.)(adapter_down|adapter_up|adapter_norm_after)\\..*");
    private static final Pattern INVERTIBLE = Pattern.compile("(.*invertible_adapters\\.[^.]+\\.)[FG]\\..*");

    private record Site(int layer, Place place) {}

    private final Map<Site, BottleneckLayer> layers;
    private final @Nullable Invertible invertible;

    private Bottleneck(Map<Site, BottleneckLayer> layers, @Nullable Invertible invertible) {
        this.layers = layers;
        this.invertible = invertible;
    }

    /**
     * Opens one for an encoder.
     *
     * @param folder with {@code adapter_config.json} and {@code adapter.safetensors}
     * @throws ModelUnavailableException if a file is missing, damaged or a pickle ({@code pytorch_adapter.bin}), it is another kind of
     *     adapter, or does not fit the encoder
     */
    public static Bottleneck open(Path folder, Encoder encoder) {
        BottleneckConfig config = BottleneckConfig.read(folder);
        try (Weights weights = AdapterFile.open(folder, FILE)) {
            Device device = encoder.parameters().device();
            Map<Site, BottleneckLayer> layers = new LinkedHashMap<>();
            Invertible invertible = null;
            for (String name : weights.names()) {
                Matcher layer = LAYER.matcher(name);
                Matcher inverse = INVERTIBLE.matcher(name);
                if (layer.matches()) {
                    Site site = new Site(
                            Integer.parseInt(layer.group(2)),
                            layer.group(3).contains("attention") ? Place.ATTENTION : Place.FEED_FORWARD);
                    layers.computeIfAbsent(site, _ -> new Opening(weights, config, device, layer.group(1)).layer());
                } else if (inverse.matches()) {
                    invertible = invertible == null
                            ? new Opening(weights, config, device, inverse.group(1)).invertible()
                            : invertible;
                } else {
                    throw new ModelUnavailableException(
                            "The adapter in %s has a tensor \"%s\", and known are bottlenecks behind sublayers and invertible ones."
                                    .formatted(folder, name));
                }
            }
            Bottleneck bottleneck = new Bottleneck(layers, invertible);
            bottleneck.refuseUnfit(folder, encoder);
            return bottleneck;
        }
    }

    /**
     * Begins one that learns: Pfeiffer's, behind each feed-forward network, whose tensors want gradients.
     *
     * <p>Weights begin normal with a deviation of 0.02, biases at 0, as AdapterHub begins them: at first it changes nearly nothing.
     *
     * @param reduction how many times narrower than the layer
     * @param invertible whether it has a part on the embeddings too
     * @param seed of what it begins as
     * @throws ModelUnavailableException if the encoder's blocks are not numbered one by one
     */
    public static Bottleneck begun(Encoder encoder, int reduction, boolean invertible, long seed) {
        BottleneckConfig config = new BottleneckConfig(Activation.RELU, true, true, true, false, false, 1);
        Begun begun = new Begun(encoder.parameters().device(), new Random(seed));
        int width = encoder.width();
        int narrow = Math.max(1, width / reduction);
        Map<Site, BottleneckLayer> layers = new LinkedHashMap<>();
        for (int layer = 0; layer < encoder.spec().layers().size(); layer++) {
            path(encoder, layer);
            layers.put(
                    new Site(layer, Place.FEED_FORWARD),
                    new BottleneckLayer(
                            config,
                            null,
                            begun.weight(narrow, width),
                            begun.bias(narrow),
                            begun.weight(width, narrow),
                            begun.bias(width),
                            null));
        }
        return new Bottleneck(
                layers,
                invertible ? new Invertible(begun.bend(config, width / 2), begun.bend(config, width / 2)) : null);
    }

    /** What begins. */
    private record Begun(Device device, Random random) {

        Tensor weight(int out, int in) {
            float[] numbers = new float[out * in];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (random.nextGaussian() * DEVIATION);
            }
            return learning(numbers, out, in);
        }

        Tensor bias(int out) {
            return learning(new float[out], out);
        }

        private Tensor learning(float[] numbers, long... shape) {
            try (Scope _ = Scope.open()) {
                return Tensors.of(numbers, shape).to(device).pinned().wantGradient(true);
            }
        }

        Invertible.Bend bend(BottleneckConfig config, int half) {
            int narrow = Math.max(1, half / INVERTIBLE_REDUCTION);
            return new Invertible.Bend(
                    weight(narrow, half), bias(narrow), config.activation(), weight(half, narrow), bias(half));
        }
    }

    /** Where a block's bottleneck is in the names of AdapterHub, with the model's own name before. */
    private static String path(Encoder encoder, int layer) {
        String path = encoder.spec().layers().get(layer);
        if (!path.endsWith(".layer." + layer)) {
            throw new ModelUnavailableException(
                    "The block %d of the encoder is \"%s\", and bottlenecks are for blocks of their own.\nMaybe use LoRA."
                            .formatted(layer, path));
        }
        String joint = encoder.spec().family() == Family.DISTILBERT ? "output_adapters" : "output";
        return "%s.%s.%s.adapters.".formatted(encoder.spec().names().model(), path, joint);
    }

    /**
     * The tensors of one that {@linkplain #begun learns} by the names that AdapterHub has for them.
     *
     * @param encoder that it is for
     * @param name of the adapter
     */
    public SequencedMap<String, Tensor> tensors(Encoder encoder, String name) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        layers.forEach((site, layer) -> {
            String path = path(encoder, site.layer) + name + ".";
            put(tensors, path + "adapter_down.0", layer.down(), layer.downBias());
            put(tensors, path + "adapter_up", layer.up(), layer.upBias());
        });
        if (invertible != null) {
            String path = "%s.invertible_adapters.%s."
                    .formatted(encoder.spec().names().model(), name);
            put(tensors, path + "F.0", invertible.f().down(), invertible.f().downBias());
            put(tensors, path + "F.2", invertible.f().up(), invertible.f().upBias());
            put(tensors, path + "G.0", invertible.g().down(), invertible.g().downBias());
            put(tensors, path + "G.2", invertible.g().up(), invertible.g().upBias());
        }
        return tensors;
    }

    private static void put(SequencedMap<String, Tensor> tensors, String name, Tensor weight, @Nullable Tensor bias) {
        tensors.put(name + ".weight", weight);
        if (bias != null) {
            tensors.put(name + ".bias", bias);
        }
    }

    private void refuseUnfit(Path folder, Encoder encoder) {
        int blocks = encoder.spec().layers().size();
        layers.forEach((site, layer) -> {
            if (site.layer >= blocks || layer.down().size(1) != encoder.width()) {
                String message =
                        "The adapter in %s (layer %d, %d numbers wide) must fit the encoder (%d layers, %d wide).\nMaybe it is of another model."
                                .formatted(folder, site.layer, layer.down().size(1), blocks, encoder.width());
                close();
                throw new ModelUnavailableException(message);
            }
        });
    }

    /** One part being read. @param path of its names */
    private record Opening(Weights weights, BottleneckConfig config, Device device, String path) {

        private Tensor read(String name) {
            if (!weights.has(path + name)) {
                throw new ModelUnavailableException(
                        "The adapter in %s lacks a tensor \"%s\".\nMaybe the download is not complete."
                                .formatted(weights.source(), path + name));
            }
            return AdapterFile.read(weights, path + name, device);
        }

        private @Nullable Tensor maybe(String name) {
            return weights.has(path + name) ? read(name) : null;
        }

        BottleneckLayer layer() {
            // With a norm of its own before, the linear layer is the second in the list.
            boolean normed = weights.has(path + "adapter_down.1.weight");
            String down = normed ? "adapter_down.1" : "adapter_down.0";
            return new BottleneckLayer(
                    config,
                    normed ? norm("adapter_down.0") : null,
                    read(down + ".weight"),
                    maybe(down + ".bias"),
                    read("adapter_up.weight"),
                    maybe("adapter_up.bias"),
                    weights.has(path + "adapter_norm_after.weight") ? norm("adapter_norm_after") : null);
        }

        private LayerNorm norm(String name) {
            return new LayerNorm(read(name + ".weight"), maybe(name + ".bias"), EPSILON);
        }

        Invertible invertible() {
            return new Invertible(bend("F"), bend("G"));
        }

        private Invertible.Bend bend(String name) {
            return new Invertible.Bend(
                    read(name + ".0.weight"),
                    read(name + ".0.bias"),
                    config.activation(),
                    read(name + ".2.weight"),
                    read(name + ".2.bias"));
        }
    }

    @Nullable
    BottleneckLayer at(int layer, Place place) {
        return layers.get(new Site(layer, place));
    }

    @Nullable
    Invertible invertible() {
        return invertible;
    }

    /** Whether it has a part on the embeddings, which can be undone. */
    public boolean isInvertible() {
        return invertible != null;
    }

    /**
     * The part on the embeddings undone, as before the head of a language model.
     *
     * @param hidden [tokens, width]
     * @throws IllegalStateException if it has none
     */
    public Tensor undone(Tensor hidden) {
        if (invertible == null) {
            throw new IllegalStateException("The adapter has no part on the embeddings that could be undone.");
        }
        return invertible.undone(hidden);
    }

    @Override
    public void close() {
        Stream.concat(
                        layers.values().stream().flatMap(BottleneckLayer::tensors),
                        invertible == null ? Stream.empty() : invertible.tensors())
                .forEach(Tensor::close);
        layers.clear();
    }
}
