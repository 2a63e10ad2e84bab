package dev.podium.torch;

import dev.podium.Scale;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import dev.podium.registry.Registry;
import dev.podium.text.Special;
import dev.podium.text.Tokenizer;
import dev.podium.torch.decoder.LayerwiseScorer;
import dev.podium.torch.decoder.TokenMerging;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pairs scored by a decoder with a head behind each of its later layers, maybe with tokens of the passage merged on the way: the
 * layer-wise and the lightweight reranker of BGE.
 *
 * <p>A pair is {@code A: query}, a line break, {@code B: passage}, a line break and the words that the checkpoint was trained with,
 * each tokenized apart; a passage too long loses its end, a query is cut at three quarters of the room. Source: FlagEmbedding.
 *
 * @param around what stands around query and passage
 * @param layer whose head is read
 * @param merging of the passage's tokens, or none
 * @param maxTokens of all
 */
record LayerwiseScoring(
        LayerwiseScorer scorer,
        Tokenizer tokenizer,
        Around around,
        int layer,
        @Nullable TokenMerging merging,
        int maxTokens,
        Turn turn)
        implements PairScoring {

    /** Tokens of query and passage together that the published code reads, the words behind them not counted. */
    private static final int PUBLISHED_TOKENS = 1024;

    // Of pairs whose tokens are merged, which share nothing: those of one pass.
    private static final int MOST_TOKENS = 4096;
    private static final int PART = 1024; // pairs whose tokens are in memory at once

    private static final String QUERY = "A: ";
    private static final String PASSAGE = "B: ";

    /**
     * What stands around query and passage.
     *
     * @param begin marks before all
     * @param separator between the parts
     * @param prompt behind all
     * @param label tokens of the label before a passage, which are none of its own
     */
    record Around(int[] begin, int[] separator, int[] prompt, int label) {

        static Around of(Tokenizer tokenizer, String prompt) {
            OptionalInt begin = tokenizer.special(Special.BOS);
            return new Around(
                    begin.isPresent() ? new int[] {begin.getAsInt()} : new int[0],
                    tokenizer.ids("\n"),
                    tokenizer.ids(prompt),
                    tokenizer.ids(PASSAGE.strip()).length);
        }

        int behind() {
            return separator.length + prompt.length;
        }
    }

    /** A pair as tokens. @param passage where its tokens are */
    private record Pair(int[] ids, TokenMerging.Part passage, int tokens, int tokensUsed) {}

    /**
     * @param checkpoint in the registry whose prompt this one was trained with
     * @param layer or none for the published one, or the last where there are fewer
     * @param maxTokens wanted at most
     */
    static LayerwiseScoring of(
            LayerwiseScorer scorer,
            Tokenizer tokenizer,
            String checkpoint,
            OptionalInt layer,
            @Nullable TokenMerging merging,
            int maxTokens) {
        int[] heads = scorer.cutoffs();
        int cutoff = layer.orElse(Math.clamp(28, heads[0], heads[heads.length - 1]));
        if (Arrays.stream(heads).noneMatch(head -> head == cutoff)) {
            throw new IllegalArgumentException("The setting layer is %d, and heads are behind the layers %s."
                    .formatted(cutoff, Arrays.toString(heads)));
        }
        Around around = Around.of(tokenizer, prompt(checkpoint));
        int most = Math.min(
                maxTokens == Integer.MAX_VALUE ? PUBLISHED_TOKENS + around.behind() : maxTokens,
                scorer.decoder().maxTokens());
        if (most - around.behind() < 2 * (1 + around.label() + around.separator().length)) {
            throw new IllegalArgumentException(
                    "The model may read %d tokens, and its own words are %d.\nMaybe raise max-tokens."
                            .formatted(most, around.behind()));
        }
        return new LayerwiseScoring(scorer, tokenizer, around, cutoff, merging, most, new Turn());
    }

    private static String prompt(String checkpoint) {
        return Registry.published()
                .find(checkpoint)
                .flatMap(known -> known.prompts().stream().findFirst())
                .flatMap(prompt -> Stream.ofNullable(prompt.text()).findFirst())
                .orElseThrow(() -> new ModelUnavailableException(
                        "The registry holds no prompt of %s, which this model was trained with."
                                .formatted(checkpoint)));
    }

    @Override
    public List<Scored> score(String query, List<String> documents) {
        int room = maxTokens - around.behind();
        int[] asked = tokenizer.ids(QUERY + query);
        int[] beginning =
                joined(around.begin(), Arrays.copyOf(asked, Math.min(asked.length, room * 3 / 4)), around.separator());
        List<Scored> scored = new ArrayList<>();
        for (int from = 0; from < documents.size(); from += PART) {
            List<Pair> part = documents.subList(from, Math.min(documents.size(), from + PART)).stream()
                    .map(document -> pair(beginning, document, room))
                    .toList();
            float[] scores = turn.take(() -> merging == null ? plain(part) : merged(part, merging));
            for (int i = 0; i < scores.length; i++) {
                scored.add(new Scored(scores[i], part.get(i).tokens, part.get(i).tokensUsed));
            }
        }
        Tally.called(
                scored.size(), scored.stream().mapToLong(Scored::tokensUsed).sum(), 0);
        return scored;
    }

    private Pair pair(int[] beginning, String document, int room) {
        int[] own = tokenizer.ids(PASSAGE + document);
        int kept = Math.clamp(room - beginning.length, 0, own.length);
        return new Pair(
                joined(beginning, Arrays.copyOf(own, kept), around.separator(), around.prompt()),
                new TokenMerging.Part(beginning.length, beginning.length + kept),
                Math.max(0, own.length - around.label()),
                Math.max(0, kept - around.label()));
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    /** What pairs begin with is read once. */
    private float[] plain(List<Pair> pairs) {
        return first(scorer.scores(pairs.stream().map(Pair::ids).toList(), layer));
    }

    private float[] merged(List<Pair> pairs, TokenMerging by) {
        float[] scores = new float[pairs.size()];
        int[] order = IntStream.range(0, pairs.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> pairs.get(i).ids.length))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int from = 0; from < order.length; ) {
            int to = from;
            int tokens = 0;
            while (to < order.length && (to == from || tokens + pairs.get(order[to]).ids.length <= MOST_TOKENS)) {
                tokens += pairs.get(order[to++]).ids.length;
            }
            List<Pair> batch =
                    Arrays.stream(order, from, to).mapToObj(pairs::get).toList();
            float[] some = first(scorer.scores(
                    batch.stream().map(Pair::ids).toList(),
                    batch.stream().map(Pair::passage).toList(),
                    by,
                    layer));
            for (int i = 0; i < some.length; i++) {
                scores[order[from + i]] = some[i];
            }
            from = to;
        }
        return scores;
    }

    private static float[] first(float[][] rows) {
        float[] column = new float[rows.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows[i][0];
        }
        return column;
    }

    @Override
    public Scale scale() {
        return Scale.REAL;
    }

    @Override
    public String activation() {
        return "identity";
    }
}
