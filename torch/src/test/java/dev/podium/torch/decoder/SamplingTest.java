package dev.podium.torch.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.Golden;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The distributions that are drawn from, against the reference's. */
class SamplingTest {

    private static final Map<String, Sampling> KINDS = Map.of(
            "temperature_0.7", Sampling.at(0.7),
            "top_k_5", Sampling.at(1).topK(5),
            "top_p_0.8", Sampling.at(1).topP(0.8),
            "min_p_0.1", Sampling.at(1).minP(0.1),
            "repetition_penalty_1.3", Sampling.at(1).penalised(1.3),
            "temperature_0.7_top_k_20_top_p_0.9_min_p_0.05",
                    Sampling.at(0.7).topK(20).topP(0.9).minP(0.05));

    @Test
    void distributions_are_those_of_the_reference() {
        for (var folder : Golden.folders(Set.of("llama3", "qwen3", "gemma2", "mistral", "phi3")::contains)) {
            try (Golden golden = Golden.open(folder)) {
                int[] context =
                        Golden.ints(golden.json().path("texts").path("plain").path("ids"));
                float[] all = golden.tensor("plain.logits");
                int vocabulary = (int) golden.shape("plain.logits")[1];
                float[] last = Arrays.copyOfRange(all, all.length - vocabulary, all.length);

                KINDS.forEach((name, sampling) -> {
                    double[] probabilities = sampling.distribution(last, null, context);
                    float[] floats = new float[probabilities.length];
                    for (int i = 0; i < floats.length; i++) {
                        floats[i] = (float) probabilities[i];
                    }
                    golden.assertClose("sampling." + name, floats, 1e-6, 1e-5);
                });
            }
        }
    }

    @Test
    void draws_come_as_often_as_they_are_probable() {
        float[] logits = {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)};
        SplittableRandom random = new SplittableRandom(1);
        int[] counts = new int[3];
        for (int i = 0; i < 20_000; i++) {
            counts[Sampling.at(1).draw(logits, null, new int[0], random)]++;
        }

        // One standard deviation of a share of 20,000 draws is at most 0.0035.
        assertThat(counts[0] / 20_000.0).isCloseTo(0.5, within(0.015));
        assertThat(counts[1] / 20_000.0).isCloseTo(0.3, within(0.015));
    }

    @Test
    void refuses_a_top_p_of_nothing() {
        assertThatThrownBy(() -> Sampling.at(1).topP(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("top-p (0.0)");
    }
}
