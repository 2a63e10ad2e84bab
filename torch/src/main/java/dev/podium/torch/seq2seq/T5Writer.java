package dev.podium.torch.seq2seq;

import dev.podium.torch.decoder.Line;
import dev.podium.torch.decoder.WritingOptions;
import dev.podium.torch.decoder.Written;
import dev.podium.torch.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes what an encoder-decoder says to the memories of several prompts, token by token.
 *
 * <p>An answer depends on its own prompt and options alone. Answers that are done are dropped, and the others go on.
 */
public final class T5Writer {

    private final T5 model;
    private final Function<int[], String> decode;

    /** @param decode tokens as text, without marks */
    public T5Writer(T5 model, Function<int[], String> decode) {
        this.model = model;
        this.decode = decode;
    }

    /**
     * Answers to memories.
     *
     * @param memory with a span for each prompt
     * @param prompts that the memory is of: with the seed they decide what is drawn
     * @param options one a prompt; the end token ends an answer if it is among theirs
     * @return in their order
     */
    public List<Written> write(Memory memory, List<int[]> prompts, List<WritingOptions> options) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            lines.add(Line.of(prompts.get(i), options.get(i), decode));
        }
        try (DecoderState state = model.decoder().begin(memory)) {
            int[] open = IntStream.range(0, lines.size()).toArray();
            int[] last = new int[open.length];
            Arrays.fill(last, model.start());
            while (open.length > 0) {
                float[] logits;
                try (Scope _ = Scope.open()) {
                    logits = model.step(state, last).floats();
                }
                int width = logits.length / open.length;
                for (int i = 0; i < open.length; i++) {
                    Line line = lines.get(open[i]);
                    last[i] = line.choose(Arrays.copyOfRange(logits, i * width, (i + 1) * width), null);
                    line.accept(last[i]);
                    line.endIfItMust();
                }
                int[] all = open;
                int[] tokens = last;
                int[] on = IntStream.range(0, all.length)
                        .filter(i -> !lines.get(all[i]).done())
                        .toArray();
                if (on.length < all.length) {
                    open = Arrays.stream(on).map(i -> all[i]).toArray();
                    last = Arrays.stream(on).map(i -> tokens[i]).toArray();
                    if (on.length > 0) {
                        state.keep(on);
                    }
                }
            }
        }
        return lines.stream().map(Line::written).toList();
    }
}
