package dev.podium.model;

import dev.podium.Ranking;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import java.util.List;

/**
 * What a piece of work will cost, known before the first call.
 *
 * <p>Calls and rounds are counted: where a method's number of calls does not depend on the answers, they are exact. Tokens are
 * estimated from the prompts of the first round of some lists, a token for every four letters: good for an order of magnitude and a
 * bill, and within a quarter for English. Repeats after unreadable answers come on top.
 *
 * @param queries lists to be ranked
 * @param documents candidates in them, together
 * @param fewestCalls prompts, texts or pairs shown to the model at least
 * @param mostCalls at most
 * @param rounds of questions that must wait for one another, over one list, at most
 * @param promptTokens read, about
 * @param completionTokens written, at most
 * @since 0.1.0
 */
public record Plan(
        int queries,
        long documents,
        long fewestCalls,
        long mostCalls,
        long rounds,
        long promptTokens,
        long completionTokens) {

    // English in the vocabularies of today's models: between 4 and 5 letters a token
    private static final int LETTERS = 4;

    /** Lists that are looked at for their texts; with more the estimate hardly moves. */
    private static final int SAMPLE = 8;

    static long tokens(String text) {
        return (text.length() + LETTERS - 1L) / LETTERS;
    }

    static Plan of(Order order, List<Ranking> rankings) {
        long documents = 0;
        long fewest = 0;
        long most = 0;
        long rounds = 0;
        long shown = 0;
        for (Ranking ranking : rankings) {
            Effort effort = order.effort(ranking.size());
            documents += ranking.size();
            fewest += effort.fewest();
            most += effort.most();
            rounds = Math.max(rounds, effort.rounds());
            shown += effort.shown();
        }
        Sample sample = Sample.of(order, rankings);
        return new Plan(
                rankings.size(),
                documents,
                fewest,
                most,
                rounds,
                Math.round(most * sample.fixed() + shown * sample.document()),
                most * sample.written());
    }

    /** Means over the texts of first rounds. */
    private record Sample(double fixed, double document, int written) {
        static Sample of(Order order, List<Ranking> rankings) {
            long texts = 0;
            long fixed = 0;
            long documents = 0;
            long tokens = 0;
            int written = 0;
            List<Ranking> full =
                    rankings.stream().filter(ranking -> ranking.size() > 1).toList();
            for (Ranking ranking : full.subList(0, Math.min(SAMPLE, full.size()))) {
                try {
                    order.rerank(ranking);
                } catch (Unasked.Questioned first) {
                    written = Math.max(written, first.written());
                    for (Unasked.Questioned.Text text : first.texts()) {
                        texts++;
                        fixed += text.fixed();
                        documents += text.documents().size();
                        tokens += text.documents().stream()
                                .mapToLong(Long::longValue)
                                .sum();
                    }
                }
            }
            return new Sample(
                    texts == 0 ? 0 : (double) fixed / texts, documents == 0 ? 0 : (double) tokens / documents, written);
        }
    }
}
