package dev.podium.torch.train;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PlainText;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.Tuning;
import dev.podium.text.Encoding;
import dev.podium.text.Tokenizer;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.encoder.EncoderSpec;
import dev.podium.torch.head.HeadKind;
import dev.podium.torch.head.SequenceClassifier;
import dev.podium.torch.layer.SideBySide;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A cross-encoder of any family of encoders that learns: from a checkpoint with one label, or from a bare encoder that gets a head.
 *
 * <p>A score is the raw logit. A batch is calculated without padding; pairs of equal length share one attention, so they are sorted by
 * length within a pass and the scores put back. What a bi-encoder's folder says of pooling and normalising does not count here: a
 * cross-encoder has another end.
 *
 * @since 0.1.0
 */
public final class TrainableCrossEncoder implements TrainableScorer {

    private final SequenceClassifier model;
    private final Tokenizer tokenizer;
    private final Device device;
    private final int maxTokens;
    private final TorchLearner learner;

    private TrainableCrossEncoder(
            SequenceClassifier model, Tokenizer tokenizer, Device device, int maxTokens, TorchLearner learner) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.device = device;
        this.maxTokens = Math.min(maxTokens, model.encoder().maxTokens());
        this.learner = learner;
    }

    /**
     * The model in a folder, to learn.
     *
     * @throws ModelUnavailableException if it cannot be opened, or has another number of labels than one
     */
    public static TrainableModel open(Path folder, Tuning tuning) {
        return Opened.of(folder, tuning, checkpoint -> withHead(checkpoint, tuning.seed()), opened -> {
            SequenceClassifier model = SequenceClassifier.of(opened.checkpoint().config(), opened.parameters());
            if (model.labels() != 1) {
                throw new ModelUnavailableException(
                        "%s has %d labels, and a score is one.\nMaybe another checkpoint: labels of classes are not scores."
                                .formatted(folder, model.labels()));
            }
            Built built = Built.of(folder, opened.parameters(), model.encoder(), "SEQ_CLS")
                    .with(opened.fresh())
                    .taking(CrossEncoderConfig::belongs)
                    .finishing(
                            to -> CrossEncoderConfig.write(opened.checkpoint().config(), to.resolve("config.json")));
            return opened.learning(
                    built,
                    learner -> new TrainableCrossEncoder(
                            model, opened.tokenizer(), opened.parameters().device(), tuning.maxTokens(), learner));
        });
    }

    /** @param seed of a head that is drawn */
    private static Opened.Read withHead(Checkpoint checkpoint, long seed) {
        TensorSource source = checkpoint.source();
        if (HeadKind.of(checkpoint.config(), source) == HeadKind.LABELS) {
            return Opened.Read.plain(checkpoint);
        }
        FreshHead head = new FreshHead(source, checkpoint.config(), EncoderSpec.of(checkpoint.config()), seed);
        return new Opened.Read(head, head::drew);
    }

    @Override
    public Pass forward(List<Slate> slates, Mode mode) {
        record Pair(String query, Candidate candidate) {}
        List<Pair> shown = new ArrayList<>();
        for (Slate slate : slates) {
            String query = PlainText.of(slate.query());
            slate.candidates().forEach(candidate -> shown.add(new Pair(query, candidate)));
        }
        List<Encoding> pairs = SideBySide.of(
                shown, pair -> tokenizer.encodePair(pair.query(), PlainText.of(pair.candidate()), maxTokens));
        return forward(
                pairs.stream().map(Encoding::ids).toList(),
                pairs.stream().map(Encoding::types).toList(),
                mode);
    }

    /** The same for pairs that are tokens already. @param ids of each pair @param types of each token of each */
    public Pass forward(List<int[]> ids, List<int[]> types, Mode mode) {
        ByLength byLength = ByLength.of(ids.size(), i -> ids.get(i).length);
        TokenBatch batch = TokenBatch.of(byLength.sorted(ids), byLength.sorted(types));
        Supplier<Tensor> scores = () -> model.logits(batch)
                .reshape(-1)
                .pick(0, Tensors.indices(byLength.places()).to(device));
        return new TorchPass(learner.open(mode, scores));
    }
}
