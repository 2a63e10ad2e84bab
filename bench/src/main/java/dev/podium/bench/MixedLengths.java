package dev.podium.bench;

import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
 * Seconds for a thousand pairs of mixed length, packed and padded. Lengths are those of web passages: half below 110 tokens, a quarter
 * above 215, some cut at 512 (a log-normal of log-deviation 0.98).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@NullUnmarked // JMH sets the fields, after the constructor
public class MixedLengths {

    @Param("2048")
    int packed;

    private MiniLm encoder;
    private List<int[]> pairs;
    private List<int[]> sorted;

    @Setup(Level.Trial)
    public void open() {
        encoder = MiniLm.of(Numbers.FLOAT32);
        Random random = new Random(1);
        pairs = Stream.generate(() -> (int) Math.clamp(Math.exp(4.7 + 0.98 * random.nextGaussian()), 20, 512))
                .limit(1000)
                .map(length -> random.ints(length, 1, MiniLm.WORDS).toArray())
                .toList();
        sorted = pairs.stream()
                .sorted(Comparator.comparingInt((int[] ids) -> ids.length).reversed())
                .toList();
    }

    @TearDown(Level.Trial)
    public void close() {
        encoder.close();
    }

    /** By length, and no padding: what Podium does. */
    @Benchmark
    public double packed() {
        double sum = 0;
        for (int from = 0, to = 0; from < sorted.size(); from = to) {
            int tokens = 0;
            while (to < sorted.size() && (to == from || tokens + sorted.get(to).length <= packed)) {
                tokens += sorted.get(to++).length;
            }
            sum += run(TokenBatch.of(sorted.subList(from, to)));
        }
        return sum;
    }

    /** In the order given, 32 at a time, each as long as the longest of them. */
    @Benchmark
    public double padded() {
        return paddedOf(pairs);
    }

    /** The same by length, as sentence-transformers does. */
    @Benchmark
    public double sortedPadded() {
        return paddedOf(sorted);
    }

    private double paddedOf(List<int[]> all) {
        double sum = 0;
        for (int from = 0; from < all.size(); from += 32) {
            List<int[]> batch = all.subList(from, Math.min(all.size(), from + 32));
            int longest = batch.stream().mapToInt(ids -> ids.length).max().orElseThrow();
            List<int[]> ids = new ArrayList<>();
            List<int[]> mask = new ArrayList<>();
            for (int[] pair : batch) {
                ids.add(Arrays.copyOf(pair, longest));
                int[] seen = new int[longest];
                Arrays.fill(seen, 0, pair.length, 1);
                mask.add(seen);
            }
            int[][] types = new int[batch.size()][longest];
            sum += run(TokenBatch.masked(ids.toArray(int[][]::new), types, mask.toArray(int[][]::new)));
        }
        return sum;
    }

    private double run(TokenBatch batch) {
        try (var _ = dev.podium.torch.tensor.Scope.open()) {
            return encoder.model().logits(batch).floats()[0];
        }
    }
}
