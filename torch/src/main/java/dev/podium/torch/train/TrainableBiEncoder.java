package dev.podium.torch.train;

import dev.podium.Slate;
import dev.podium.model.Embedding;
import dev.podium.model.PlainText;
import dev.podium.model.Prompt;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.Tuning;
import dev.podium.model.train.VectorPass;
import dev.podium.torch.config.Config;
import dev.podium.torch.sentence.BiEncoder;
import dev.podium.torch.sentence.Task;
import dev.podium.torch.tensor.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A bi-encoder of any folder of sentence-transformers, that learns: prompts, pooling and normalisation are those that its folder says.
 *
 * <p>As a scorer it brings query and document together as M3-Embedding does (arXiv 2402.03216), half as wholes and half token by token: a
 * score is that nearness, -1..1, over the temperature {@value #TEMPERATURE}. {@code ?multi-vector=0.5} serves such
 * scores, without the temperature.
 *
 * <p>An adapter is laid over the first network; then the modules behind it are as they were.
 *
 * @since 0.1.0
 */
public final class TrainableBiEncoder implements TrainableEmbedding, TrainableScorer {

    private static final double TEMPERATURE = 0.025;
    private static final double SHARE = 0.5;

    private final BiEncoder encoder;
    private final TorchLearner learner;

    private TrainableBiEncoder(BiEncoder encoder, TorchLearner learner) {
        this.encoder = encoder;
        this.learner = learner;
    }

    /**
     * The model of a folder, to learn.
     *
     * @param folder of sentence-transformers; or a plain checkpoint, whose vectors are averaged, of a language model that of the last token
     * @throws dev.podium.model.ModelUnavailableException if it cannot be opened, or cannot have that adapter
     */
    public static TrainableModel open(Path folder, Tuning tuning) {
        if (writes(folder)) {
            return TrainableDecoderEmbedding.open(folder, tuning);
        }
        BiEncoder encoder = BiEncoder.learning(
                folder, Device.parse("auto"), Moving.trained(tuning.tuned(), _ -> false), tuning.maxTokens());
        try {
            Built built = new Built(
                    folder,
                    encoder.parameters(),
                    _ -> false,
                    encoder.encoder(),
                    "FEATURE_EXTRACTION",
                    _ -> true,
                    Built.Finish.NOTHING);
            TorchLearner learner = new TorchLearner(Moving.of(tuning.tuned(), built, tuning.seed()), tuning);
            return new LearningModel(folder.toString(), learner, new TrainableBiEncoder(encoder, learner), encoder);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /** Whether it is a language model as it came, without modules. */
    private static boolean writes(Path folder) {
        return !Files.exists(folder.resolve("modules.json"))
                && Config.readIfThere(folder.resolve("config.json")).texts("architectures").stream()
                        .anyMatch(name -> name.endsWith("ForCausalLM"));
    }

    @Override
    public VectorPass forward(List<String> texts, Embedding.Role role, Mode mode) {
        Task task = switch (role) {
            case QUERY -> Task.QUERY;
            case PASSAGE -> Task.DOCUMENT;
        };
        return new TorchVectorPass(learner.open(mode, () -> encoder.forward(texts, task)));
    }

    @Override
    public VectorPass forwardPrompts(List<Prompt> prompts, Mode mode) {
        return new TorchVectorPass(learner.open(mode, () -> encoder.forwardPrompts(prompts)));
    }

    @Override
    public Pass forward(List<Slate> slates, Mode mode) {
        List<String> queries =
                slates.stream().map(slate -> PlainText.of(slate.query())).toList();
        List<List<String>> documents = slates.stream()
                .map(slate -> slate.candidates().stream().map(PlainText::of).toList())
                .toList();
        return new TorchPass(
                learner.open(mode, () -> encoder.near(queries, documents, SHARE).times(1 / TEMPERATURE)));
    }
}
