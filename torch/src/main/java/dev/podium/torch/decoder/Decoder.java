package dev.podium.torch.decoder;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Backbone;
import dev.podium.torch.layer.Noise;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.Recomputation;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder without a head: from tokens to vectors.
 *
 * <p>Sequences of a call share what they begin with, in this call and with the last ones; {@link Session}s keep what they have read.
 * Neither changes a vector by more than the rounding of a matrix product. One thread at a time.
 *
 * @since 0.1.0
 */
public final class Decoder implements Backbone, AutoCloseable {

    private final DecoderSpec spec;
    private final Device device;
    private final Parameters parameters;
    private final Tensor embeddings;
    private final List<DecoderLayer> layers = new ArrayList<>();
    private final Norm norm;
    private final Reader reader;
    private long spared;

    private Decoder(DecoderSpec spec, Parameters p) {
        this.spec = spec;
        this.device = p.device();
        this.parameters = p;
        this.embeddings = p.tensor("embed_tokens.weight");
        for (int i = 0; i < spec.layers().size(); i++) {
            layers.add(new DecoderLayer(spec, p.at("layers." + i)));
        }
        this.norm = Norm.of(p, "norm", spec);
        this.reader = new Reader(this);
    }

    /** The decoder of a checkpoint. @param parameters at the root; a prefix of the model's name may be there or not */
    public static Decoder of(Config config, Parameters parameters) {
        return new Decoder(DecoderSpec.of(config), body(parameters));
    }

    /** Where the layers are: bare, under the model, or under the language model of one that sees pictures. */
    private static Parameters body(Parameters parameters) {
        for (String path : List.of("model.language_model", "language_model.model", "model", "language_model")) {
            if (parameters.hasUnder(path + ".layers")) {
                return parameters.at(path);
            }
        }
        return parameters;
    }

    /** In what it differs from others. */
    public DecoderSpec spec() {
        return spec;
    }

    @Override
    public int width() {
        return spec.width();
    }

    @Override
    public int maxTokens() {
        return spec.maxTokens();
    }

    Device device() {
        return device;
    }

    /** See {@link Parameters#changes}. */
    long changes() {
        return parameters.changes();
    }

    /** The table of embeddings, unscaled, [vocabulary, width]. */
    Tensor embeddings() {
        return embeddings;
    }

    // ---------------------------------------------------------------- whole batches

    /**
     * {@inheritDoc}
     *
     * <p>Sequences share within the call only, so that gradients flow through all of it and weights may have changed since the last
     * call; {@link #last} and {@link #at} keep what many sequences begin with for the next call.
     */
    @Override
    public Tensor hidden(TokenBatch batch, Observer observer) {
        List<int[]> sequences = new ArrayList<>();
        int[] all = batch.ids();
        int[] layout = new int[all.length];
        Arrays.fill(layout, -1);
        int at = 0;
        for (Packing.Segment segment : batch.packing().segments()) {
            int from = segment.from() + segment.firstKey();
            int to = segment.from() + segment.lastKey();
            sequences.add(Arrays.copyOfRange(all, from, to));
            for (int token = from; token < to; token++) {
                layout[token] = at++;
            }
        }
        List<int[]> places = sequences.stream().map(Decoder::upTo).toList();
        try (Scope scope = Scope.open()) {
            Tensor seen = observer.equals(Observer.NONE)
                    ? normed(
                            reader.read(sequences, places, false, layers.size()).getFirst())
                    : observed(sequences, observer);
            return scope.keep(laidOut(seen, layout));
        }
    }

    static int[] upTo(int[] ids) {
        int[] places = new int[ids.length];
        Arrays.setAll(places, i -> i);
        return places;
    }

    /** One pass over all, to be looked at. */
    private Tensor observed(List<int[]> sequences, Observer observer) {
        asked(sequences.stream().mapToLong(ids -> ids.length).sum());
        Plan plan = bidirectional(sequences.stream().map(Branch::of).toList());
        try (Pass pass = pass(plan, observer)) {
            Tensor last = through(embedded(plan), pass, 0, layers.size(), null);
            return normed(pass.inOrder(last));
        }
    }

    private Plan bidirectional(List<Branch> branches) {
        return spec.bidirectional() ? Plan.apart(branches) : Plan.shared(branches);
    }

    /** Rows where they belong; padding, which nobody calculated, is zero. */
    private Tensor laidOut(Tensor rows, int[] layout) {
        boolean same = layout.length == rows.size(0);
        if (same) {
            return rows;
        }
        Tensor padded = Tensors.cat(
                List.of(rows, Tensors.zeros(Kind.FLOAT32, 1, spec.width()).to(device)), 0);
        int[] from =
                Arrays.stream(layout).map(row -> row < 0 ? rows.size(0) : row).toArray();
        return padded.pick(0, Tensors.indices(from).to(device));
    }

    // ---------------------------------------------------------------- some places

    /**
     * The vectors of each sequence's last token, after the final norm.
     *
     * @return [sequences, width]
     */
    public Tensor last(List<int[]> sequences) {
        return at(
                sequences,
                sequences.stream().map(ids -> new int[] {ids.length - 1}).toList());
    }

    /**
     * The vectors at some places, after the final norm.
     *
     * @param places of each sequence, from 0
     * @return [all places, width], those of the first sequence first
     */
    public Tensor at(List<int[]> sequences, List<int[]> places) {
        try (Scope scope = Scope.open()) {
            return scope.keep(
                    normed(reader.read(sequences, places, true, layers.size()).getFirst()));
        }
    }

