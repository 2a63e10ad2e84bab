package dev.podium.torch.verify;

import dev.podium.torch.decoder.CausalLm;
import java.util.ArrayList;
import java.util.List;

/** The most probable token always, past every end. */
final class Greedy {

    private Greedy() {}

    /** The tokens that a model writes after a prompt. */
    static List<Integer> tokens(CausalLm model, int[] prompt, int most) {
        List<Integer> written = new ArrayList<>();
        int[] so = prompt;
        while (written.size() < most) {
            float[] logits = model.lastLogits(List.of(so))[0];
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            written.add(best);
            so = java.util.Arrays.copyOf(so, so.length + 1);
            so[so.length - 1] = best;
        }
        return written;
    }
}
