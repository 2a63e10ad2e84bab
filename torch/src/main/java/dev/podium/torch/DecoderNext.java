package dev.podium.torch;

import dev.podium.torch.decoder.CausalLm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What comes next in a decoder: behind the prompt itself. */
record DecoderNext(CausalLm model) implements WritingModel.Next {

    @Override
    public float[][] logits(List<int[]> prompts, int... tokens) {
        return model.lastLogits(prompts, tokens);
    }

    @Override
    public float[][] logProbs(List<int[]> prompts, List<int[]> continuations) {
        List<int[]> sequences = new ArrayList<>();
        int[] promptTokens = new int[prompts.size()];
        for (int i = 0; i < promptTokens.length; i++) {
            int[] prompt = prompts.get(i);
            int[] continuation = continuations.get(i);
            int[] both = Arrays.copyOf(prompt, prompt.length + continuation.length);
            System.arraycopy(continuation, 0, both, prompt.length, continuation.length);
            sequences.add(both);
            promptTokens[i] = prompt.length;
        }
        return model.logProbs(sequences, promptTokens);
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public long spared() {
        return model.decoder().spared();
    }
}
