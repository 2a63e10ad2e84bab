package dev.podium.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void parts_of_a_step_weigh_what_they_hold() {
        Batches batches = new Batches(25, 10, 4);

        assertThat(batches.steps()).isEqualTo(3);
        assertThat(batches.parts(0))
                .containsExactly(
                        new Batches.Part(0, 4, 0.4), new Batches.Part(4, 8, 0.4), new Batches.Part(8, 10, 0.2));
        assertThat(batches.parts(2)).containsExactly(new Batches.Part(20, 24, 0.8), new Batches.Part(24, 25, 0.2));
    }

    @Test
    void the_weighted_means_of_the_parts_are_the_mean_of_the_batch() {
        Given.cases(200, random -> {
            int examples = 1 + random.nextInt(50);
            int batch = 1 + random.nextInt(20);
            Batches batches = new Batches(examples, batch, 1 + random.nextInt(batch));
            int seen = 0;

            for (int step = 0; step < batches.steps(); step++) {
                double mean = 0;
                int from = seen;
                for (Batches.Part part : batches.parts(step)) {
                    assertThat(part.from()).isEqualTo(seen);
                    mean += part.weight() * (part.from() + part.to() - 1) / 2;
                    seen = part.to();
                }
                assertThat(mean).isCloseTo((from + seen - 1) / 2.0, within(1e-9));
            }
            assertThat(seen).isEqualTo(examples);
        });
    }

    @Test
    void refuses_a_part_larger_than_its_batch() {
        assertThatThrownBy(() -> new Batches(10, 4, 5))
                .hasMessageStartingWith("The part (5) must be in [1, batch (4)].");
        assertThatThrownBy(() -> new Batches(10, 4, 2).parts(3))
                .hasMessageStartingWith("The step (3) must be in [0, 2].");
    }
}
