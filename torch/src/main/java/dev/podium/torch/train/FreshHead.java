package dev.podium.torch.train;

import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.EncoderSpec;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A bare encoder's checkpoint with the head of a cross-encoder, whose weights are drawn where the checkpoint lacks them.
 *
 * <p>Weights are normal with the deviation that the checkpoint was begun with ({@code initializer_range}), biases 0, norms 1, as the
 * reference implementation begins a head. The encoder's tensors get the name of the model before theirs, as in a checkpoint with a head.
 */
final class FreshHead implements TensorSource {

    private final TensorSource base;
    private final String prefix;
    private final SequencedMap<String, float[]> drawn = new LinkedHashMap<>();
    private final SequencedMap<String, long[]> shapes = new LinkedHashMap<>();

    /** @param seed of what is drawn */
    FreshHead(TensorSource base, Config config, EncoderSpec spec, long seed) {
        this.base = base;
        String model = spec.names().model() + ".";
        this.prefix = base.names().stream().anyMatch(name -> name.startsWith(model)) ? "" : model;
        Random random = new Random(seed);
        double deviation = config.realOr(0.02, "initializer_range");
        for (Part part : parts(spec)) {
            draw(part, deviation, random);
        }
    }

    /** A tensor of a head. @param norm whether it begins at 1 */
    private record Part(String name, boolean norm, long... shape) {}

    private static List<Part> parts(EncoderSpec spec) {
        long width = spec.width();
        List<Part> parts = new ArrayList<>();
        switch (spec.family()) {
            case BERT -> linear(parts, "bert.pooler.dense", width, width);
            case ALBERT -> linear(parts, "albert.pooler", width, width);
            case DEBERTA -> linear(parts, "pooler.dense", width, width);
            case DISTILBERT -> linear(parts, "pre_classifier", width, width);
            case MODERNBERT -> {
                parts.add(new Part("head.dense.weight", false, width, width));
                parts.add(new Part("head.norm.weight", true, width));
            }
            case ROBERTA, MPNET, ELECTRA -> {
                linear(parts, "classifier.dense", width, width);
                linear(parts, "classifier.out_proj", 1, width);
                return parts;
            }
        }
        linear(parts, "classifier", 1, width);
        return parts;
    }

    private static void linear(List<Part> parts, String name, long out, long in) {
        parts.add(new Part(name + ".weight", false, out, in));
        parts.add(new Part(name + ".bias", false, out));
    }

    private void draw(Part part, double deviation, Random random) {
        if (has(part.name())) {
            return;
        }
        long elements = 1;
        for (long size : part.shape()) {
            elements *= size;
        }
        float[] numbers = new float[Math.toIntExact(elements)];
        boolean bias = part.name().endsWith(".bias");
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = part.norm() ? 1 : bias ? 0 : (float) (random.nextGaussian() * deviation);
        }
        drawn.put(part.name(), numbers);
        shapes.put(part.name(), part.shape());
    }

    /** Whether a tensor was drawn, since the checkpoint lacks it. */
    boolean drew(String name) {
        return drawn.containsKey(name);
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        // Rows of places are counted, not learnt, and the reference implementation no longer keeps them.
        base.names().stream().filter(name -> !name.endsWith("position_ids")).forEach(name -> names.add(prefix + name));
        names.addAll(drawn.keySet());
        return names;
    }

    private @Nullable String inBase(String name) {
        String own = name.startsWith(prefix) ? name.substring(prefix.length()) : null;
        return own != null && base.has(own) ? own : null;
    }

    @Override
    public boolean has(String name) {
        return drawn.containsKey(name) || inBase(name) != null;
    }

    @Override
    public Tensor read(String name) {
        float[] numbers = drawn.get(name);
        long[] shape = shapes.get(name);
        if (numbers != null && shape != null) {
            return Tensors.of(numbers, shape).pinned();
        }
        String own = inBase(name);
        return base.read(own == null ? name : own);
    }

    @Override
    public long[] shape(String name) {
        long[] shape = shapes.get(name);
        String own = inBase(name);
        return shape != null ? shape.clone() : base.shape(own == null ? name : own);
    }
}
