package dev.podium.torch.verify;

import dev.podium.torch.config.Config;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.Writer;
import dev.podium.torch.decoder.WritingOptions;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.seq2seq.DecoderState;
import dev.podium.torch.seq2seq.Memory;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.tensor.Scope;
import java.util.ArrayList;
import java.util.List;

/** Checks of what comes next: logits, log-probabilities, and texts written greedily. */
final class WritingChecks {

    private WritingChecks() {}

    /** Token after token, the most probable always; also past the end, as the golden ids go on. */
    static Finding greedy(Config check, Subject subject, Comparison comparison) {
        int most = check.integer("max_tokens");
        List<Integer> written = NetworkChecks.isT5(subject, check)
                ? written(subject.network(T5.class, T5::of), Inputs.ids(check, "ids"), most)
                : written(subject.causalLm(check.textOr("", "file")), Inputs.ids(check, "ids"), most);
        Finding ids = Comparison.ids(check.text("name"), check.text("kind"), written, check.integers("expect"));
        if (ids.ok() && check.has("stops_after") && check.has("eos")) {
            List<Integer> ends = check.integers("eos");
            int stops = 1;
            while (stops < most && !ends.contains(written.get(stops - 1))) {
                stops++;
            }
            if (stops != check.integer("stops_after")) {
                return comparison.failed(
                        check.text("name"),
                        check.text("kind"),
                        "it stops after %d tokens and must after %d".formatted(stops, check.integer("stops_after")));
            }
        }
        return ids;
    }

    private static List<Integer> written(CausalLm model, int[] prompt, int most) {
        // No text is wanted, and no word ends it.
        int[] ids = Writer.ofTokens(model)
                .write(List.of(prompt), WritingOptions.greedy(most))
                .getFirst()
                .ids();
        return java.util.Arrays.stream(ids).boxed().toList();
    }

    private static List<Integer> written(T5 model, int[] text, int most) {
        List<Integer> written = new ArrayList<>();
        TokenBatch batch = TokenBatch.of(List.of(text));
        Memory memory = Memory.of(model.encoder().hidden(batch, Observer.NONE), batch.packing());
        int next = model.start();
        try (DecoderState state = model.decoder().begin(memory)) {
            while (written.size() < most) {
                try (Scope _ = Scope.open()) {
                    next = (int) model.step(state, next).argmax(-1).longs()[0];
                    written.add(next);
                }
            }
        }
        return written;
    }

    /** The log-probability of each token of a continuation. */
    static Finding logProbs(Config check, Subject subject, Comparison comparison) {
        int[] prompt = Inputs.ids(check, "ids");
        int[] continuation = Inputs.ids(check, "continuation");
        int[] whole = java.util.Arrays.copyOf(prompt, prompt.length + continuation.length);
        System.arraycopy(continuation, 0, whole, prompt.length, continuation.length);
        float[][] found = subject.causalLm("").logProbs(List.of(whole), new int[] {prompt.length});
        return TextChecks.rows(check, comparison, "logprobs", found);
    }

    /** Logits of the last position of each sequence. */
    static Finding lastLogits(Config check, Subject subject, Comparison comparison) {
        return TextChecks.rows(check, comparison, "logits", subject.causalLm("").lastLogits(Inputs.shown(check)));
    }

    /** Logits of no and yes behind texts that hold their special tokens. */
    static Finding yesNo(Config check, Subject subject, Comparison comparison) {
        List<int[]> prompts = check.texts("rendered").stream()
                .map(text -> subject.tokenizer("").encode(text, false).ids())
                .toList();
        float[][] logits = subject.causalLm("").lastLogits(prompts, check.integer("no"), check.integer("yes"));
        return TextChecks.rows(check, comparison, "scores", logits);
    }
}
