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
import dev.podium.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers everything by the lengths of what it is shown, writes down each call, and runs what a test wants before it. */
final class Parrot implements Model {

    final List<List<?>> calls = new ArrayList<>();
    final AtomicInteger spoken = new AtomicInteger();
    final String name;
    Runnable before = () -> {};
    boolean closed;

    Parrot() {
        this("parrot:grey");
    }

    Parrot(String name) {
        this.name = name;
    }

    private synchronized void asked(List<?> items) {
        calls.add(List.copyOf(items));
    }

    PairScoring pairs() {
        return new PairScoring() {
            @Override
            public List<Scored> score(String query, List<String> documents) {
                asked(documents);
                before.run();
                return documents.stream()
                        .map(text -> new Scored(query.length() + text.length() / 10.0, text.length(), 1))
                        .toList();
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
                return 512;
            }
        };
    }

    private Embedding embedding() {
        return new Embedding() {
            @Override
            public List<Embedded> embed(List<String> texts, Role role) {
                asked(texts);
                before.run();
                return texts.stream()
                        .map(text -> new Embedded(new float[] {text.length() / 3f, role.ordinal()}, text.length(), 0))
                        .toList();
            }

            @Override
            public Similarity similarity() {
                return Similarity.DOT;
            }

            @Override
            public int dimensions() {
                return 2;
            }

            @Override
            public int maxTokens() {
                return 256;
            }
        };
    }

    /** Each answer is numbered, so that a repeated one is seen. */
    private Generation generation() {
        return new Generation() {
            @Override
            public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
                asked(conversations);
                before.run();
                return conversations.stream()
                        .map(turns -> answer(turns.getLast().text()))
                        .toList();
            }

            @Override
            public List<Generated> complete(List<String> prompts, GenerationOptions options) {
                asked(prompts);
                before.run();
                return prompts.stream().map(this::answer).toList();
            }

            private Generated answer(String text) {
                TokenLogProb token = new TokenLogProb("a", -0.25, List.of(new TokenLogProb("b", -1.5, List.of())));
                return new Generated(
                        text + " " + spoken.incrementAndGet(),
                        Generated.Finish.STOP,
                        text.length(),
                        2,
                        List.of(token),
                        List.of());
            }
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.of(Generation.class, PairScoring.class, Embedding.class);
    }

    @Override
    public <C extends Capability> C as(Class<C> wanted) {
        return wanted.cast(
                wanted == PairScoring.class ? pairs() : wanted == Embedding.class ? embedding() : generation());
    }

    @Override
    public void close() {
        closed = true;
    }
}
