package dev.podium.torch;

import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.ReadPart;
import dev.podium.model.Tally;
import dev.podium.text.PromptTokens;
import dev.podium.torch.decoder.WritingOptions;
import dev.podium.torch.decoder.Written;
import dev.podium.torch.seq2seq.Memory;
import dev.podium.torch.seq2seq.T5Writer;
import dev.podium.torch.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Text written by an encoder-decoder in process; conversations it does not know.
 *
 * <p>A fused prompt is several texts: the encoder reads each on its own, and the decoder looks at what it made of all of them
 * (Fusion-in-Decoder, arXiv 2007.01282; LiT5, arXiv 2312.16098). Each text may be as long as the model reads.
 *
 * @param words around the network
 * @param next reads prompts
 * @param answers that can be asked for
 */
record T5Generation(WritingModel words, T5Next next, AnswerForms answers) implements Generation {

    // Of the texts that are read at a time, but for a prompt that alone has more.
    private static final int MOST_TOKENS = 8192;
    private static final int MOST_PROMPTS = 64;

    /** A prompt as the encoder reads it, a text at a time. */
    private record Texts(List<PromptTokens> texts) {

        int tokens() {
            return texts.stream().mapToInt(PromptTokens::size).sum();
        }

        int[] ids() {
            return texts.stream()
                    .flatMapToInt(text -> Arrays.stream(text.ids()))
                    .toArray();
        }

        List<ReadPart> parts() {
            return texts.stream().flatMap(text -> text.parts().stream()).toList();
        }
    }

    @Override
    public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
        throw new IllegalArgumentException(
                "This model was trained on plain text and takes no conversations.\nMaybe ask it to complete a prompt.");
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
        if (options.promptLogProbs()) {
            throw new IllegalArgumentException(
                    "This model tells no probabilities of a prompt, which its encoder reads at once.\nMaybe ask for the likelihood of given texts instead.");
        }
        List<Texts> read = prompts.stream().map(this::texts).toList();
        AnswerForms.Held held = options.form() == null ? null : answers.of(options.form(), "");
        WritingOptions common =
                TorchGeneration.writing(options).endedBy(Set.of(next.model().end()));
        WritingOptions writing = held == null ? common : common.within(held.grammar());
        List<Generated> generated = new ArrayList<>();
        for (int from = 0; from < read.size(); ) {
            int to = from;
            int tokens = 0;
            while (to < read.size()
                    && to - from < MOST_PROMPTS
                    && (to == from || tokens + read.get(to).tokens() <= MOST_TOKENS)) {
                tokens += read.get(to++).tokens();
            }
            List<Texts> some = read.subList(from, to);
            List<Written> written = words.turn().take(() -> written(some, writing));
            for (int i = 0; i < some.size(); i++) {
                generated.add(generated(some.get(i), written.get(i), held));
            }
            from = to;
        }
        return generated;
    }

    private Texts texts(Prompt prompt) {
        if (prompt.form() != Prompt.Form.FUSED) {
            return new Texts(List.of(words.tokens(prompt, 0)));
        }
        List<PromptTokens> texts = new ArrayList<>();
        List<Prompt.Part> parts = prompt.parts();
        for (int from = 0; from < parts.size(); ) {
            int to = from + 1;
            while (to < parts.size() && !parts.get(to).apart()) {
                to++;
            }
            texts.add(words.tokens(new Prompt(Prompt.Form.PLAIN, parts.subList(from, to)), 0));
            from = to;
        }
        return new Texts(texts);
    }

    private List<Written> written(List<Texts> prompts, WritingOptions options) {
        try (Scope _ = Scope.open()) {
            Memory texts = next.memory(prompts.stream()
                    .flatMap(prompt -> prompt.texts().stream())
                    .map(PromptTokens::ids)
                    .toList());
            int[] counts =
                    prompts.stream().mapToInt(prompt -> prompt.texts().size()).toArray();
            return new T5Writer(next.model(), ids -> words.tokenizer().decode(ids, true))
                    .write(
                            texts.fused(counts),
                            prompts.stream().map(Texts::ids).toList(),
                            prompts.stream().map(_ -> options).toList());
        }
    }

    private Generated generated(Texts prompt, Written answer, AnswerForms.@Nullable Held held) {
        int tokens = prompt.tokens();
        Tally.called(1, tokens, answer.ids().length);
        return new Generated(
                held == null ? answer.text() : held.told(answer.text()),
                TorchGeneration.finish(answer),
                tokens,
                answer.ids().length,
                TorchGeneration.told(answer, words.tokenizer()),
                List.of(),
                prompt.parts());
    }

    @Override
    public Set<Prompt.Form> forms() {
        return Set.of(Prompt.Form.PLAIN, Prompt.Form.FUSED);
    }

    @Override
    public boolean constrains() {
        return true;
    }
}
