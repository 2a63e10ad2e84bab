package dev.podium.method;

import dev.podium.Candidate;
import dev.podium.Scale;
import dev.podium.model.AnswerForm;
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
import dev.podium.model.Prompt.Kind;
import dev.podium.model.ReadPart;
import dev.podium.model.Scored;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import dev.podium.model.TokenLikelihoods;
import dev.podium.model.TokenLogProb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A model of every capability that sees the worth of a passage written in it: {@code worth 0.731}.
 *
 * <p>Asked for words it answers within the form it is held to, so run methods with {@code held=yes}. Asked for the least relevant, it
 * answers so. It counts the prompts, texts and pairs it is shown.
 */
final class Clairvoyant implements Model {

    private static final Pattern WORTH = Pattern.compile("worth (\\d\\.\\d+)");

    private final Random random;
    private final double chanceToErr;
    private long calls;

    private Clairvoyant(long seed, double chanceToErr) {
        this.random = new Random(seed);
        this.chanceToErr = chanceToErr;
    }

    /** Always right. */
    static Clairvoyant perfect() {
        return new Clairvoyant(0, 0);
    }

    /** Sees a random worth with this chance, each time anew. */
    static Clairvoyant noisy(long seed, double chanceToErr) {
        return new Clairvoyant(seed, chanceToErr);
    }

    /** A candidate of this worth, from 0 to 1. */
    static Candidate candidate(String id, double worth) {
        return Candidate.of(id, String.format(Locale.ROOT, "a passage called %s of worth %.6f", id, worth));
    }

    /** Prompts, texts and pairs shown so far. */
    long calls() {
        return calls;
    }

    private double worth(String text) {
        Matcher matcher = WORTH.matcher(text);
        double worth = matcher.find() ? Double.parseDouble(matcher.group(1)) : 0.5;
        return chanceToErr > 0 && random.nextDouble() < chanceToErr ? random.nextDouble() : worth;
    }

    private void called(long texts) {
        calls += texts;
        Tally.called(texts, 0, 0);
    }

    private double[] worths(Prompt prompt) {
        return prompt.parts().stream()
                .filter(part -> part.kind() == Kind.DOCUMENT)
                .mapToDouble(part -> worth(part.text()))
                .toArray();
    }

