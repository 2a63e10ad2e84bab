package dev.podium.torch;

import dev.podium.model.ListScoring;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.ReadPart;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import dev.podium.text.PromptTokens;
import dev.podium.text.Tokenizer;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.seq2seq.ViewedText;
import dev.podium.torch.seq2seq.Views;
import java.util.ArrayList;
import java.util.List;

/**
 * A list scored by views of its passages: MVP.
 *
 * <p>Each passage is read on its own with the query, as {@link ViewedText} says. What becomes of the scores is said at {@link Views}; the order in which the
 * passages stand does not count.
 *
 * <p>Source: arXiv 2509.07485 and its public code.
 */
record MvpScoring(ViewedText text, Views views, Turn turn) implements ListScoring {

    /**
     * @param count of views
     * @param maxTokens wanted at most
     * @throws IllegalArgumentException if the tokenizer has not so many tokens for views
     */
    static MvpScoring of(T5 model, Tokenizer tokenizer, int count, int maxTokens) {
        return new MvpScoring(ViewedText.of(tokenizer, count, maxTokens), new Views(model, count), new Turn());
    }

    @Override
    public List<List<Scored>> score(List<Asked> lists) {
        List<PromptTokens> read = lists.stream()
                .flatMap(list -> list.documents().stream().map(document -> text.read(list.query(), document)))
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

    @Override
    public int maxTokens() {
        return text.maxTokens();
    }
}
