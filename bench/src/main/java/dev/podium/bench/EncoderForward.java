package dev.podium.bench;

import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.TokenBatch;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/**
 * Milliseconds of a forward pass of MiniLM-L6 over sequences of one length. Sixteen of 128 tokens are 45.9 GFLOP: set against
 * {@link Gemm} this says how much of the machine's peak is reached.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
@NullUnmarked // JMH sets the fields, after the constructor
public class EncoderForward {

    @Param({"FLOAT32", "INT8"})
    Numbers numbers;

    @Param({"1", "16"})
    int sequences;

    private MiniLm encoder;
    private TokenBatch batch;

    @Setup(Level.Trial)
    public void open() {
        encoder = MiniLm.of(numbers);
        Random random = new Random(1);
        List<int[]> ids = Stream.generate(
                        () -> random.ints(128, 1, MiniLm.WORDS).toArray())
                .limit(sequences)
                .toList();
        batch = TokenBatch.of(ids);
    }

    @TearDown(Level.Trial)
    public void close() {
        encoder.close();
    }

    @Benchmark
    public float[] logits() {
        try (var _ = dev.podium.torch.tensor.Scope.open()) {
            return encoder.model().logits(batch).floats();
        }
    }
}
