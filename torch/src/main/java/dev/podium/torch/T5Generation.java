package dev.podium.torch;

import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.torch.decoder.Sampling;
import dev.podium.torch.seq2seq.DecoderState;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Text written by an encoder-decoder in process, a prompt at a time; conversations it does not know.
 *
 * @param words around the network
 * @param next reads prompts
 */
record T5Generation(WritingModel words, T5Next next) implements Generation {

    @Override
    public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
        throw new IllegalArgumentException(
                "This model was trained on plain text and takes no conversations.\nMaybe ask it to complete a prompt.");
    }

    @Override
    public List<Generated> complete(List<String> prompts, GenerationOptions options) {
        if (options.topLogProbs() != null || options.promptLogProbs()) {
            throw new IllegalArgumentException(
                    "This model tells no probabilities of what it writes.\nMaybe ask for the likelihood of given texts instead.");
        }
        List<Generated> generated = new ArrayList<>();
        for (String prompt : prompts) {
            int[] ids = words.tokens(Prompt.plain(Prompt.Part.fixed(prompt)), 0).ids();
            generated.add(words.turn().take(() -> written(ids, options)));
        }
        return generated;
    }

    private Generated written(int[] prompt, GenerationOptions options) {
        T5 model = next.model();
        Sampling sampling = options.temperature() == 0
                ? Sampling.GREEDY
                : Sampling.at(options.temperature()).topP(options.topP());
        long seed = options.seed() == null ? ThreadLocalRandom.current().nextLong() : options.seed();
        Random random = new Random(seed ^ Arrays.hashCode(prompt));
        int[] so = {};
        String text = "";
        Generated.Finish finish = Generated.Finish.LENGTH;
        try (Scope _ = Scope.open();
                DecoderState state = model.decoder().begin(next.memory(List.of(prompt)))) {
            int last = model.start();
            while (so.length < options.maxTokens()) {
                last = drawn(sampling.distribution(logits(state, last), null, so), random);
                if (last == model.end()) {
                    finish = Generated.Finish.STOP;
                    break;
                }
                so = Arrays.copyOf(so, so.length + 1);
                so[so.length - 1] = last;
                text = words.tokenizer().decode(so, true);
                int stop = stop(text, options.stop());
                if (stop >= 0) {
                    text = text.substring(0, stop);
                    finish = Generated.Finish.STOP;
                    break;
                }
            }
        }
        Tally.called(1, prompt.length, so.length);
        return new Generated(text, finish, prompt.length, so.length, List.of(), List.of());
    }

    private float[] logits(DecoderState state, int last) {
        try (Scope _ = Scope.open()) {
            return next.model().step(state, last).floats();
        }
    }

    private static int drawn(double[] probabilities, Random random) {
        double left = random.nextDouble();
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                left -= probabilities[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /** Where the first of the stop words begins; -1 if none is there. */
    private static int stop(String text, List<String> words) {
        return words.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }
}
