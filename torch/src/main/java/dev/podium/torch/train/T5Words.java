package dev.podium.torch.train;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.seq2seq.Memory;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/** What comes next in an encoder-decoder: from the decoder's start on, with the prompt as its memory. */
record T5Words(T5 model) implements Words {

    @Override
    public Tensor hidden(List<Read> lessons) {
        TokenBatch batch = TokenBatch.of(lessons.stream().map(Read::prompt).toList());
        Memory memory = Memory.of(model.encoder().hidden(batch, Observer.NONE), batch.packing());
        int longest = lessons.stream().mapToInt(Read::places).max().orElse(1);
        int[][] shifted = new int[lessons.size()][longest];
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i][0] = model.start();
            System.arraycopy(
                    lessons.get(i).answer(), 0, shifted[i], 1, lessons.get(i).places() - 1);
            for (int place = 0; place < lessons.get(i).places(); place++) {
                rows.add(i * longest + place);
            }
        }
        Tensor hidden = model.decoder().hidden(memory, model.decoder().embed(shifted), Observer.NONE);
        return hidden.reshape(-1, hidden.size(2))
                .pick(
                        0,
                        Tensors.indices(rows.stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray())
                                .to(hidden.device()));
    }

    @Override
    public Tensor logits(Tensor hidden) {
        return model.logits(hidden);
    }

    @Override
    public Tensor logits(Tensor hidden, int... ids) {
        return model.logits(hidden, Tensors.indices(ids));
    }

    @Override
    public int vocabulary() {
        return model.vocabulary();
    }

    @Override
    public boolean goesOn() {
        return false;
    }
}
