package dev.podium.model.wrap;

import dev.podium.model.Capability;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A call of a capability on its way to a model: what its items share, and the items, each with an answer of its own.
 *
 * <table>
 * <caption>What a call holds</caption>
 * <tr><th>capability</th><th>common</th><th>an item</th><th>its answer</th></tr>
 * <tr><td>PairScoring</td><td>the query, a String</td><td>a document, a String</td><td>Scored</td></tr>
 * <tr><td>Embedding</td><td>the Role</td><td>a text, a String</td><td>Embedded</td></tr>
 * <tr><td>Generation, chat</td><td>the GenerationOptions</td><td>a List of Message</td><td>Generated</td></tr>
 * <tr><td>Generation, complete</td><td>the GenerationOptions</td><td>a prompt, a String</td><td>Generated</td></tr>
 * <tr><td>NextToken</td><td>the labels, a List of String</td><td>a Prompt</td><td>LabelLogits</td></tr>
 * <tr><td>Likelihood</td><td>an empty String</td><td>a Continued</td><td>TokenLikelihoods</td></tr>
 * <tr><td>Attention</td><td>a Looking</td><td>a Prompt</td><td>AttentionMass</td></tr>
 * </table>
 *
 * @param <I> an item
 * @param <R> its answer
 * @since 0.1.0
 */
public final class Call<I, R> {

    private final String model;
    private final String question;
    private final Capability capability;
    private final Object common;
    private final List<I> items;
    private final Function<List<I>, List<R>> answers;

    Call(
            String model,
            String question,
            Capability capability,
            Object common,
            List<I> items,
            Function<List<I>, List<R>> answers) {
        this.model = model;
        this.question = question;
        this.capability = capability;
        this.common = Objects.requireNonNull(common, "common");
        this.items = List.copyOf(items);
        this.answers = answers;
    }

    /** The name of the model. */
    public String model() {
        return model;
    }

    /** What is asked, by the name of the capability's method: {@code score}, {@code embed}, {@code chat},
     * {@code complete}, {@code logits}, {@code likelihoods}, {@code mass}. */
    public String question() {
        return question;
    }

    /** The model's own capability: what it says of itself may be read, asking it goes past every wrapper below. */
    public Capability capability() {
        return capability;
    }

    /** What all items share. */
    public Object common() {
        return common;
    }

    /** What is asked about, at least one. */
    public List<I> items() {
        return items;
    }

    /** Asks the model about all items. */
    public List<R> ask() {
        return ask(items);
    }

    /**
     * Asks the model about other items, with what is common as it is; none cost nothing.
     *
     * @throws IllegalStateException if the model does not give one answer an item
     */
    public List<R> ask(List<I> others) {
        if (others.isEmpty()) {
            return List.of();
        }
        List<R> given = answers.apply(others);
        if (given.size() != others.size()) {
            throw new IllegalStateException(
                    "The model (%s) gave %d answers to %d questions.".formatted(model, given.size(), others.size()));
        }
        return given;
    }

    @Override
    public String toString() {
        return "%s of %d items to %s".formatted(question, items.size(), model);
    }
}
