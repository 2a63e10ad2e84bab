package dev.podium.torch.train;

import dev.podium.model.Embedding;
import dev.podium.model.Prompt;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.Tuning;
import dev.podium.model.train.VectorPass;
import dev.podium.text.ChatTemplate;
import dev.podium.text.PromptTokens;
import dev.podium.text.Special;
import dev.podium.text.Tokenizer;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.decoder.Decoder;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A language model that learns to embed: by the vector of the last token, after the final norm, of length 1.
 *
 * <p>As it embeds where it serves: a text is followed by the token that ends one, a prompt is read as it stands. Source: E2Rank, arXiv
 * 2510.22733.
 */
final class TrainableDecoderEmbedding implements TrainableEmbedding {

    private static final double LEAST = 1e-12; // torch's normalize

    private final Decoder decoder;
    private final Tokenizer tokenizer;
    private final @Nullable ChatTemplate template;
    private final OptionalInt end;
    private final int maxTokens;
    private final TorchLearner learner;

    private TrainableDecoderEmbedding(
            Decoder decoder, Checkpoint checkpoint, Tokenizer tokenizer, int maxTokens, TorchLearner learner) {
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.template = checkpoint.chatTemplateIfThere();
        this.end = tokenizer.special(Special.EOS);
        this.maxTokens = Math.min(maxTokens, decoder.maxTokens());
        this.learner = learner;
    }

    static TrainableModel open(Path folder, Tuning tuning) {
        return Opened.of(folder, tuning, opened -> {
            Parameters parameters = opened.parameters();
            Decoder decoder = opened.keep(Decoder.of(opened.checkpoint().config(), parameters));
            return opened.learning(
                    Built.of(folder, parameters, null, "FEATURE_EXTRACTION"),
                    learner -> new TrainableDecoderEmbedding(
                            decoder, opened.checkpoint(), opened.tokenizer(), tuning.maxTokens(), learner));
        });
    }

    @Override
    public VectorPass forward(List<String> texts, Embedding.Role role, Mode mode) {
        return forward(texts.stream().map(this::tokens).toList(), mode);
    }

    @Override
    public Set<Prompt.Form> forms() {
        return template == null ? Set.of(Prompt.Form.PLAIN) : Set.of(Prompt.Form.PLAIN, Prompt.Form.CHAT);
    }

    @Override
    public VectorPass forwardPrompts(List<Prompt> prompts, Mode mode) {
        return forward(
                prompts.stream()
                        .map(prompt -> PromptTokens.of(prompt, tokenizer, template, maxTokens)
                                .ids())
                        .toList(),
                mode);
    }

    private int[] tokens(String text) {
        Prompt prompt = Prompt.plain(Prompt.Part.document("text", text, Integer.MAX_VALUE));
        int[] ids = PromptTokens.of(prompt, tokenizer, null, Math.max(1, maxTokens - (end.isPresent() ? 1 : 0)))
                .ids();
        // Some tokenizers put the mark there themselves.
        if (end.isPresent() && (ids.length == 0 || ids[ids.length - 1] != end.getAsInt())) {
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = end.getAsInt();
        }
        return ids;
    }

    private VectorPass forward(List<int[]> texts, Mode mode) {
        if (texts.stream().anyMatch(ids -> ids.length == 0)) {
            throw new IllegalArgumentException(
                    "A text has no token, and this model puts no mark around it: there is nothing that it could be embedded by.\nMaybe leave empty texts out.");
        }
        ByLength byLength = ByLength.of(texts.size(), i -> texts.get(i).length);
        List<int[]> sorted = byLength.sorted(texts);
        List<int[]> last =
                sorted.stream().map(ids -> new int[] {ids.length - 1}).toList();
        return new TorchVectorPass(learner.open(mode, () -> {
            Tensor x = decoder.afresh(sorted, last);
            Tensor vectors = x.over(x.times(x).sum(-1, true).sqrt().clamp(LEAST, Double.POSITIVE_INFINITY));
            return vectors.pick(0, Tensors.indices(byLength.places()).to(vectors.device()));
        }));
    }
}
