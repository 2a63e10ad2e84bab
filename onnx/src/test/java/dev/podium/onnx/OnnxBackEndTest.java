package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Embedding;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Models;
import dev.podium.model.PairScoring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxBackEndTest {

    @TempDir
    private Path temp;

    @Test
    void is_found_for_a_folder_without_a_scheme_and_says_so() {
        String folder = Fixture.folder(Fixture.CROSS_ENCODER).toString();
        try (Model model = Models.open(folder)) {
            assertThat(model.name()).isEqualTo("onnx:" + folder);
            assertThat(model.capabilities()).containsExactly(PairScoring.class);
        }
    }

    @Test
    void opens_a_graph_by_its_file_and_a_folder_on_the_class_path() {
        try (Model file = Models.open(
                        "onnx:" + Fixture.folder(Fixture.CROSS_ENCODER).resolve("model.onnx"));
                Model resource = Models.open("onnx:classpath:/models/" + Fixture.FIRST_TOKEN)) {
            assertThat(file.capabilities()).containsExactly(PairScoring.class);
            assertThat(resource.capabilities()).containsExactly(Embedding.class);
        }
    }

    @Test
    void opens_the_graph_that_an_exporter_puts_into_a_folder_of_its_own() throws Exception {
        Path folder = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("m"));
        Files.createDirectory(folder.resolve("onnx"));
        Files.move(folder.resolve("model.onnx"), folder.resolve("onnx/model_O2.onnx"));

        try (Model only = Models.open(folder.toString());
                Model file = Models.open(folder.resolve("onnx/model_O2.onnx").toString())) {
            assertThat(only.capabilities()).containsExactly(PairScoring.class);
            assertThat(file.capabilities()).containsExactly(PairScoring.class);
        }
        Files.copy(folder.resolve("onnx/model_O2.onnx"), folder.resolve("onnx/model_O3.onnx"));
        refused(folder).hasMessageContaining("model_O2.onnx").hasMessageContaining("Maybe say which");
        try (Model named = Models.open("onnx:" + folder + "?file=onnx/model_O3.onnx")) {
            assertThat(named.capabilities()).containsExactly(PairScoring.class);
        }
    }

    @Test
    void an_embedding_model_never_becomes_a_cross_encoder() {
        try (Model model = Fixture.open(Fixture.FIRST_TOKEN)) {
            assertThatThrownBy(() -> model.as(PairScoring.class))
                    .isInstanceOf(MissingCapabilityException.class)
                    .hasMessageContaining("offers no PairScoring")
                    .hasMessageContaining("it is an embedding model")
                    .hasMessageContaining("onnx:");
        }
    }

    @Test
    void a_cross_encoder_never_becomes_an_embedding_model() {
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            assertThatThrownBy(() -> model.as(Embedding.class))
                    .isInstanceOf(MissingCapabilityException.class)
                    .hasMessageContaining("offers no Embedding")
                    .hasMessageContaining("it is a cross-encoder");
        }
    }

    @Test
    void refuses_a_cross_encoder_that_was_exported_without_its_head() throws Exception {
        Path folder = Fixture.copy(Fixture.FIRST_TOKEN, temp.resolve("m"));
        Files.copy(
                Fixture.folder(Fixture.CROSS_ENCODER).resolve("config.json"),
                folder.resolve("config.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        refused(folder).hasMessageContaining("lost the head that scores");
    }

    @Test
    void refuses_graphs_of_other_kinds_by_name() throws Exception {
        refusedGraph("language-model", "it is a language model, not a cross-encoder");
        refusedGraph("image", "\"pixel_values\"");
        refusedGraph("no-known-output", "[answer]");
    }

    @Test
    void refuses_a_classifier_of_three_labels() throws Exception {
        Path folder = withGraph("three-labels");
        Fixture.put(folder.resolve("config.json"), "num_labels", "3");
        Files.writeString(folder.resolve("config.json"), "{\"num_labels\": 3}");

        refused(folder).hasMessageContaining("its head has 3 labels");
    }

    private void refusedGraph(String graph, String cause) throws Exception {
        refused(withGraph(graph)).hasMessageContaining(cause).hasMessageContaining("Maybe export it again");
    }

    private Path withGraph(String graph) throws Exception {
        Path folder = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve(graph));
        Files.delete(folder.resolve("model.onnx"));
        Files.copy(Fixture.folder("odd").resolve(graph + ".onnx"), folder.resolve("model.onnx"));
        return folder;
    }

    @Test
    void a_damaged_graph_is_named() throws Exception {
        Path folder = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("m"));
        byte[] graph = Files.readAllBytes(folder.resolve("model.onnx"));

        for (int length : new int[] {0, 7, graph.length / 2, graph.length - 1}) {
            Files.write(folder.resolve("model.onnx"), Arrays.copyOf(graph, length));
            refused(folder).hasMessageContaining("model.onnx").hasMessageContaining("fetch it again");
        }
        Files.writeString(folder.resolve("model.onnx"), "version https://git-lfs.github.com/spec/v1\n");
        refused(folder).hasMessageContaining("Git LFS");
    }

    @Test
    void a_missing_or_damaged_tokenizer_is_named() throws Exception {
        Path folder = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("m"));
        String tokenizer = Files.readString(folder.resolve("tokenizer.json"));

        Files.writeString(folder.resolve("tokenizer.json"), tokenizer.substring(0, tokenizer.length() / 2));
        refused(folder).hasMessageContaining("\"tokenizer.json\"").hasMessageContaining("cannot be read");
        Files.delete(folder.resolve("tokenizer.json"));
        refused(folder).hasMessageContaining("has no file \"tokenizer.json\"");
    }

    @Test
    void a_damaged_configuration_is_named() throws Exception {
        Path folder = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("m"));
        Files.writeString(folder.resolve("config.json"), "{\"num_labels\": ");

        refused(folder).hasMessageContaining("\"config.json\"").hasMessageContaining("no JSON");
    }

    @Test
    void a_folder_that_is_not_there_or_may_not_be_read_is_named() throws Exception {
        refused(temp.resolve("nowhere")).hasMessageContaining("no such file or folder");

        Path folder = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("locked"));
        boolean locked = folder.toFile().setExecutable(false) && folder.toFile().setReadable(false);
        try {
            if (locked && !Files.isReadable(folder)) {
                refused(folder).hasMessageContaining("may not be read by this user");
            } else { // root reads everything, and Windows has other rights
                try (Model model = Fixture.open(folder)) {
                    assertThat(model.capabilities()).containsExactly(PairScoring.class);
                }
            }
        } finally {
            assertThat(folder.toFile().setReadable(true) && folder.toFile().setExecutable(true))
                    .isTrue();
        }
    }

    @Test
    void a_folder_without_a_graph_is_refused_and_not_recognised() throws Exception {
        Path empty = Files.createDirectory(temp.resolve("empty"));

        refused(empty).hasMessageContaining("has no");
        assertThat(new OnnxBackEnd().recognises(empty.toString())).isFalse();
        assertThat(new OnnxBackEnd().recognises("no/such\u0000path")).isFalse();
        assertThatThrownBy(() -> Models.open(empty.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No installed back end recognises");
    }

    @Test
    void a_wrong_setting_is_named() {
        String folder = "onnx:" + Fixture.folder(Fixture.CROSS_ENCODER);
        assertThatThrownBy(() -> Models.open(folder + "?thread=2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"thread\"")
                .hasMessageContaining("threads");
        for (String setting :
                new String[] {"threads=0", "threads=many", "max-tokens=7", "max-tokens=49", "pooling=x"}) {
            assertThatThrownBy(() -> Models.open(folder + "?" + setting))
                    .as(setting)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(setting.substring(setting.indexOf('=') + 1));
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Path folder) {
        return assertThatThrownBy(() -> new OnnxBackEnd().open(ModelRef.parse("onnx:" + folder)))
                .isInstanceOf(ModelUnavailableException.class);
    }
}
