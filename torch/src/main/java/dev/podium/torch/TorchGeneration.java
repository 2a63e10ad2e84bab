package dev.podium.torch;

import dev.podium.model.AnswerForm;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.model.TokenLogProb;
import dev.podium.text.PromptTokens;
import dev.podium.text.Tokenizer;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.Sampling;
import dev.podium.torch.decoder.Writer;
import dev.podium.torch.decoder.WritingOptions;
import dev.podium.torch.decoder.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Text written by a decoder in process.
 *
 * @param ends tokens that end an answer
 * @param answers that can be asked for
 */
record TorchGeneration(WritingModel words, CausalLm model, Set<Integer> ends, AnswerForms answers)
        implements Generation {

    @Override
    public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
        return write(conversations.stream().map(Prompt::chat).toList(), options);
    }

    @Override
    public List<Generated> complete(List<String> prompts, GenerationOptions options) {
        return write(
                prompts.stream()
                        .map(text -> Prompt.plain(Prompt.Part.fixed(text)))
                        .toList(),
                options);
    }

    @Override
    public List<Generated> write(List<Prompt> prompts, GenerationOptions options) {
        List<PromptTokens> read = prompts.stream()
                .map(prompt -> words.tokens(prompt, room(options)))
                .toList();
        if (read.stream().anyMatch(prompt -> prompt.size() == 0)) {
            throw new IllegalArgumentException(
                    "A prompt has no token, and this model begins with none of its own.\nMaybe give it a word to go on from.");
        }
        List<AnswerForms.@Nullable Held> within = new ArrayList<>();
        List<WritingOptions> each = new ArrayList<>();
        WritingOptions common = writing(options).endedBy(ends);
        for (PromptTokens prompt : read) {
            AnswerForms.Held held = held(options.form(), prompt);
            WritingOptions own = common.atMost(words.maxTokens() - prompt.size());
            within.add(held);
            each.add(held == null ? own : own.within(held.grammar()));
        }
        List<int[]> ids = read.stream().map(PromptTokens::ids).toList();
        List<Written> written = words.calculated(() -> new Writer(model, words.tokenizer()).write(ids, each));
        List<Generated> generated = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Written answer = written.get(i);
            AnswerForms.Held held = within.get(i);
            int tokens = answer.thoughts().length + answer.ids().length;
            generated.add(new Generated(
                    held == null ? answer.text() : held.told(answer.text()),
                    finish(answer),
                    ids.get(i).length,
                    tokens,
                    told(answer, words.tokenizer()),
                    options.promptLogProbs() ? prompt(ids.get(i)) : List.of(),
                    read.get(i).parts()));
            Tally.called(1, ids.get(i).length, tokens);
        }
        return generated;
    }

    /**
     * Tokens kept free behind a prompt. Methods that think allow thousands, as their large checkpoints do; a model that reads no more than
     * that in all keeps half of it for the prompt, and its answer ends where its length does.
     */
    private int room(GenerationOptions options) {
        return Math.min(options.maxTokens(), Math.max(1, words.maxTokens() / 2));
    }

    private AnswerForms.@Nullable Held held(@Nullable AnswerForm form, PromptTokens prompt) {
        if (form == null) {
            return null;
        }
        if (!answers.constrains()) {
            throw new IllegalArgumentException(
                    "This model names no token that ends an answer, so its answers cannot be held to a form.\nMaybe generation_config.json is missing beside its weights.");
        }
        return answers.of(form, prompt.ending());
    }

    @Override
    public Set<Prompt.Form> forms() {
        return words.forms();
    }

    @Override
    public boolean constrains() {
        return answers.constrains();
    }

    /** How options are written by, without what ends an answer. */
    static WritingOptions writing(GenerationOptions options) {
        Sampling sampling = options.temperature() == 0
                ? Sampling.GREEDY
                : Sampling.at(options.temperature()).topP(options.topP());
        // Left to chance where nobody says otherwise: asked twice, it answers twice.
        long seed = options.seed() == null ? ThreadLocalRandom.current().nextLong() : options.seed();
        return WritingOptions.sampled(options.maxTokens(), sampling, seed)
                .stoppingAt(options.stop().toArray(String[]::new))
                .telling(options.topLogProbs() == null ? -1 : options.topLogProbs());
    }

    /** The tokens of an answer with their probabilities, where they were asked for. */
    static List<TokenLogProb> told(Written answer, Tokenizer tokenizer) {
        return answer.places().stream()
                .map(place -> new TokenLogProb(
                        text(place.chosen().token(), tokenizer),
                        place.chosen().logProb(),
                        place.top().stream()
                                .map(choice ->
                                        new TokenLogProb(text(choice.token(), tokenizer), choice.logProb(), List.of()))
                                .toList()))
                .toList();
    }

    static Generated.Finish finish(Written answer) {
        return answer.finish() == Written.Finish.STOP ? Generated.Finish.STOP : Generated.Finish.LENGTH;
    }

    private List<TokenLogProb> prompt(int[] ids) {
        if (ids.length < 2) {
            return List.of();
        }
        float[] logProbs = words.calculated(() -> model.logProbs(List.of(ids), new int[] {1}))[0];
        List<TokenLogProb> told = new ArrayList<>();
        for (int i = 0; i < logProbs.length; i++) {
            told.add(new TokenLogProb(text(ids[i + 1], words.tokenizer()), logProbs[i], List.of()));
        }
        return told;
    }

    private static String text(int token, Tokenizer tokenizer) {
        return tokenizer.decode(new int[] {token}, false);
    }
}
