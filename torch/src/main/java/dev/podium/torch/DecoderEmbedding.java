package dev.podium.torch;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Prompt;
import dev.podium.model.ReadPart;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import dev.podium.text.PromptTokens;
import dev.podium.torch.decoder.Decoder;
import dev.podium.torch.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The vector of a text as a language model has it at the last token, after the final norm, of length 1.
 *
 * <p>A text is followed by the token that ends one, as the tokenizer's configuration names it ({@code eos_token}), and nothing else is
 * put around it: as Qwen3-Embedding and E2Rank (arXiv 2510.22733) were trained. A prompt is read as it stands, so that a method may
 * end it as its checkpoint wants. A checkpoint with modules of sentence-transformers is a bi-encoder, and has a pooling of its own.
 *
 * @param words around the network
 * @param end of a text, if the checkpoint names one
 */
record DecoderEmbedding(WritingModel words, Decoder decoder, OptionalInt end) implements Embedding {

    // Texts whose tokens are in memory at once; a pass takes fewer where they are long.
    private static final int PART = 1024;

    private static final String TEXT = "text";

    /** Tokens to be read, and how long what they are of is. */
    private record Shown(int[] ids, int tokens, int tokensUsed) {}

    @Override
    public List<Embedded> embed(List<String> texts, Role role) {
        return embedded(texts.stream().map(this::shown).toList());
    }

    private Shown shown(String text) {
        Prompt prompt = Prompt.plain(Prompt.Part.document(TEXT, text, Integer.MAX_VALUE));
        PromptTokens read = words.tokens(prompt, end.isPresent() ? 1 : 0);
        int[] ids = read.ids();
        // Some tokenizers put the mark there themselves.
        if (end.isPresent() && (ids.length == 0 || ids[ids.length - 1] != end.getAsInt())) {
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = end.getAsInt();
        }
        ReadPart own = read.parts().getFirst();
        return new Shown(ids, own.tokens(), own.tokensUsed());
    }

    @Override
    public List<Embedded> embed(List<Prompt> prompts) {
        return embedded(prompts.stream()
                .map(prompt -> {
                    PromptTokens read = words.tokens(prompt, 0);
                    int cut = read.parts().stream()
                            .mapToInt(part -> part.tokens() - part.tokensUsed())
                            .sum();
                    return new Shown(read.ids(), read.size() + cut, read.size());
                })
                .toList());
    }

    private List<Embedded> embedded(List<Shown> all) {
        if (all.stream().anyMatch(one -> one.ids.length == 0)) {
            throw new IllegalArgumentException(
                    "A text has no token, and this model puts no mark around it: there is nothing that it could be embedded by.\nMaybe leave empty texts out.");
        }
        List<Embedded> embedded = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PART) {
            List<Shown> part = all.subList(from, Math.min(all.size(), from + PART));
            List<int[]> ids = part.stream().map(Shown::ids).toList();
            float[] rows = words.calculated(() -> {
                try (Scope _ = Scope.open()) {
                    return decoder.last(ids).floats();
                }
            });
            int width = decoder.width();
            for (int i = 0; i < part.size(); i++) {
                embedded.add(new Embedded(
                        normalised(Arrays.copyOfRange(rows, i * width, (i + 1) * width)),
                        part.get(i).tokens,
                        part.get(i).tokensUsed));
            }
        }
        Tally.called(all.size(), all.stream().mapToLong(one -> one.ids.length).sum(), 0);
        return embedded;
    }

    private static float[] normalised(float[] vector) {
        double sum = 0;
        for (float number : vector) {
            sum += (double) number * number;
        }
        double length = Math.sqrt(sum);
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    @Override
    public Set<Prompt.Form> forms() {
        return words.forms();
    }

    @Override
    public Similarity similarity() {
        return Similarity.COSINE;
    }

    @Override
    public int dimensions() {
        return decoder.width();
    }

    @Override
    public int maxTokens() {
        return words.maxTokens();
    }
}
