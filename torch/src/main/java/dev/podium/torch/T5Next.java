package dev.podium.torch;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.seq2seq.Memory;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/** What comes next in an encoder-decoder: the decoder's first token, with the prompt as its memory. */
record T5Next(T5 model) implements WritingModel.Next {

    @Override
    public float[][] logits(List<int[]> prompts, int... tokens) {
        try (Scope _ = Scope.open()) {
            Tensor logits = model.firstLogits(memory(prompts), Tensors.indices(tokens));
            float[] all = logits.floats();
            float[][] rows = new float[prompts.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(all, i * tokens.length, (i + 1) * tokens.length);
            }
            return rows;
        }
    }

    @Override
    public float[][] logProbs(List<int[]> prompts, List<int[]> continuations) {
        try (Scope _ = Scope.open()) {
            float[] all = model.logProbabilities(memory(prompts), continuations).floats();
            float[][] rows = new float[prompts.size()][];
            int at = 0;
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(all, at, at + continuations.get(i).length);
                at += rows[i].length;
            }
            return rows;
        }
    }

    /** What the encoder makes of prompts. */
    Memory memory(List<int[]> prompts) {
        TokenBatch batch = TokenBatch.of(prompts);
        return Memory.of(model.encoder().hidden(batch, Observer.NONE), batch.packing());
    }

    @Override
    public boolean goesOn() {
        return false;
    }

    /** Nothing: the encoder of a prompt sees all of it at once. */
    @Override
    public long spared() {
        return 0;
    }
}
