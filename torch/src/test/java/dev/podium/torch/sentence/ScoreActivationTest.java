package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScoreActivationTest {

    @Test
    void the_newest_file_is_asked_first() {
        String model =
                "{\"sentence_transformers\": {\"activation_fn\": \"torch.nn.Tanh\"}, \"sbert_ce_default_activation_function\": \"torch.nn.ReLU\"}";

        assertThat(found("{\"activation_fn\": \"torch.nn.modules.linear.Identity\"}", model, 1))
                .isEqualTo(Activation.IDENTITY);
        assertThat(found("{}", model, 1)).isEqualTo(Activation.TANH);
        assertThat(found("{}", "{\"sbert_ce_default_activation_function\": \"torch.nn.ReLU\"}", 1))
                .isEqualTo(Activation.RELU);
    }

    @Test
    void a_name_that_is_not_torchs_counts_as_none() {
        assertThat(found("{\"activation_fn\": \"evil.Identity\"}", "{}", 1)).isEqualTo(Activation.SIGMOID);
        assertThat(found("{}", "{\"sentence_transformers\": {\"activation_fn\": \"my.Identity\"}}", 1))
                .isEqualTo(Activation.SIGMOID);
        assertThat(found(
                        "{\"activation_fn\": \"evil.Sigmoid\"}",
                        "{\"sbert_ce_default_activation_function\": \"torch.nn.Identity\"}",
                        1))
                .isEqualTo(Activation.IDENTITY);
    }

    @Test
    void without_any_it_is_the_sigmoid_for_one_label_and_nothing_for_more() {
        assertThat(found("{}", "{}", 1)).isEqualTo(Activation.SIGMOID);
        assertThat(found("{}", "{}", 3)).isEqualTo(Activation.IDENTITY);
    }

    private static Activation found(String folder, String model, int labels) {
        JsonMapper json = new JsonMapper();
        return ScoreActivation.find(
                Config.of("config_sentence_transformers.json", json.readTree(folder)),
                Config.of("config.json", json.readTree(model)),
                labels);
    }
}
