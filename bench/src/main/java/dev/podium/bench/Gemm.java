package dev.podium.bench;

import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
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

/** Milliseconds of a product of two matrices of 2048 x 2048 numbers, 17.2 GFLOP: the machine's peak, to hold others against. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
@NullUnmarked // JMH sets the fields, after the constructor
public class Gemm {

    private Tensor a;
    private Tensor b;

    @Setup(Level.Trial)
    public void draw() {
        a = Tensors.normal(2048, 2048).pinned();
        b = Tensors.normal(2048, 2048).pinned();
    }

    @TearDown(Level.Trial)
    public void close() {
        a.close();
        b.close();
    }

    @Benchmark
    public int product() {
        try (var _ = dev.podium.torch.tensor.Scope.open()) {
            return a.matmul(b).size(0);
        }
    }
}
