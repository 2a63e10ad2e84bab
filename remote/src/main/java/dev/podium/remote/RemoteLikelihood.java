package dev.podium.remote;

import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Likelihood;
import dev.podium.model.Prompt;
import dev.podium.model.ProviderException;
import dev.podium.model.TokenLikelihoods;
import dev.podium.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Likelihoods by the probabilities that a service tells of a prompt it repeats ({@code echo}).
 *
 * <p>Prompt and continuation travel as one text, so the service may make one token of what stands on both sides of the seam; such a
 * token counts for the side it ends on, and a continuation whose tokens cannot be told apart from the prompt's is an error. A
 * conversation cannot be repeated: plain prompts only.
 *
 * @param generation of the same service
 */
record RemoteLikelihood(Service service, Generation generation) implements Likelihood {

    @Override
    public List<TokenLikelihoods> likelihoods(List<Prompt> prompts, List<String> continuations) {
        if (prompts.size() != continuations.size()) {
            throw new IllegalArgumentException("The continuations (%d) must be as many as the prompts (%d)."
                    .formatted(continuations.size(), prompts.size()));
        }
        List<TokenLikelihoods> likelihoods = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            likelihoods.add(one(prompts.get(i), continuations.get(i)));
        }
        return likelihoods;
    }

    private TokenLikelihoods one(Prompt prompt, String continuation) {
        if (prompt.form() == Prompt.Form.CHAT) {
            throw new IllegalArgumentException(
                    "The model (%s) tells no probabilities of a conversation's tokens.\nMaybe ask with a plain prompt."
                            .formatted(service.name()));
        }
        if (continuation.isEmpty()) {
            throw new IllegalArgumentException("A continuation must not be empty.");
        }
        Generated answer = generation
                .complete(
                        List.of(prompt.text() + continuation),
                        GenerationOptions.greedy(1).tellingPrompt())
                .getFirst();
        List<TokenLogProb> tokens = answer.prompt();
        int first = tokens.size();
        int chars = 0;
        while (first > 0 && chars < continuation.length()) {
            first--;
            chars += tokens.get(first).token().length();
        }
        String ending = String.join(
                "",
                tokens.subList(first, tokens.size()).stream()
                        .map(TokenLogProb::token)
                        .toList());
        if (!ending.endsWith(continuation)) {
            throw new ProviderException(
                    service.provider(),
                    ProviderException.NO_STATUS,
                    false,
                    null,
                    "The model (%s) repeats tokens that end in \"%s\", which must end in the continuation \"%s\".\nMaybe it writes characters outside ASCII in parts: use a model in process."
                            .formatted(service.name(), ending, continuation),
                    null);
        }
        return new TokenLikelihoods(
                tokens.subList(first, tokens.size()).stream()
                        .map(TokenLogProb::logProb)
                        .toList(),
                answer.promptTokens() - (tokens.size() - first),
                RemoteNextToken.unread(prompt));
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Set<Prompt.Form> forms() {
        return Set.of(Prompt.Form.PLAIN);
    }
}
