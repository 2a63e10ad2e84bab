package dev.podium.torch.sentence;

import dev.podium.torch.config.Config;
import dev.podium.torch.tensor.Tensor;

/**
 * How much rather a language model would say yes than no: the difference of two logits behind the last token.
 *
 * @param yes the token
 * @param no the other; -1 where the logit of yes is the score
 */
record LogitScore(int yes, int no) implements Stage {

    /** Reads the module's {@code config.json}. */
    static LogitScore read(Config config) {
        return new LogitScore(config.integer("true_token_id"), config.integerOr(-1, "false_token_id"));
    }

    @Override
    public void on(Features features) {
        Features.Logits logits = features.logits();
        if (no < 0) {
            features.put(Features.SCORES, logits.behind(yes));
        } else {
            Tensor both = logits.behind(yes, no);
            features.put(Features.SCORES, both.slice(1, 0, 1).minus(both.slice(1, 1, 2)));
        }
    }
}
