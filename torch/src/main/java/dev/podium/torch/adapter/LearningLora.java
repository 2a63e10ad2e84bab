package dev.podium.torch.adapter;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.layer.Dropout;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A LoRA that learns: {@code W x + s B (A dropout(x))}, of which A and B want gradients and W does not.
 *
 * <p>A begins uniform in plus or minus {@code 1 / sqrt(in)}, B at zero, as PEFT begins them; so at first it changes nothing.
 *
 * <p>Source: LoRA, arXiv 2106.09685, section 4.1.
 *
 * @since 0.1.0
 */
public final class LearningLora implements Adapter {

    // A layer of the stack has the number of its block in its name; heads and poolers have none.
    private static final Pattern IN_STACK = Pattern.compile(".*\\.\\d+\\.([^\\d].*)");

    private record Pair(Linear linear, Tensor a, Tensor b, double scale, Dropout dropout) implements Linear.Addition {

        @Override
        public Tensor to(Tensor x, Tensor y) {
            return y.plus(Functional.linear(Functional.linear(dropout.of(x), a, null), b, null)
                    .times(scale));
        }
    }

    private final List<Pair> pairs;
    private final List<String> targets;
    private boolean laid;

    private LearningLora(List<Pair> pairs, List<String> targets) {
        this.pairs = List.copyOf(pairs);
        this.targets = List.copyOf(targets);
    }

    /**
     * Begins one for a model, without laying it on.
     *
     * @param parameters of the model, which must have been built: layers are found among those that it has asked for
     * @param alpha the products count alpha / rank times
     * @param targets last words of the layers' names; none for every linear layer of the stack
     * @param seed of what A begins as
     * @throws ModelUnavailableException if the model has no such layer
     */
    public static LearningLora of(
            Parameters parameters, int rank, double alpha, double dropout, List<String> targets, long seed) {
        SequencedMap<String, Linear> chosen = new LinkedHashMap<>();
        parameters.linears().forEach((name, linear) -> {
            if (targets.isEmpty() ? inStack(name) : targets.stream().anyMatch(target -> named(name, target))) {
                chosen.put(name, linear);
            }
        });
        for (String target : targets) {
            if (chosen.keySet().stream().noneMatch(name -> named(name, target))) {
                throw new ModelUnavailableException(
                        "The model has no linear layer \"%s\" for a LoRA; it has %s.\nMaybe name none, for all of the stack."
                                .formatted(
                                        target, lastWords(parameters.linears().keySet())));
            }
        }
        if (chosen.isEmpty()) {
            throw new ModelUnavailableException("The model has no stack of linear layers for a LoRA; it has %s."
                    .formatted(lastWords(parameters.linears().keySet())));
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Pair> pairs = new ArrayList<>();
        for (Linear linear : chosen.values()) {
            pairs.add(pair(linear, rank, alpha, dropout, random.split()));
        }
        return new LearningLora(
                pairs, targetsOf(chosen.keySet(), parameters.linears().keySet()));
    }

    private static Pair pair(Linear linear, int rank, double alpha, double dropout, SplittableRandom random) {
        float[] begun = new float[rank * linear.in()];
        double most = 1 / Math.sqrt(linear.in());
        for (int i = 0; i < begun.length; i++) {
            begun[i] = (float) random.nextDouble(-most, most);
        }
        try (Scope _ = Scope.open()) {
            var device = linear.weight().device();
            return new Pair(
                    linear,
                    Tensors.of(begun, rank, linear.in()).to(device).pinned().wantGradient(true),
                    Tensors.full(0, linear.out(), rank).to(device).pinned().wantGradient(true),
                    alpha / rank,
                    new Dropout(dropout));
        }
    }

    private static boolean named(String layer, String target) {
        return layer.equals(target) || layer.endsWith("." + target);
    }

    private static boolean inStack(String name) {
        return IN_STACK.matcher(name).matches();
    }

    private static Set<String> lastWords(Set<String> names) {
        Set<String> words = new LinkedHashSet<>();
        names.forEach(name -> words.add(name.substring(name.lastIndexOf('.') + 1)));
        return words;
    }

    /** How PEFT finds these layers and no others: by last words, or where those of others end so, by all behind the block's number. */
    private static List<String> targetsOf(Set<String> chosen, Set<String> all) {
        Set<String> words = lastWords(chosen);
        boolean exact = all.stream()
                .filter(name -> !chosen.contains(name))
                .noneMatch(name -> words.stream().anyMatch(word -> named(name, word)));
        if (exact) {
            return List.copyOf(words);
        }
        Set<String> longer = new LinkedHashSet<>();
        for (String name : chosen) {
            Matcher matcher = IN_STACK.matcher(name);
            longer.add(matcher.matches() ? matcher.group(1) : name);
        }
        return List.copyOf(longer);
    }

    /** The matrices by the names that they have in a PEFT file, less its prefix: {@code LAYER.lora_A.weight}, {@code LAYER.lora_B.weight}. */
    public SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            tensors.put(pair.linear.name() + Lora.DOWN, pair.a);
            tensors.put(pair.linear.name() + Lora.UP, pair.b);
        }
        return tensors;
    }

    /** What PEFT is told as {@code target_modules}. */
    public List<String> targets() {
        return targets;
    }

    @Override
    public void lay() {
        if (!laid) {
            pairs.forEach(pair -> pair.linear.attach(pair));
            laid = true;
        }
    }

    @Override
    public void lift() {
        if (laid) {
            pairs.reversed().forEach(pair -> pair.linear.detach(pair));
            laid = false;
        }
    }

    @Override
    public void close() {
        lift();
        for (Pair pair : pairs) {
            pair.a.close();
            pair.b.close();
        }
    }
}
