package dev.podium.bench;

import dev.podium.Qrels;
import dev.podium.file.JudgedRun;
import dev.podium.file.QrelsFile;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Metric;
import dev.podium.metric.Metrics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds for ten metrics over 1,000 queries with 1,000 documents each: with reading both files, and without. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@NullUnmarked // JMH sets the fields, after the constructor
public class Evaluating {

    private static final int QUERIES = 1000;
    private static final int DEPTH = 1000;
    private static final int JUDGED = 50;

    private final List<Metric> metrics =
            Metrics.parseAll("AP,RR,Bpref,nDCG,Rprec,nDCG@10,nDCG@100,P@10,R@100,Success@10");
    private Path folder;
    private Qrels qrels;
    private JudgedRun run;

    @Setup(Level.Trial)
    public void write() throws IOException {
        folder = Files.createTempDirectory("podium-bench");
        Random random = new Random(1);
        try (BufferedWriter ranked = Files.newBufferedWriter(folder.resolve("run"));
                BufferedWriter judged = Files.newBufferedWriter(folder.resolve("qrels"))) {
            for (int q = 0; q < QUERIES; q++) {
                for (int d = 0; d < DEPTH; d++) {
                    // A few ties, as rounded scores have
                    double score = Math.round((DEPTH - d + random.nextDouble()) * 4) / 4.0;
                    ranked.write("q%d Q0 d%d %d %s bench%n".formatted(q, d * 7 % DEPTH, d + 1, score));
                }
                for (int j = 0; j < JUDGED; j++) {
                    judged.write("q%d 0 d%d %d%n".formatted(q, j * 20 + random.nextInt(20), random.nextInt(4)));
                }
            }
        }
        qrels = QrelsFile.read(folder.resolve("qrels"));
        run = JudgedRun.read(folder.resolve("run"), qrels);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(folder.resolve("run"));
        Files.delete(folder.resolve("qrels"));
        Files.delete(folder);
    }

    @Benchmark
    public Evaluation withReading() {
        Qrels read = QrelsFile.read(folder.resolve("qrels"));
        return measure(JudgedRun.read(folder.resolve("run"), read), read);
    }

    @Benchmark
    public Evaluation metricsAlone() {
        return measure(run, qrels);
    }

    private Evaluation measure(JudgedRun lists, Qrels judgments) {
        return Evaluation.of(lists.lists(), List.of(), judgments, metrics, Evaluation.Options.USUAL);
    }
}
