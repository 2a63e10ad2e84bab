package dev.podium.torch.sentence;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.List;

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
        List<Packing.Segment> segments = features.packing().segments();
        int[] last = segments.stream()
                .mapToInt(segment -> segment.from() + segment.lastKey() - 1)
                .toArray();
        Tensor rows = Tensors.indices(last).to(logits.hidden().device());
        Tensor ids = (no < 0 ? Tensors.indices(yes) : Tensors.indices(yes, no)).to(logits.hidden().device());
        Tensor some = logits.words().logits(logits.hidden().pick(0, rows), ids);
        features.put(
                Features.SCORES,
                no < 0 ? some : some.slice(1, 0, 1).minus(some.slice(1, 1, 2)));
    }
}