    /** Indices, best first, ties as shown; worst first where that is asked for. */
    private List<Integer> order(Prompt prompt) {
        double[] worths = worths(prompt);
        double sign = prompt.text().toLowerCase(Locale.ROOT).contains("select the least") ? 1 : -1;
        return IntStream.range(0, worths.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> sign * worths[i]))
                .toList();
    }

    private String answer(Prompt prompt, AnswerForm form) {
        return switch (form) {
            case AnswerForm.OneOf(List<String> labels) ->
                labels.size() == worths(prompt).length
                        ? labels.get(order(prompt).getFirst())
                        : labels.get(worths(prompt)[0] > 0.5 ? 0 : labels.size() - 1);
            case AnswerForm.Some(List<String> labels, int size, String separator) ->
                String.join(
                        separator,
                        order(prompt).stream().map(labels::get).limit(size).toList());
            case AnswerForm.WholeNumber(int least, int greatest) ->
                String.valueOf(Math.round(least + worths(prompt)[0] * (greatest - least)));
            case AnswerForm.Scores(List<String> keys, int least, int greatest) -> {
                double[] worths = worths(prompt);
                List<String> pairs = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    pairs.add("\"%s\": %d".formatted(keys.get(i), Math.round(least + worths[i] * (greatest - least))));
                }
                yield "{" + String.join(", ", pairs) + "}";
            }
        };
    }

    @Override
    public <C extends Capability> C as(Class<C> capability) {
        Map<Class<?>, Capability> all = Map.of(
                Generation.class, new Writes(),
                NextToken.class, new Tells(),
                Likelihood.class, new Weighs(),
                PairScoring.class, new Scores(),
                ListScoring.class, new ScoresLists(),
                Embedding.class, new Embeds(),
                Attention.class, new Attends());
        return capability.cast(all.get(capability));
    }

    private final class Writes implements Generation {
        @Override
        public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
            return write(conversations.stream().map(Prompt::chat).toList(), options);
        }

        @Override
        public List<Generated> complete(List<String> prompts, GenerationOptions options) {
            throw new UnsupportedOperationException("prompts have parts");
        }

        @Override
        public List<Generated> write(List<Prompt> prompts, GenerationOptions options) {
            called(prompts.size());
            AnswerForm form = options.form();
            return prompts.stream()
                    .map(prompt -> {
                        String text = form == null ? "I would rather not say." : answer(prompt, form);
                        List<TokenLogProb> told = options.topLogProbs() == null
                                ? List.of()
                                : List.of(new TokenLogProb(text, 0, List.of()));
                        return new Generated(text, Generated.Finish.STOP, 10, 5, told, List.of());
                    })
                    .toList();
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.values());
        }

        @Override
        public boolean constrains() {
            return true;
        }
    }

    private final class Tells implements NextToken {
        @Override
        public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
            called(prompts.size());
            return prompts.stream()
                    .map(prompt -> {
                        double[] worths = worths(prompt);
                        List<Double> logits = worths.length == labels.size()
                                ? Arrays.stream(worths).boxed().toList()
                                : IntStream.range(0, labels.size())
                                        .mapToObj(label -> label == 0 ? worths[0] : -worths[0])
                                        .toList();
                        return new LabelLogits(logits, false, 10, List.of());
                    })
                    .toList();
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.values());
        }
    }

    private final class Weighs implements Likelihood {
        @Override
        public List<TokenLikelihoods> likelihoods(List<Prompt> prompts, List<String> continuations) {
            called(prompts.size());
            return prompts.stream()
                    .map(prompt -> new TokenLikelihoods(List.of(worths(prompt)[0] - 2), 10, List.of()))
                    .toList();
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.values());
        }
    }

    private final class Attends implements Attention {
        @Override
        public List<AttentionMass> mass(List<Prompt> prompts, String from, List<String> to) {
            called(prompts.size());
            return prompts.stream()
                    .map(prompt -> new AttentionMass(
                            to.stream()
                                    .map(part -> Collections.nCopies(
                                            4,
                                            prompt.text().contains("N/A")
                                                    ? 0.0
                                                    : worth(prompt.part(part).text())))
                                    .toList(),
                            10,
                            to.stream().map(part -> new ReadPart(part, 4, 4)).toList()))
                    .toList();
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.values());
        }
    }

    private final class Scores implements PairScoring {
        @Override
        public List<Scored> score(String query, List<String> documents) {
            called(documents.size());
            return documents.stream()
                    .map(document -> new Scored(worth(document), 5, 5))
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
            return Integer.MAX_VALUE;
        }
    }

    private final class ScoresLists implements ListScoring {
        @Override
        public List<List<Scored>> score(List<Asked> lists) {
            called(lists.stream().mapToLong(list -> list.documents().size()).sum());
            return lists.stream()
                    .map(list -> list.documents().stream()
                            .map(document -> new Scored(worth(document), 5, 5))
                            .toList())
                    .toList();
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }

    /** Worth is the cosine to the query, which is the first axis; a prompt of several passages counts as a query. */
    private final class Embeds implements Embedding {
        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            called(texts.size());
            return texts.stream()
                    .map(text -> vector(role == Role.QUERY ? 1 : worth(text)))
                    .toList();
        }

        @Override
        public List<Embedded> embed(List<Prompt> prompts) {
            called(prompts.size());
            return prompts.stream()
                    .map(prompt -> vector(worths(prompt).length == 1 ? worths(prompt)[0] : 1))
                    .toList();
        }

        private Embedded vector(double cosine) {
            return new Embedded(new float[] {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)}, 5, 5);
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.values());
        }

        @Override
        public Similarity similarity() {
            return Similarity.COSINE;
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }

    @Override
    public String name() {
        return "clairvoyant";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.copyOf(Capability.all());
    }

    @Override
    public void close() {}
}