    /**
     * The same, of nothing that was kept and with nothing to be kept: so gradients flow through all of it, and weights may have changed
     * since the last call.
     *
     * @param places of each sequence, from 0
     * @return [all places, width], those of the first sequence first
     */
    public Tensor afresh(List<int[]> sequences, List<int[]> places) {
        try (Scope scope = Scope.open()) {
            return scope.keep(
                    normed(reader.read(sequences, places, false, layers.size()).getFirst()));
        }
    }

    /**
     * What goes from layer to layer at some places, before any final norm; {@link #normed} lays it on. What lies behind the last
     * layer asked for is not calculated.
     *
     * @param afterLayers how many layers have been passed, ascending; 0 for the embeddings
     * @return for each of these [all places, width], those of the first sequence first
     */
    public List<Tensor> at(List<int[]> sequences, List<int[]> places, int... afterLayers) {
        return reader.read(sequences, places, true, afterLayers);
    }

    /** The final norm. @param x [..., width] */
    public Tensor normed(Tensor x) {
        return norm.of(x);
    }

    /**
     * Forgets what is kept between calls: <b>to be called when weights or adapters have changed</b>, and to give memory back.
     */
    public void forgetPrefixes() {
        reader.forget();
    }

    /**
     * Tokens of sequences that did not have to be calculated until now, since they were shared within a call or known from another;
     * those calculated again for a text that grew beyond a border are taken off.
     */
    public long spared() {
        return spared;
    }

    /** Counts what somebody wants read; what is calculated of it is taken off where it is. */
    void asked(long tokens) {
        spared += tokens;
    }

    /** What of texts is known before they are gone on with; see {@link Reader#begin}. */
    List<Past> begin(List<int[]> texts) {
        return reader.begin(texts);
    }

    // ---------------------------------------------------------------- by the caller's own hand

    /** The embeddings of tokens, scaled as this decoder does, [tokens, width]: to be changed and given back. */
    public Tensor embedded(int... ids) {
        Tensor rows = Functional.embedding(embeddings, Tensors.indices(ids).to(device));
        return spec.embeddingScale() == 1 ? rows : rows.times(spec.embeddingScale());
    }

    /**
     * Some of the layers over sequences of vectors, which see nothing of each other.
     *
     * @param x [tokens, width], sequences end to end
     * @param lengths of the sequences
     * @param from how many layers have been passed
     * @param to how many shall have been
     * @return [tokens, width], before any final norm
     */
    public Tensor between(Tensor x, int[] lengths, int from, int to) {
        List<Branch> branches = Arrays.stream(lengths)
                .mapToObj(length -> Branch.of(new int[length]))
                .toList();
        try (Scope scope = Scope.open();
                Pass pass = pass(Plan.apart(branches), Observer.NONE)) {
            return scope.keep(through(x, pass, from, to, null));
        }
    }

    // ---------------------------------------------------------------- what others here are made of

    /**
     * A pass at the positions where the tokens stand.
     *
     * @throws IllegalArgumentException if texts of these lengths are turned in different ways
     */
    Pass pass(Plan plan, Observer observer) {
        int regime = spec.regime(plan.longest());
        if (plan.branches().stream().anyMatch(branch -> spec.regime(branch.tokens()) != regime)) {
            throw new IllegalArgumentException(
                    "Texts of up to %d tokens lie on both sides of a length at which positions are scaled anew.\nMaybe look at them one by one."
                            .formatted(plan.longest()));
        }
        return pass(plan, new int[][] {plan.positions()}, regime, observer);
    }

    /** A pass at positions of the caller's, or of part of a text. @param positions [axis][row] */
    Pass pass(Plan plan, int[][] positions, int regime, Observer observer) {
        return new Pass(spec, plan, positions, regime, observer, device);
    }

    Tensor embedded(Plan plan) {
        spared -= plan.rows();
        return Noise.on(
                embedded(plan.ids()),
                plan.runs().stream().mapToInt(run -> run.ids.length).toArray());
    }

    /**
     * Rows through some of the layers.
     *
     * @param wanted rows that are needed behind the last of them, or null for all
     */
    Tensor through(Tensor given, Pass pass, int from, int to, int @Nullable [] wanted) {
        Tensor x = given;
        Observer observer = pass.observer();
        boolean watched = !observer.equals(Observer.NONE);
        if (watched && from == 0) {
            observer.hidden(0, pass.inOrder(x));
        }
        for (int layer = from; layer < to; layer++) {
            int[] some = layer == to - 1 ? wanted : null;
            Tensor next = Recomputation.isOn() ? stepAgain(x, layer, pass, some) : step(x, layer, pass, some);
            if (x != given) {
                x.close();
            }
            x = next;
            if (watched) {
                observer.hidden(layer + 1, pass.inOrder(x));
                if (!observer.goesOnAfter(layer + 1)) {
                    break;
                }
            }
        }
        return from == to && wanted != null ? x.pick(0, Tensors.indices(wanted).to(device)) : x;
    }

    private Tensor step(Tensor x, int layer, Pass pass, int @Nullable [] wanted) {
        try (Scope scope = Scope.open()) {
            Tensor rows = wanted == null ? null : Tensors.indices(wanted).to(device);
            return scope.keep(layers.get(layer).of(x, layer, pass, rows));
        }
    }

    /** A step that is run again backward, when this pass is closed; nobody looks then. */
    private Tensor stepAgain(Tensor x, int layer, Pass pass, int @Nullable [] wanted) {
        return Recomputation.of(x, input -> {
            try (Pass own = pass.again()) {
                return step(input, layer, own, wanted);
            }
        });
    }

    @Override
    public void close() {
        reader.close();
    }
}
