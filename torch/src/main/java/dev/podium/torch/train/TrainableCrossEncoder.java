package dev.podium.torch.train;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PlainText;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.text.Encoding;
import dev.podium.text.Tokenizer;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.encoder.EncoderSpec;
import dev.podium.torch.head.HeadKind;
import dev.podium.torch.head.SequenceClassifier;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
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
public final class TrainableCrossEncoder implements TrainableModel, TrainableScorer {

    private final Path folder;
    private final Tuning tuning;
    private final Checkpoint checkpoint;
    private final Parameters parameters;
    private final SequenceClassifier model;
    private final Tokenizer tokenizer;
    private final TorchLearner learner;

    private TrainableCrossEncoder(
            Path folder,
            Tuning tuning,
            Checkpoint checkpoint,
            Parameters parameters,
            SequenceClassifier model,
            Predicate<String> fresh) {
        this.folder = folder;
        this.tuning = tuning;
        this.checkpoint = checkpoint;
        this.parameters = parameters;
        this.model = model;
        this.tokenizer = Tokenizer.open(folder);
        SequencedMap<String, Parameters> parts = new LinkedHashMap<>();
        parts.put("", parameters);
        Built built = new Built(folder, parts, fresh, model.encoder(), "SEQ_CLS", Built.Finish.NOTHING);
        this.learner = new TorchLearner(Moving.of(tuning.tuned(), built, tuning.seed()), tuning);
    }

    /**
     * The model in a folder.
     *
     * @throws ModelUnavailableException if it cannot be opened, or has another number of labels than one
     */
    public static TrainableCrossEncoder open(Path folder, Tuning tuning) {
        Checkpoint checkpoint = Checkpoint.open(folder);
        try {
            TensorSource source = checkpoint.source();
            Predicate<String> fresh = _ -> false;
            if (HeadKind.of(checkpoint.config(), source) != HeadKind.LABELS) {
                FreshHead head =
                        new FreshHead(source, checkpoint.config(), EncoderSpec.of(checkpoint.config()), tuning.seed());
                fresh = head::drew;
                source = head;
            }
            Parameters parameters = Parameters.trainable(source, Device.CPU, Moving.trained(tuning.tuned(), fresh));
            SequenceClassifier model = SequenceClassifier.of(checkpoint.config(), parameters);
            if (model.labels() != 1) {
                throw new ModelUnavailableException(
                        "%s has %d labels, and a score is one.\nMaybe another checkpoint: labels of classes are not scores."
                                .formatted(folder, model.labels()));
            }
            return new TrainableCrossEncoder(folder, tuning, checkpoint, parameters, model, fresh);
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /** What moves, by full name; frozen ones are among them and want no gradient. */
    public SequencedMap<String, Tensor> parameters() {
        return parameters.tensors();
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public long trained() {
        return learner.trained();
    }

    @Override
    public <C> C as(Class<C> capability) {
        if (capability.isInstance(this)) {
            return capability.cast(this);
        }
        throw new UnsupportedOperationException("A cross-encoder (%s) learns as TrainableScorer, and %s was asked for."
                .formatted(folder, capability.getSimpleName()));
    }

    @Override
    public void begin(long step) {
        learner.begin(step);
    }

    @Override
    public double step(double share, double clip) {
        return learner.step(share, clip);
    }

    @Override
    public void forget() {
        learner.forget();
    }

    @Override
    public boolean rewind() {
        return learner.rewind();
    }

    @Override
    public void keep(Path file, long step) throws IOException {
        learner.keep(file, step);
    }

    @Override
    public long resume(Path file) throws IOException {
        return learner.resume(file);
    }

    @Override
    public Pass forward(List<Slate> slates, Mode mode) {
        List<Encoding> pairs = new ArrayList<>();
        int most = Math.min(tuning.maxTokens(), model.encoder().maxTokens());
        for (Slate slate : slates) {
            String query = PlainText.of(slate.query());
            for (Candidate candidate : slate.candidates()) {
                pairs.add(tokenizer.encodePair(query, PlainText.of(candidate), most));
            }
        }
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
                .pick(0, Tensors.indices(byLength.places()).to(parameters.device()));
        return new TorchPass(learner.open(mode, scores));
    }

    @Override
    public void write(Path to) throws IOException {
        if (!(tuning.tuned() instanceof Tuned.Full)) {
            learner.moving().write(to);
            return;
        }
        TrainedCheckpoint.write(folder, parameters, to, CrossEncoderConfig::belongs);
        CrossEncoderConfig.write(checkpoint.config(), to.resolve("config.json"));
    }

    @Override
    public void close() {
        learner.close();
        tokenizer.close();
        parameters.close();
        checkpoint.close();
    }
}
