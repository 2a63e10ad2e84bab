package dev.podium.method.pointwise;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.model.Capability;
import dev.podium.model.LabelLogits;
import dev.podium.model.Method;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.ReadPart;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A model of next tokens by a function of the passage; it remembers what it was shown, and a letter is a token. */
final class Teller implements Model, NextToken {

    private final Prompt.Form form;
    private final Function<String, List<Double>> logits;
    final List<Prompt> shown = new ArrayList<>();
    final List<String> labels = new ArrayList<>();

    Teller(Prompt.Form form, Function<String, List<Double>> logits) {
        this.form = form;
        this.logits = logits;
    }

    /** What a method of the catalogue makes of passages d0, d1, ... */
    static Ranking ranked(Method method, Model model, Map<String, String> settings, String... passages) {
        List<Hit> hits = new ArrayList<>();
        for (String passage : passages) {
            hits.add(new Hit(Candidate.of("d" + hits.size(), passage), 0));
        }
        return method.reranker(model, settings).rerank(new Ranking(Query.of("what is tea"), hits, Scale.REAL));
    }

    /** The texts that a prompt is tokenized in. */
    List<String> stretches() {
        List<String> stretches = new ArrayList<>();
        for (Prompt.Part part : shown.getFirst().parts()) {
            if (stretches.isEmpty() || part.apart()) {
                stretches.add(part.text());
            } else {
                stretches.add(stretches.removeLast() + part.text());
            }
        }
        return stretches;
    }

    @Override
    public List<LabelLogits> logits(List<Prompt> prompts, List<String> asked) {
        shown.addAll(prompts);
        labels.clear();
        labels.addAll(asked);
        return prompts.stream()
                .map(prompt -> {
                    Prompt.Part passage = prompt.part("passage 1");
                    int read = Math.min(passage.text().length(), passage.maxTokens());
                    return new LabelLogits(
                            logits.apply(passage.text()),
                            false,
                            read,
                            List.of(new ReadPart("passage 1", passage.text().length(), read)));
                })
                .toList();
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Set<Prompt.Form> forms() {
        return EnumSet.of(form, Prompt.Form.PLAIN);
    }

    @Override
    public String name() {
        return "teller";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.of(NextToken.class);
    }

    @Override
    public <C extends Capability> C as(Class<C> capability) {
        if (capability != NextToken.class) {
            throw new MissingCapabilityException(this, capability);
        }
        return capability.cast(this);
    }

    @Override
    public void close() {}
}
