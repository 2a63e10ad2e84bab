package dev.podium.torch.train;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PlainText;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableScorer;
import dev.podium.text.Encoding;
import dev.podium.text.Tokenizer;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.head.SequenceClassifier;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A cross-encoder of any family of encoders, from a checkpoint with one label, that learns.
 *
 * <p>A score is the raw logit. A batch is calculated without padding; pairs of equal length share one attention, so they are sorted by
 * length within a pass and the scores put back.
 *
 * @since 0.1.0
 */
public final class TrainableCrossEncoder implements TrainableScorer, AutoCloseable {

    /**
     * How it learns.
     *
     * @param device where it is calculated
     * @param trained parameters by full name; the others are frozen, and stay in the mapped file
     * @param maxTokens of a pair; cut to what the model takes
     * @param recompute whether layers are run again backward, to save memory for a third more time
     * @param seed of what dropout drops
     */
    public record Settings(Device device, Predicate<String> trained, int maxTokens, boolean recompute, long seed) {

        /** All parameters on the CPU, with all the memory it takes. */
        public static final Settings USUAL = new Settings(Device.CPU, _ -> true, Integer.MAX_VALUE, false, 1);
    }

    private final Path folder;
    private final Settings settings;
    private final Checkpoint checkpoint;
    private final Parameters parameters;
    private final SequenceClassifier model;
    private final Tokenizer tokenizer;
    private long step;
    private int passes;

    private TrainableCrossEncoder(
            Path folder,
            Settings settings,
            Checkpoint checkpoint,
            Parameters parameters,
            SequenceClassifier model,
            Tokenizer tokenizer) {
        this.folder = folder;
        this.settings = settings;
        this.checkpoint = checkpoint;
        this.parameters = parameters;
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /**
     * The model in a folder.
     *
     * @throws ModelUnavailableException if it cannot be opened, or has another number of labels than one
     */
    public static TrainableCrossEncoder open(Path folder, Settings settings) {
        Checkpoint checkpoint = Checkpoint.open(folder);
        try {
            Parameters parameters = checkpoint.trainable(settings.device(), settings.trained());
            SequenceClassifier model = SequenceClassifier.of(checkpoint.config(), parameters);
            if (model.labels() != 1) {
                throw new ModelUnavailableException(
                        "%s has %d labels, and a score is one.\nMaybe another checkpoint: labels of classes are not scores."
                                .formatted(folder, model.labels()));
            }
            return new TrainableCrossEncoder(folder, settings, checkpoint, parameters, model, Tokenizer.open(folder));
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /** What an optimiser moves, by full name; frozen ones are among them and want no gradient. */
    public SequencedMap<String, Tensor> parameters() {
        return parameters.tensors();
    }

    /**
     * Begins a step: what dropout drops in the passes that follow depends on its number and on theirs within it, so that a run which goes
     * on from a step drops what it would have dropped.
     */
    public void begin(long number) {
        step = number;
        passes = 0;
    }

    @Override
    public Pass forward(List<Slate> slates, Mode mode) {
        List<Encoding> pairs = new ArrayList<>();
        int most = Math.min(settings.maxTokens(), model.encoder().maxTokens());
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
        int[] byLength = IntStream.range(0, ids.size())
                .boxed()
                .sorted(Comparator.comparing(i -> ids.get(i).length))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] back = new int[byLength.length];
        for (int i = 0; i < back.length; i++) {
            back[byLength[i]] = i;
        }
        TokenBatch batch = TokenBatch.of(
                IntStream.of(byLength).mapToObj(ids::get).toList(),
                IntStream.of(byLength).mapToObj(types::get).toList());
        Supplier<Tensor> scores = () ->
                model.logits(batch).reshape(-1).pick(0, Tensors.indices(back).to(parameters.device()));
        // Steps are far apart, and the streams of a pass begin at its seed: neighbours must not be near.
        long seed = (settings.seed() * 0x9E3779B97F4A7C15L + step) * 0xD1342543DE82EF95L + passes++;
        return mode == Mode.TRAIN && settings.recompute()
                ? TorchPass.recomputing(seed * 0x2545F4914F6CDD1DL, scores)
                : TorchPass.of(mode, seed * 0x2545F4914F6CDD1DL, scores);
    }

    /**
     * Writes what it has learnt as a checkpoint like the one it came from.
     *
     * @param to a folder, made if it is not there
     * @throws IOException if it cannot be written
     */
    public void write(Path to) throws IOException {
        TrainedCheckpoint.write(folder, parameters, to);
    }

    @Override
    public void close() {
        tokenizer.close();
        parameters.close();
        checkpoint.close();
    }
}
