package dev.podium.torch;

import dev.podium.model.Likelihood;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.model.TokenLikelihoods;
import dev.podium.text.PromptTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Given texts behind prompts, as if the model had written them.
 *
 * @param model that tells how probable they are
 */
record TorchLikelihood(WritingModel model) implements Likelihood {

    @Override
    public List<TokenLikelihoods> likelihoods(List<Prompt> prompts, List<String> continuations) {
        if (prompts.size() != continuations.size()) {
            throw new IllegalArgumentException("The continuations (%d) must be as many as the prompts (%d)."
                    .formatted(continuations.size(), prompts.size()));
        }
        List<PromptTokens> read = new ArrayList<>();
        List<int[]> ids = new ArrayList<>();
        List<int[]> following = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            int[] own = model.tokenizer().encode(continuations.get(i), false).ids();
            if (own.length == 0) {
                throw new IllegalArgumentException(
                        "The continuation \"%s\" has no token.".formatted(continuations.get(i)));
            }
            PromptTokens prompt = model.tokens(prompts.get(i), own.length);
            read.add(prompt);
            ids.add(prompt.ids());
            following.add(own);
        }
        float[][] logProbs = model.calculated(() -> model.next().logProbs(ids, following));
        List<TokenLikelihoods> told = new ArrayList<>();
        long tokens = 0;
        for (int i = 0; i < logProbs.length; i++) {
            List<Double> own = new ArrayList<>();
            for (float logProb : logProbs[i]) {
                own.add((double) logProb);
            }
            told.add(new TokenLikelihoods(own, read.get(i).size(), read.get(i).parts()));
            tokens += read.get(i).size() + own.size();
        }
        Tally.called(told.size(), tokens, 0);
        return told;
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public Set<Prompt.Form> forms() {
        return model.forms();
    }
}
