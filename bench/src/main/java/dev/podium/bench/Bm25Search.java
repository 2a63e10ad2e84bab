package dev.podium.bench;

import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.retrieve.Bm25;
import dev.podium.retrieve.Bm25Index;
import dev.podium.retrieve.Bm25Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Queries a second over 100,000 passages on disk, two at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Threads(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@NullUnmarked // JMH sets the fields, after the constructor
public class Bm25Search {

    private static final Passages WORK = new Passages(100_000, 1);

    private Path folder;
    private Bm25 bm25;
    private List<Query> queries;

    /** Which query a thread asks next. */
    @State(Scope.Thread)
    public static class Turn {
        private int next;
    }

    @Setup(Level.Trial)
    public void build() throws IOException {
        folder = Files.createTempDirectory("podium-bench");
        bm25 = Bm25Index.build(WORK, folder, Bm25Settings.ANSERINI);
        queries = WORK.queries(500);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        bm25.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public Ranking thousandWithTexts(Turn turn) {
        return bm25.retrieve(next(turn));
    }

    @Benchmark
    public Ranking thousandIds(Turn turn) {
        return bm25.idsOnly().retrieve(next(turn));
    }

    @Benchmark
    public Ranking tenWithTexts(Turn turn) {
        return bm25.top(10).retrieve(next(turn));
    }

    private Query next(Turn turn) {
        return queries.get(turn.next++ % queries.size());
    }
}
