package dev.podium.torch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real models against the reference implementation, where a folder has them: {@code fixtures/make/get-models.sh DIR} of the shared data
 * and {@code -Dpodium.models=DIR}. Without it nothing is to be checked.
 */
class RealGgufTest {

    private static final Path SHARED = Path.of(System.getProperty("podium.shared", ""), "fixtures", "models");

    private static final Map<String, String> FILES =
            Map.of("smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf", "gemma3", "gemma-3-270m-q4_k_m.gguf");

    @Test
    void perplexity_and_judgements_are_those_of_the_reference() throws IOException {
        for (Map.Entry<String, String> model : FILES.entrySet()) {
            Path file = Path.of(System.getProperty("podium.models", "")).resolve(model.getValue());
            if (Files.isRegularFile(file)) {
                agrees(model.getKey(), file);
            }
        }
    }

    private static JsonNode golden(String name) throws IOException {
        return new JsonMapper()
                .readTree(Files.readAllBytes(SHARED.resolve("real-models").resolve(name)));
    }

    private static void agrees(String name, Path file) throws IOException {
        JsonNode reference = golden(name + ".transformers.json");
        JsonNode tokens = golden(name + ".llamacpp.json");
        try (Checkpoint checkpoint = Checkpoint.open(file);
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                CausalLm model = CausalLm.of(checkpoint.config(), parameters);
                Tokenizer tokenizer = checkpoint.tokenizer()) {
            int[] story = tokenizer
                    .encode(Files.readString(SHARED.resolve("perplexity.txt")), true)
                    .ids();
            assertThat(story).isEqualTo(Golden.ints(tokens.path("perplexity_ids")));
            double sum = 0;
            float[] logProbs = model.logProbs(List.of(story), new int[] {1})[0];
            for (float logProb : logProbs) {
                sum -= logProb;
            }
            double perplexity = Math.exp(sum / logProbs.length);
            System.out.printf("%s: perplexity %.4f%n", name, perplexity);
            double expected = reference.at("/perplexity/perplexity").asDouble();
            assertThat(perplexity).isCloseTo(expected, within(expected * 1e-4));
            for (int i = 0; i < reference.path("yes_no").size(); i++) {
                JsonNode one = reference.path("yes_no").get(i);
                float difference = model.differences(
                                List.of(Golden.ints(tokens.path("yes_no").get(i).path("prompt_ids"))),
                                one.path("yes_id").asInt(),
                                one.path("no_id").asInt())[0];
                assertThat((double) difference).isCloseTo(one.path("difference").asDouble(), within(2e-3));
            }
        }
    }
}
