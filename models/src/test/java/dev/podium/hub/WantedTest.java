package dev.podium.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {

    private static final List<String> MISTRAL = List.of(
            ".gitattributes",
            "README.md",
            "config.json",
            "consolidated.safetensors",
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json",
            "params.json",
            "tokenizer.json",
            "tokenizer.model");

    @Test
    void a_checkpoint_is_weights_once_and_what_is_needed_to_use_them() {
        assertThat(Wanted.checkpoint().among(MISTRAL))
                .containsExactly(
                        "config.json",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors",
                        "model.safetensors.index.json",
                        "params.json",
                        "tokenizer.json",
                        "tokenizer.model");
        assertThat(Wanted.checkpoint()
                        .among(List.of("model.safetensors", "model.fp16.safetensors", "adapter_model.safetensors")))
                .containsExactly("model.safetensors", "adapter_model.safetensors");
        assertThat(Wanted.checkpoint().among(List.of("adapter_config.json", "adapter_model.safetensors")))
                .hasSize(2);
        assertThat(Wanted.files("consolidated.safetensors").among(MISTRAL)).containsExactly("consolidated.safetensors");
    }

    @Test
    void a_checkpoint_has_the_modules_of_sentence_transformers_and_no_other_format() {
        assertThat(Wanted.checkpoint()
                        .among(List.of(
                                "modules.json",
                                "1_Pooling/config.json",
                                "2_Dense/model.safetensors",
                                "2_Dense/pytorch_model.bin",
                                "chat_template.jinja",
                                "onnx/config.json",
                                "openvino/openvino_model.xml",
                                "original/model.safetensors",
                                "checkpoint-500/model.safetensors",
                                "deep/er/config.json")))
                .containsExactly(
                        "modules.json", "1_Pooling/config.json", "2_Dense/model.safetensors", "chat_template.jinja");
    }

    @Test
    void requires_a_configuration_and_weights() {
        Wanted checkpoint = Wanted.checkpoint();

        assertThat(checkpoint.missing(List.of("config.json", "model.safetensors")))
                .isEmpty();
        assertThat(checkpoint.missing(List.of("adapter_config.json", "adapter_model.safetensors")))
                .isEmpty();
        assertThat(checkpoint.missing(List.of("config.json"))).containsExactly("*.safetensors");
        assertThat(Wanted.onnx("onnx/model.onnx").missing(List.of("onnx/other.onnx")))
                .containsExactly("onnx/model.onnx");
    }

    @Test
    void a_graph_comes_with_its_weights_and_a_gguf_alone() {
        assertThat(Wanted.onnx("onnx/model.onnx")
                        .among(List.of("config.json", "onnx/model.onnx", "onnx/model.onnx_data", "onnx/model_O4.onnx")))
                .containsExactly("config.json", "onnx/model.onnx", "onnx/model.onnx_data");
        assertThat(Wanted.gguf("*Q8_0.gguf").among(List.of("m-Q4_0.gguf", "m-Q8_0.gguf", "model.safetensors")))
                .containsExactly("m-Q8_0.gguf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pytorch_model.bin", "a/model.PT", "x.pkl", "flax_model.msgpack", "tf_model.h5", "run.py"})
    void never_takes_what_runs_when_it_is_read(String file) {
        assertThat(new Wanted(List.of("**", file), List.of(), List.of()).takes(file))
                .isFalse();
    }

    @Test
    void patterns_stay_within_a_folder_unless_doubled() {
        Wanted wanted = new Wanted(List.of("*.txt", "a/**", "b?.json", "{c,d}.json"), List.of("a/x/**"), List.of());

        assertThat(List.of("n.txt", "a/b/c", "a/x/c", "s/n.txt", "b1.json", "b/.json", "d.json", "cd.json"))
                .filteredOn(wanted::takes)
                .containsExactly("n.txt", "a/b/c", "b1.json", "d.json");
    }
}
