package dev.podium.model.wrap;

import dev.podium.Scale;
import dev.podium.model.Attention;
import dev.podium.model.AttentionMass;
import dev.podium.model.Capability;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.LabelLogits;
import dev.podium.model.Likelihood;
import dev.podium.model.ListScoring;
import dev.podium.model.Message;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Scored;
import dev.podium.model.Similarity;
import dev.podium.model.TokenLikelihoods;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A model whose every call goes through a wrapper, and which else is what it was. */
record WrappedModel(Model model, Wrapper wrapper) implements Model {

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return model.capabilities();
    }

    @Override
    public <C extends Capability> C as(Class<C> wanted) {
        Capability wrapped = switch ((Capability) model.as(wanted)) {
            case Generation generation -> new WrappedGeneration(this, generation);
            case PairScoring pairs -> new WrappedPairScoring(this, pairs);
            case ListScoring lists -> new WrappedListScoring(this, lists);
            case Embedding embedding -> new WrappedEmbedding(this, embedding);
            case NextToken next -> new WrappedNextToken(this, next);
            case Likelihood likelihood -> new WrappedLikelihood(this, likelihood);
            case Attention attention -> new WrappedAttention(this, attention);
        };
        return wanted.cast(wrapped);
    }

    @Override
    public void close() {
        model.close();
    }

    private <I, R> List<R> call(
            String question, Capability capability, Object common, List<I> items, Function<List<I>, List<R>> answers) {
        return items.isEmpty()
                ? List.of()
                : wrapper.call(new Call<>(model.name(), question, capability, common, items, answers));
    }

    private record WrappedGeneration(WrappedModel outer, Generation inner) implements Generation {
        @Override
        public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
            return outer.call("chat", inner, options, conversations, some -> inner.chat(some, options));
        }

        @Override
        public List<Generated> complete(List<String> prompts, GenerationOptions options) {
            return outer.call("complete", inner, options, prompts, some -> inner.complete(some, options));
        }

        @Override
        public List<Generated> write(List<Prompt> prompts, GenerationOptions options) {
            return outer.call("write", inner, options, prompts, some -> inner.write(some, options));
        }

        @Override
        public Set<Prompt.Form> forms() {
            return inner.forms();
        }

        @Override
        public boolean constrains() {
            return inner.constrains();
        }
    }

    private record WrappedPairScoring(WrappedModel outer, PairScoring inner) implements PairScoring {
        @Override
        public List<Scored> score(String query, List<String> documents) {
            return outer.call("score", inner, query, documents, some -> inner.score(query, some));
        }

        @Override
        public Scale scale() {
            return inner.scale();
        }

        @Override
        public String activation() {
            return inner.activation();
        }

        @Override
        public int maxTokens() {
            return inner.maxTokens();
        }

        @Override
        public boolean apart() {
            return inner.apart();
        }
    }

    private record WrappedListScoring(WrappedModel outer, ListScoring inner) implements ListScoring {
        @Override
        public List<List<Scored>> score(List<Asked> lists) {
            return outer.call("score-lists", inner, "", lists, inner::score);
        }

        @Override
        public int maxTokens() {
            return inner.maxTokens();
        }
    }

    private record WrappedEmbedding(WrappedModel outer, Embedding inner) implements Embedding {
        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            return outer.call("embed", inner, role, texts, some -> inner.embed(some, role));
        }

        @Override
        public List<Embedded> embed(List<Prompt> prompts) {
            return outer.call("embed-prompts", inner, "", prompts, inner::embed);
        }

        @Override
        public Set<Prompt.Form> forms() {
            return inner.forms();
        }

        @Override
        public Similarity similarity() {
            return inner.similarity();
        }

        @Override
        public int dimensions() {
            return inner.dimensions();
        }

        @Override
        public int maxTokens() {
            return inner.maxTokens();
        }
    }

    private record WrappedNextToken(WrappedModel outer, NextToken inner) implements NextToken {
        @Override
        public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
            return outer.call("logits", inner, labels, prompts, some -> inner.logits(some, labels));
        }

        @Override
        public int maxTokens() {
            return inner.maxTokens();
        }

        @Override
        public Set<Prompt.Form> forms() {
            return inner.forms();
        }
    }

    private record WrappedLikelihood(WrappedModel outer, Likelihood inner) implements Likelihood {
        @Override
        public List<TokenLikelihoods> likelihoods(List<Prompt> prompts, List<String> continuations) {
            return outer.call(
                    "likelihoods",
                    inner,
                    "",
                    Continued.pairs(prompts, continuations),
                    some -> inner.likelihoods(
                            some.stream().map(Continued::prompt).toList(),
                            some.stream().map(Continued::continuation).toList()));
        }

        @Override
        public int maxTokens() {
            return inner.maxTokens();
        }

        @Override
        public Set<Prompt.Form> forms() {
            return inner.forms();
        }
    }

    private record WrappedAttention(WrappedModel outer, Attention inner) implements Attention {
        @Override
        public List<AttentionMass> mass(List<Prompt> prompts, String from, List<String> to) {
            return outer.call("mass", inner, new Looking(from, to), prompts, some -> inner.mass(some, from, to));
        }

        @Override
        public int maxTokens() {
            return inner.maxTokens();
        }

        @Override
        public Set<Prompt.Form> forms() {
            return inner.forms();
        }
    }
}
