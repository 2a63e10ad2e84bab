package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakTest {

    private static final Path STATUS = Path.of("/proc/self/status");

    @Test
    void two_thousand_calls_leave_memory_where_it_was() throws IOException {
        List<String> texts = Fixture.texts(16, 8);
        try (Model model = Fixture.open(Fixture.MEAN_WITHOUT_PROMPT)) {
            Embedding embedding = model.as(Embedding.class);
            List<Embedded> first = embedding.embed(texts, Embedding.Role.PASSAGE);
            // The heap is made to touch all its young pages, and the compilers to come to rest, before the first look.
            long collected = collections();
            while (collections() < collected + 3) {
                embedding.embed(texts, Embedding.Role.PASSAGE);
                garbage();
            }
            long before = residentKiB();
            List<Embedded> last = first;
            for (int i = 0; i < 2_000; i++) {
                last = embedding.embed(texts, Embedding.Role.PASSAGE);
            }
            assertThat(last).isEqualTo(first);

            // 32,000 runs: an output of 6 KiB left behind in each would be 190 MiB, an encoding more
            assertThat(residentKiB() - before).as("KiB more than before").isLessThan(16 * 1024);
        }
    }

    private static int garbage() {
        int sum = 0;
        for (int i = 0; i < 64; i++) {
            sum += new byte[1 << 20].length;
        }
        return sum;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(gc -> gc.getCollectionCount())
                .sum();
    }

    // Elsewhere than on Linux there is no such file; then the results alone are compared.
    private static long residentKiB() throws IOException {
        return !Files.isReadable(STATUS)
                ? 0
                : Files.readAllLines(STATUS).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow();
    }
}
