package dev.podium.onnx;

import dev.podium.model.Capability;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PairScoring;
import dev.podium.text.Tokenizer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A graph, its tokenizer and what it can be asked.
 *
 * <p>Which capabilities it has is read off the graph, and the files must agree: a folder of embeddings never
 * becomes a cross-encoder with a head of random numbers, nor the other way round.
 */
final class OnnxModel implements Model {

    private final String name;
    private final Graph graph;
    private final Tokenizer tokenizer;
    private final Lanes lanes;
    private final List<Capability> offered;
    // Calls hold the read side, so that closing waits for them: native memory must not go while it is read.
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    OnnxModel(String name, EncoderConfig config, Graph graph, Tokenizer tokenizer, Lanes lanes) {
        this.name = name;
        this.graph = graph;
        this.tokenizer = tokenizer;
        this.lanes = lanes;
        offered = offered(config);
    }

    private List<Capability> offered(EncoderConfig config) {
        GraphOutput.Kind kind = graph.output().kind();
        if (kind == GraphOutput.Kind.SCORES) {
            if (config.labels() != 1 && graph.output().width() != 1) {
                throw refused("its head has %d labels, and a reranker has one".formatted(config.labels()));
            }
            return List.of(new OnnxPairScoring(this, config, Template.ofPair(tokenizer)));
        }
        if (config.crossEncoder()) {
            throw refused(
                    "its configuration says cross-encoder, but the graph ends in \"%s\" and has lost the head that scores"
                            .formatted(graph.output().name()));
        }
        if (kind == GraphOutput.Kind.TOKENS) {
            if (!config.outside().isEmpty()) {
                throw refused("the modules %s come after the pooling, but are not inside the graph"
                        .formatted(config.outside()));
            }
            if (config.pooling().isEmpty()) {
                throw refused(
                        "no file says how token vectors become one (there is no modules.json with a Pooling module); say ?pooling=mean or ?pooling=cls");
            }
        }
        OnnxEmbedding embedding = new OnnxEmbedding(this, config, Template.ofText(tokenizer));
        if (config.multiVector() == 0) {
            return List.of(embedding);
        }
        if (kind != GraphOutput.Kind.TOKENS) {
            throw refused(
                    "it was asked for vectors of tokens (?multi-vector), and its graph gives one of the whole text");
        }
        return List.of(embedding, new OnnxMultiVector(this, embedding, config.multiVector()));
    }

    private ModelUnavailableException refused(String cause) {
        return new ModelUnavailableException(
                "The model (%s) cannot be used: %s.\nMaybe export it again, for sequence classification (cross-encoder) or feature extraction (embedding)."
                        .formatted(name, cause));
    }

    /** Does work during which the model is not closed. */
    <T> T whileOpen(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The model (%s) is closed.".formatted(name));
            }
            return work.get();
        } finally {
            open.readLock().unlock();
        }
    }

    /** No score is made up of one that is none. @param tokens of the document */
    void requireFinite(double score, int tokens, String document) {
        if (!Double.isFinite(score)) {
            throw new ModelUnavailableException(
                    "The model (%s) gave %s for a document of %d tokens (\"%.60s\").\nMaybe its weights are damaged, or of half precision and overflowed."
                            .formatted(name, score, tokens, document));
        }
    }

    int[] tokens(String text) {
        return tokenizer.ids(text);
    }

    Graph graph() {
        return graph;
    }

    Lanes lanes() {
        return lanes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Capability.all().stream()
                .filter(wanted -> offered.stream().anyMatch(wanted::isInstance))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public <C extends Capability> C as(Class<C> wanted) {
        for (Capability one : offered) {
            if (wanted.isInstance(one)) {
                return wanted.cast(one);
            }
        }
        String cause = (offered.getFirst() instanceof PairScoring
                        ? "it is a cross-encoder, its graph gives scores (\"%s\")"
                        : "it is an embedding model, its graph gives vectors (\"%s\")")
                .formatted(graph.output().name());
        throw new MissingCapabilityException(name, wanted, cause);
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                lanes.close();
                graph.close();
                tokenizer.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }
}
