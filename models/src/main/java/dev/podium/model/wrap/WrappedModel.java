package dev.podium.model.wrap;

import dev.podium.Scale;
import dev.podium.model.Capability;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Model;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Similarity;
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
            case Embedding embedding -> new WrappedEmbedding(this, embedding);
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
    }

    private record WrappedEmbedding(WrappedModel outer, Embedding inner) implements Embedding {
        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            return outer.call("embed", inner, role, texts, some -> inner.embed(some, role));
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
}
