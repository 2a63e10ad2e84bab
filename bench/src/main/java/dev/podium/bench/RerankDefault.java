package dev.podium.bench;

import dev.podium.Candidate;
import dev.podium.Ranking;
import dev.podium.method.embedding.BiEncoder;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.order.ByScore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for one query and its passages of mixed length by the embedded default, none of them met before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
@NullUnmarked // JMH sets the fields, after the constructor
public class RerankDefault {

    @Param({"100", "1000"})
    int documents;

    private Model model;
    private ByScore reranker;
    private Ranking given;

    @Setup(Level.Trial)
    public void open() {
        model = Models.open("default");
        // Not the method of the catalogue, which remembers vectors: the second turn would measure a look-up.
        reranker = new ByScore(new BiEncoder(model.as(Embedding.class)));
        Passages work = new Passages(documents, 1);
        List<Candidate> candidates = new ArrayList<>();
        work.forEach(candidates::add);
        given = Ranking.inOrder(work.queries(1).getFirst(), candidates);
    }

    @TearDown(Level.Trial)
    public void close() {
        model.close();
    }

    @Benchmark
    public Ranking rerank() {
        return reranker.rerank(given);
    }
}
