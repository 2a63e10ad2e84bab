package dev.podium.remote;

import dev.podium.model.TokenLogProb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Probabilities of tokens, in the two shapes of OpenAI. */
final class LogProbs {

    private LogProbs() {}

    /** Of a chat: {@code content}, an array of tokens, each with its {@code top_logprobs}. */
    static List<TokenLogProb> ofChat(Reply logProbs) {
        return logProbs.field("content").elements().stream()
                .map(token -> new TokenLogProb(
                        token.field("token").text(),
                        token.field("logprob").number(),
                        token.has("top_logprobs") ? top(token.field("top_logprobs")) : List.of()))
                .toList();
    }

    private static List<TokenLogProb> top(Reply tokens) {
        return bestFirst(tokens.elements().stream()
                .map(token -> new TokenLogProb(
                        token.field("token").text(), token.field("logprob").number(), List.of()))
                .toList());
    }

    /**
     * Of a completion: parallel arrays {@code tokens}, {@code token_logprobs} and {@code top_logprobs}, whose first is
     * null where the prompt is repeated, since nothing stands before it.
     *
     * @param repeated whether the prompt's tokens come first
     */
    static Split ofCompletion(Reply logProbs, boolean repeated, Reply reply) {
        List<Reply> tokens = logProbs.field("tokens").elements();
        List<Reply> values = logProbs.field("token_logprobs").elements();
        if (values.size() != tokens.size()) {
            throw logProbs.field("token_logprobs").wrong("must be as long as tokens (%d)".formatted(tokens.size()));
        }
        List<Reply> tops =
                logProbs.has("top_logprobs") ? logProbs.field("top_logprobs").elements() : List.of();
        // Counted from the end: offsets are in letters with some servers and in bytes with others.
        int prompt = repeated
                ? tokens.size()
                        - reply.field("usage").field("completion_tokens").count()
                : 0;
        if (prompt < 0) {
            throw logProbs.field("tokens").wrong("must hold all tokens written");
        }
        List<TokenLogProb> before = new ArrayList<>();
        List<TokenLogProb> written = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (i == 0 && repeated && values.get(0).node().isNull()) {
                continue;
            }
            TokenLogProb token = new TokenLogProb(
                    tokens.get(i).text(),
                    values.get(i).number(),
                    i < tops.size() && tops.get(i).node().isObject() ? named(tops.get(i)) : List.of());
            (i < prompt ? before : written).add(token);
        }
        return new Split(before, written);
    }

    private static List<TokenLogProb> named(Reply tops) {
        return bestFirst(tops.node().propertyNames().stream()
                .map(token -> new TokenLogProb(token, tops.field(token).number(), List.of()))
                .toList());
    }

    /** Ties stay as they came. */
    private static List<TokenLogProb> bestFirst(List<TokenLogProb> tokens) {
        return tokens.stream()
                .sorted(Comparator.comparingDouble(TokenLogProb::logProb).reversed())
                .toList();
    }

    /**
     * Tokens of the prompt and tokens written.
     *
     * @param prompt empty where not repeated
     * @param written in order
     */
    record Split(List<TokenLogProb> prompt, List<TokenLogProb> written) {
        static final Split NOTHING = new Split(List.of(), List.of());
    }
}
