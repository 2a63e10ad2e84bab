package dev.podium.torch.train;

import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What comes next in a decoder: behind the prompt itself. */
record DecoderWords(CausalLm model) implements Words {

    @Override
    public Tensor hidden(List<Read> lessons) {
        List<int[]> sequences = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (Read lesson : lessons) {
            int before = lesson.prompt().length;
            // Nothing is asked behind the last token, so nobody reads it.
            int[] ids = Arrays.copyOf(lesson.prompt(), lesson.length());
            System.arraycopy(lesson.answer(), 0, ids, before, ids.length - before);
            int[] asked = new int[lesson.places()];
            Arrays.setAll(asked, i -> before - 1 + i);
            sequences.add(ids);
            places.add(asked);
        }
        return model.decoder().afresh(sequences, places);
    }

    @Override
    public Tensor logits(Tensor hidden) {
        return model.logits(hidden);
    }

    @Override
    public Tensor logits(Tensor hidden, int... ids) {
        return model.logits(hidden, ids);
    }

    @Override
    public int vocabulary() {
        return model.vocabulary();
    }

    @Override
    public boolean goesOn() {
        return true;
    }
}
