package dev.podium.torch;

import dev.podium.model.ListScoring;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.ReadPart;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import dev.podium.text.PromptTokens;
import dev.podium.text.Tokenizer;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.seq2seq.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A list scored by views of its passages: MVP.
 *
 * <p>Each passage is read on its own with the query, behind one token a view: {@code <extra_id_0>... | Query: q | Context: d}, of at
 * most 256 tokens, of which the passage's last give way. What becomes of the scores is said at {@link Views}; the order in which the
 * passages stand does not count.
 *
 * <p>Source: arXiv 2509.07485 and its public code.
 */
record MvpScoring(Tokenizer tokenizer, Views views, String beginning, int maxTokens, Turn turn) implements ListScoring {

    private static final int PUBLISHED_TOKENS = 256;

    private static final String QUERY = "query";
    private static final String DOCUMENT = "document";

    /**
     * @param count of views
     * @param maxTokens wanted at most
     * @throws IllegalArgumentException if the tokenizer has not so many tokens for views
     */
    static MvpScoring of(T5 model, Tokenizer tokenizer, int count, int maxTokens) {
        List<String> tokens =
                IntStream.range(0, count).mapToObj("<extra_id_%d>"::formatted).toList();
        tokens.forEach(tokenizer::id);
        return new MvpScoring(
                tokenizer,
                new Views(model, count),
                tokens.stream().collect(Collectors.joining()) + " | Query: ",
                Math.min(PUBLISHED_TOKENS, maxTokens),
                new Turn());
    }

    @Override
    public List<List<Scored>> score(List<Asked> lists) {
        List<PromptTokens> read = lists.stream()
                .flatMap(list -> list.documents().stream().map(document -> read(list.query(), document)))
                .toList();
        int[] sizes = lists.stream().mapToInt(list -> list.documents().size()).toArray();
        double[][] scores = turn.take(
                () -> views.scores(read.stream().map(PromptTokens::ids).toList(), sizes));
        List<List<Scored>> scored = new ArrayList<>();
        int at = 0;
        for (double[] list : scores) {
            List<Scored> own = new ArrayList<>();
            for (double score : list) {
                ReadPart document = read.get(at++).parts().getLast();
                if (!Double.isFinite(score)) {
                    throw new ModelUnavailableException(
                            "The model gave the score %s.\nMaybe its weights are damaged, or of half precision and overflowed."
                                    .formatted(score));
                }
                own.add(new Scored(score, document.tokens(), document.tokensUsed()));
            }
            scored.add(own);
        }
        Tally.called(read.size(), read.stream().mapToLong(PromptTokens::size).sum(), 0);
        return scored;
    }

    private PromptTokens read(String query, String document) {
        Prompt prompt = Prompt.plain(
                Part.fixed(beginning),
                Part.query(QUERY, query),
                Part.fixed(" | Context: "),
                Part.document(DOCUMENT, document, Integer.MAX_VALUE));
        return PromptTokens.of(prompt, tokenizer, null, maxTokens);
    }
}
