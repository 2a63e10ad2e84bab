package dev.podium.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportCommandTest {

    private static final Path CHECKPOINT =
            Path.of("..", "torch", "src", "test", "resources", "models", "ce-v4-identity");

    /** The pair of two short texts: the reference shortens long ones by another rule. */
    private static final int SHORT = 8;

    @TempDir
    private Path folder;

    @Test
    void what_was_exported_scores_as_the_reference_does() throws IOException {
        String served = folder.resolve("served").toString();
        Shell exported = Shell.run(
                "export", "--model", "torch:" + CHECKPOINT, "--to", served, "--precision", "float32", "--json");
        JsonNode pair = JsonMapper.shared()
                .readTree(Files.readString(CHECKPOINT.resolve("golden.json")))
                .path("pairs")
                .path(SHORT);
        Path docs = folder.resolve("docs.txt");
        Files.writeString(docs, pair.path(1).asString());
        Shell ranked = Shell.run(
                "rerank",
                "--query",
                pair.path(0).asString(),
                "--docs",
                docs.toString(),
                "--model",
                "onnx:" + served,
                "--method",
                "cross-encoder",
                "--json");

        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(exported.data().path("output").asString()).isEqualTo("logits");
        assertThat(exported.data().path("bytes").asLong()).isEqualTo(Files.size(folder.resolve("served/model.onnx")));
        try (Weights golden = Weights.open(CHECKPOINT.resolve("golden.safetensors"))) {
            assertThat(ranked.data().at("/results/0/score").asDouble())
                    .isCloseTo(golden.tensor("pairs.predict").floats()[SHORT], within(1e-5));
        }
    }

    @Test
    void int8_is_what_is_written_where_nothing_is_said() {
        Shell exported = Shell.run(
                "export",
                "--model",
                CHECKPOINT.toString(),
                "--to",
                folder.resolve("served").toString());

        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(exported.out()).contains("model.onnx: 0.1 MB, gives logits (model onnx:");
    }

    @Test
    void a_folder_that_is_not_there_is_a_wrong_command_line_and_a_family_without_a_graph_is_missing()
            throws IOException {
        Shell nowhere = Shell.run("export", "--model", "torch:org/name", "--to", folder.toString());
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"modernbert\"}");
        Shell other = Shell.run(
                "export",
                "--model",
                folder.toString(),
                "--to",
                folder.resolve("to").toString());

        assertThat(nowhere.code()).isEqualTo(ExitCode.USAGE.number);
        assertThat(nowhere.err()).contains("There is no folder \"org/name\" to export.");
        assertThat(other.code()).isEqualTo(ExitCode.MISSING.number);
        assertThat(other.err()).contains("The model type \"modernbert\"");
        assertThat(folder.resolve("to")).doesNotExist();
    }
}
