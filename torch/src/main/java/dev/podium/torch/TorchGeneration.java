package dev.podium.torch;

import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.model.TokenLogProb;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.Sampling;
import dev.podium.torch.decoder.Writer;
import dev.podium.torch.decoder.WritingOptions;
import dev.podium.torch.decoder.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Text written by a decoder in process.
 *
 * @param ends tokens that end an answer
 */
record TorchGeneration(WritingModel words, CausalLm model, Set<Integer> ends) implements Generation {

    @Override
    public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
        return written(conversations.stream().map(Prompt::chat).toList(), options);
    }

    @Override
    public List<Generated> complete(List<String> prompts, GenerationOptions options) {
        return written(
                prompts.stream()
                        .map(text -> Prompt.plain(Prompt.Part.fixed(text)))
                        .toList(),
                options);
    }

    private List<Generated> written(List<Prompt> prompts, GenerationOptions options) {
        List<int[]> ids = prompts.stream()
                .map(prompt -> words.tokens(prompt, options.maxTokens()).ids())
                .toList();
        if (ids.stream().anyMatch(prompt -> prompt.length == 0)) {
            throw new IllegalArgumentException(
                    "A prompt has no token, and this model begins with none of its own.\nMaybe give it a word to go on from.");
        }
        List<Written> written =
                words.turn().take(() -> new Writer(model, words.tokenizer()).write(ids, writing(options)));
        List<Generated> generated = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Written answer = written.get(i);
            int tokens = answer.thoughts().length + answer.ids().length;
            generated.add(new Generated(
                    answer.text(),
                    answer.finish() == Written.Finish.STOP ? Generated.Finish.STOP : Generated.Finish.LENGTH,
                    ids.get(i).length,
                    tokens,
                    answer.places().stream().map(this::told).toList(),
                    options.promptLogProbs() ? prompt(ids.get(i)) : List.of()));
            Tally.called(1, ids.get(i).length, tokens);
        }
        return generated;
    }

    private WritingOptions writing(GenerationOptions options) {
        Sampling sampling = options.temperature() == 0
                ? Sampling.GREEDY
                : Sampling.at(options.temperature()).topP(options.topP());
        // Left to chance where nobody says otherwise: asked twice, it answers twice.
        long seed = options.seed() == null ? ThreadLocalRandom.current().nextLong() : options.seed();
        return WritingOptions.sampled(options.maxTokens(), sampling, seed)
                .endedBy(ends)
                .stoppingAt(options.stop().toArray(String[]::new))
                .telling(options.topLogProbs() == null ? -1 : options.topLogProbs());
    }

    private TokenLogProb told(Written.Place place) {
        return new TokenLogProb(
                text(place.chosen().token()),
                place.chosen().logProb(),
                place.top().stream()
                        .map(choice -> new TokenLogProb(text(choice.token()), choice.logProb(), List.of()))
                        .toList());
    }

    private List<TokenLogProb> prompt(int[] ids) {
        if (ids.length < 2) {
            return List.of();
        }
        float[] logProbs = words.turn().take(() -> model.logProbs(List.of(ids), new int[] {1}))[0];
        List<TokenLogProb> told = new ArrayList<>();
        for (int i = 0; i < logProbs.length; i++) {
            told.add(new TokenLogProb(text(ids[i + 1]), logProbs[i], List.of()));
        }
        return told;
    }

    private String text(int token) {
        return words.tokenizer().decode(new int[] {token}, false);
    }
}
