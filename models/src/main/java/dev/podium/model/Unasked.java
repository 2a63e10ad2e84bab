package dev.podium.model;

import dev.podium.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A model that is there to be built upon and not to be asked: the first question ends in {@link Questioned}, which tells what it was.
 *
 * <p>So a plan knows the prompts of the first round to the letter, whatever the method, and no method has to estimate itself.
 */
record Unasked(Model like, Set<Class<? extends Capability>> capabilities) implements Model {

    /** What was asked first. */
    static final class Questioned extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** One text of a call: what is read however many candidates are shown, and what is read of each. */
        record Text(long fixed, List<Long> documents) {}

        private final transient List<Text> texts;
        private final int written;

        Questioned(List<Text> texts, int written) {
            super("A plan asks nothing.", null, false, false);
            this.texts = List.copyOf(texts);
            this.written = written;
        }

        List<Text> texts() {
            return texts;
        }

        /** Tokens written for each at most. */
        int written() {
            return written;
        }
    }

    static Model offering(List<Class<? extends Capability>> needs) {
        return new Unasked(new Nothing(), Set.copyOf(needs));
    }

    static Model insteadOf(Model model) {
        return new Unasked(model, model.capabilities());
    }

    private record Nothing() implements Model {
        @Override
        public String name() {
            return "no model";
        }

        @Override
        public Set<Class<? extends Capability>> capabilities() {
            return Set.of();
        }

        @Override
        public <C extends Capability> C as(Class<C> capability) {
            throw new MissingCapabilityException(this, capability);
        }

        @Override
        public void close() {}
    }

    @Override
    public String name() {
        return like.name();
    }

    @Override
    public <C extends Capability> C as(Class<C> capability) {
        if (!capabilities.contains(capability)) {
            throw new MissingCapabilityException(this, capability);
        }
        Set<Prompt.Form> forms = forms(capability);
        for (Capability one : List.of(
                new Writes(forms),
                new Tells(forms),
                new Weighs(forms),
                new Attends(forms),
                new Scores(),
                new ScoresLists(),
                new Embeds(forms))) {
            if (capability.isInstance(one)) {
                return capability.cast(one);
            }
        }
        throw new IllegalStateException("The capability %s has no stand-in.".formatted(capability));
    }

    private <C extends Capability> Set<Prompt.Form> forms(Class<C> capability) {
        if (!like.capabilities().contains(capability)) {
            return Set.of(Prompt.Form.values());
        }
        return switch ((Capability) like.as(capability)) {
            case Generation generation -> generation.forms();
            case NextToken next -> next.forms();
            case Likelihood likelihood -> likelihood.forms();
            case Attention attention -> attention.forms();
            case Embedding embedding -> embedding.forms();
            case PairScoring _, ListScoring _ -> Set.of();
        };
    }

    @Override
    public void close() {}

    private static Questioned prompts(List<Prompt> prompts, int written) {
        List<Questioned.Text> texts = new ArrayList<>();
        for (Prompt prompt : prompts) {
            long fixed = 0;
            List<Long> documents = new ArrayList<>();
            for (Prompt.Part part : prompt.parts()) {
                long tokens = Math.min(Plan.tokens(part.text()), part.maxTokens());
                if (part.kind() == Prompt.Kind.DOCUMENT) {
                    documents.add(tokens);
                } else {
                    fixed += tokens;
                }
            }
            texts.add(new Questioned.Text(fixed, documents));
        }
        return new Questioned(texts, written);
    }

    private static Questioned.Text text(String query, String document, int maxTokens) {
        long fixed = Plan.tokens(query);
        return new Questioned.Text(fixed, List.of(Math.min(Plan.tokens(document), Math.max(1, maxTokens - fixed))));
    }

    private record Writes(Set<Prompt.Form> forms) implements Generation {
        @Override
        public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
            throw prompts(conversations.stream().map(Prompt::chat).toList(), options.maxTokens());
        }

        @Override
        public List<Generated> complete(List<String> prompts, GenerationOptions options) {
            throw prompts(
                    prompts.stream()
                            .map(text -> Prompt.plain(Prompt.Part.fixed(text)))
                            .toList(),
                    options.maxTokens());
        }

        @Override
        public List<Generated> write(List<Prompt> prompts, GenerationOptions options) {
            throw prompts(prompts, options.maxTokens());
        }

        @Override
        public boolean constrains() {
            return true;
        }
    }

    private record Tells(Set<Prompt.Form> forms) implements NextToken {
        @Override
        public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
            throw prompts(prompts, 0);
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }

    private record Weighs(Set<Prompt.Form> forms) implements Likelihood {
        @Override
        public List<TokenLikelihoods> likelihoods(List<Prompt> prompts, List<String> continuations) {
            throw prompts(prompts, 0);
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }

    private record Attends(Set<Prompt.Form> forms) implements Attention {
        @Override
        public List<AttentionMass> mass(List<Prompt> prompts, String from, List<String> to) {
            throw prompts(prompts, 0);
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }

    private record Scores() implements PairScoring {
        @Override
        public List<Scored> score(String query, List<String> documents) {
            throw new Questioned(
                    documents.stream()
                            .map(document -> text(query, document, Integer.MAX_VALUE))
                            .toList(),
                    0);
        }

        @Override
        public Scale scale() {
            return Scale.REAL;
        }

        @Override
        public String activation() {
            return "identity";
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }

    private record ScoresLists() implements ListScoring {
        @Override
        public List<List<Scored>> score(List<Asked> lists) {
            throw new Questioned(
                    lists.stream()
                            .flatMap(list -> list.documents().stream()
                                    .map(document -> text(list.query(), document, Integer.MAX_VALUE)))
                            .toList(),
                    0);
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }

    private record Embeds(Set<Prompt.Form> forms) implements Embedding {
        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            // A query alone says nothing of the passages that come after it, which are what costs.
            if (role == Role.QUERY) {
                return texts.stream()
                        .map(_ -> new Embedded(new float[] {1}, 1, 1))
                        .toList();
            }
            throw new Questioned(
                    texts.stream()
                            .map(text -> new Questioned.Text(0, List.of(Plan.tokens(text))))
                            .toList(),
                    0);
        }

        @Override
        public List<Embedded> embed(List<Prompt> prompts) {
            throw prompts(prompts, 0);
        }

        @Override
        public Similarity similarity() {
            return Similarity.COSINE;
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }
}
