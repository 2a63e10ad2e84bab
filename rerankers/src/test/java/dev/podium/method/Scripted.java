package dev.podium.method;

import dev.podium.model.Capability;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.LabelLogits;
import dev.podium.model.Message;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A language model that says what a test tells it to, and keeps what it was shown. */
public final class Scripted implements Model {

    private final BiFunction<Prompt, GenerationOptions, String> says;
    private final BiFunction<Prompt, List<String>, List<Double>> weighs;
    private final Set<Class<? extends Capability>> capabilities;
    private Set<Prompt.Form> forms = Set.of(Prompt.Form.CHAT, Prompt.Form.PLAIN);
    private final List<Prompt> shown = new ArrayList<>();
    private final List<GenerationOptions> options = new ArrayList<>();
    private final List<List<String>> labels = new ArrayList<>();

    private Scripted(
            BiFunction<Prompt, GenerationOptions, String> says,
            BiFunction<Prompt, List<String>, List<Double>> weighs,
            Class<? extends Capability> capability) {
        this.says = says;
        this.weighs = weighs;
        this.capabilities = Set.of(capability);
    }

    /** Writes; it can be held to a form, and a test looks into the options to keep to it. */
    public static Scripted writing(BiFunction<Prompt, GenerationOptions, String> says) {
        return new Scripted(says, (_, _) -> List.of(), Generation.class);
    }

    /** Gives labels their logits. */
    public static Scripted telling(BiFunction<Prompt, List<String>, List<Double>> weighs) {
        return new Scripted((_, _) -> "", weighs, NextToken.class);
    }

    /** The same without a chat template. */
    public Scripted plain() {
        forms = Set.of(Prompt.Form.PLAIN);
        return this;
    }

    /** Every prompt shown so far. */
    public List<Prompt> shown() {
        return shown;
    }

    /** How each was to be answered. */
    public List<GenerationOptions> options() {
        return options;
    }

    /** The labels asked for, a list a call. */
    public List<List<String>> labels() {
        return labels;
    }

    /** The texts of the parts that show documents, joined. */
    public static String documents(Prompt prompt) {
        return prompt.parts().stream()
                .filter(part -> part.kind() == Prompt.Kind.DOCUMENT)
                .map(Prompt.Part::text)
                .collect(Collectors.joining(" | "));
    }

    @Override
    public <C extends Capability> C as(Class<C> capability) {
        if (!capabilities.contains(capability)) {
            throw new MissingCapabilityException(this, capability);
        }
        return capability.cast(capability == Generation.class ? new Writes() : new Tells());
    }

    private final class Writes implements Generation {
        @Override
        public List<Generated> chat(List<List<Message>> conversations, GenerationOptions how) {
            throw new UnsupportedOperationException("prompts have parts");
        }

        @Override
        public List<Generated> complete(List<String> prompts, GenerationOptions how) {
            throw new UnsupportedOperationException("prompts have parts");
        }

        @Override
        public List<Generated> write(List<Prompt> prompts, GenerationOptions how) {
            shown.addAll(prompts);
            prompts.forEach(_ -> options.add(how));
            return prompts.stream()
                    .map(prompt ->
                            new Generated(says.apply(prompt, how), Generated.Finish.STOP, 10, 5, List.of(), List.of()))
                    .toList();
        }

        @Override
        public Set<Prompt.Form> forms() {
            return forms;
        }

        @Override
        public boolean constrains() {
            return true;
        }
    }

    private final class Tells implements NextToken {
        @Override
        public List<LabelLogits> logits(List<Prompt> prompts, List<String> asked) {
            shown.addAll(prompts);
            labels.add(asked);
            return prompts.stream()
                    .map(prompt -> new LabelLogits(weighs.apply(prompt, asked), false, 10, List.of()))
                    .toList();
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Set<Prompt.Form> forms() {
            return forms;
        }
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return capabilities;
    }

    @Override
    public void close() {}
}
