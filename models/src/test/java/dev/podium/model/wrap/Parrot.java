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
import dev.podium.model.ReadPart;
import dev.podium.model.Scored;
import dev.podium.model.Similarity;
import dev.podium.model.TokenLikelihoods;
import dev.podium.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private ListScoring lists() {
        return new ListScoring() {
            @Override
            public List<List<Scored>> score(List<Asked> lists) {
                asked(lists);
                before.run();
                return lists.stream()
                        .map(list -> list.documents().stream()
                                .map(text -> new Scored(
                                        text.length()
                                                / (double) list.documents().size(),
                                        1,
                                        1))
                                .toList())
                        .toList();
            }

            @Override
            public int maxTokens() {
                return 64;
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
            public List<Embedded> embed(List<Prompt> prompts) {
                asked(prompts);
                before.run();
                return prompts.stream()
                        .map(prompt -> new Embedded(
                                new float[] {
                                    prompt.text().length(), prompt.parts().size()
                                },
                                9,
                                8))
                        .toList();
            }

            @Override
            public Set<Prompt.Form> forms() {
                return Set.of(Prompt.Form.CHAT);
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

    private NextToken nextToken() {
        return new NextToken() {
            @Override
            public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
                asked(prompts);
                before.run();
                return prompts.stream()
                        .map(prompt -> new LabelLogits(
                                labels.stream()
                                        .map(label -> prompt.text().length() / 7.0 - label.length())
                                        .toList(),
                                false,
                                prompt.text().length(),
                                List.of()))
                        .toList();
            }

            @Override
            public int maxTokens() {
                return 1024;
            }

            @Override
            public Set<Prompt.Form> forms() {
                return Set.of(Prompt.Form.PLAIN, Prompt.Form.CHAT);
            }
        };
    }

    private Likelihood likelihood() {
        return new Likelihood() {
            @Override
            public List<TokenLikelihoods> likelihoods(List<Prompt> prompts, List<String> continuations) {
                asked(prompts);
                before.run();
                List<TokenLikelihoods> told = new ArrayList<>();
                for (int i = 0; i < prompts.size(); i++) {
                    told.add(new TokenLikelihoods(
                            List.of(-continuations.get(i).length() / 3.0, -0.1),
                            prompts.get(i).text().length(),
                            List.of()));
                }
                return told;
            }

            @Override
            public int maxTokens() {
                return 1024;
            }

            @Override
            public Set<Prompt.Form> forms() {
                return Set.of(Prompt.Form.PLAIN);
            }
        };
    }

    private Attention attention() {
        return new Attention() {
            @Override
            public List<AttentionMass> mass(List<Prompt> prompts, String from, List<String> to) {
                asked(prompts);
                before.run();
                return prompts.stream()
                        .map(prompt -> new AttentionMass(
                                to.stream()
                                        .map(part ->
                                                List.of(prompt.part(part).text().length() / 9.0))
                                        .toList(),
                                prompt.text().length(),
                                List.of(new ReadPart(from, 2, 1))))
                        .toList();
            }

            @Override
            public int maxTokens() {
                return 1024;
            }

            @Override
            public Set<Prompt.Form> forms() {
                return Set.of(Prompt.Form.PLAIN);
            }
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.copyOf(Capability.all());
    }

    @Override
    public <C extends Capability> C as(Class<C> wanted) {
        Map<Class<?>, Capability> all = Map.of(
                PairScoring.class, pairs(),
                ListScoring.class, lists(),
                Embedding.class, embedding(),
                Generation.class, generation(),
                NextToken.class, nextToken(),
                Likelihood.class, likelihood(),
                Attention.class, attention());
        return wanted.cast(all.get(wanted));
    }

    @Override
    public void close() {
        closed = true;
    }
}
