package dev.podium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.file.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ShardIndexTest {

    @TempDir
    private Path folder;

    private void shards() throws IOException {
        Checkpoints.write(
                folder, "model-00001-of-00002.safetensors", Checkpoints.safetensors("""
                {"__metadata__":{"format":"pt","total_size":"?"},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},
                 "b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", (byte) 1, (byte) 2, (byte) 3));
        Checkpoints.write(
                folder,
                "model-00002-of-00002.safetensors",
                Checkpoints.safetensors("{\"c\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", (byte) 4));
    }

    private void index(String weightMap) throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), """
                {"metadata":{"total_size":4,"scale":0.5,"tied":true,"more":[{"x":1}]},"later":[[]],"weight_map":{%s}}""".formatted(weightMap));
    }

    @Test
    void shards_are_one_checkpoint() throws IOException {
        shards();
        index("""
                "c":"model-00002-of-00002.safetensors","a":"model-00001-of-00002.safetensors","b":"model-00001-of-00002.safetensors\"""");

        for (Path path : List.of(folder, folder.resolve("model.safetensors.index.json"))) {
            try (Weights weights = Weights.open(path)) {
                assertThat(weights.names()).containsExactly("c", "a", "b");
                assertThat(weights.tensor("a").floats()).containsExactly(1, 2);
                assertThat(weights.tensor("c").floats()).containsExactly(4);
                assertThat(weights.files().stream()
                                .map(file -> file.getFileName().toString()))
                        .containsExactly(
                                "model.safetensors.index.json",
                                "model-00002-of-00002.safetensors",
                                "model-00001-of-00002.safetensors");
                // What the index says wins over what a shard says.
                assertThat(weights.metadata().whole("total_size")).isEqualTo(4);
                assertThat(weights.metadata().real("scale")).isEqualTo(0.5);
                assertThat(weights.metadata().flag("tied")).isTrue();
                assertThat(weights.metadata().text("format")).isEqualTo("pt");
                assertThat(weights.metadata().has("more")).isFalse();
            }
        }
    }

    @Test
    void a_missing_shard_and_a_tensor_that_is_not_in_its_shard_are_named() throws IOException {
        shards();
        index("\"a\":\"model-00003-of-00002.safetensors\"");
        assertThatThrownBy(() -> Weights.open(folder))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining(
                        "The shard \"model-00003-of-00002.safetensors\", which has tensor \"a\", must lie beside the index");

        index("\"c\":\"model-00001-of-00002.safetensors\"");
        assertThatThrownBy(() -> Weights.open(folder))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining(
                        "Tensor \"c\" must be in shard \"model-00001-of-00002.safetensors\", and is not.");
    }

    @TestFactory
    Stream<DynamicTest> a_shard_elsewhere_is_refused() {
        return Stream.of(
                        "../model.safetensors",
                        "/etc/passwd",
                        "sub/model.safetensors",
                        "..\\\\model.safetensors",
                        "C:model",
                        "..",
                        ".",
                        "",
                        "a\\u0000b")
                .map(name -> DynamicTest.dynamicTest("refuses \"" + name + "\"", () -> {
                    index("\"a\":\"" + name + "\"");

                    assertThatThrownBy(() -> Weights.open(folder))
                            .isInstanceOf(BadDataException.class)
                            .hasMessageContaining("must be a name in the index's own folder, not a path.");
                }));
    }

    @Test
    void an_index_without_a_weight_map_or_with_a_tensor_twice_is_refused() throws IOException {
        shards();
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"metadata\":{}}");
        assertThatThrownBy(() -> Weights.open(folder)).hasMessageContaining("The index must have a weight_map");

        index("\"a\":\"model-00001-of-00002.safetensors\",\"a\":\"model-00002-of-00002.safetensors\"");
        assertThatThrownBy(() -> Weights.open(folder))
                .hasMessageContaining("A tensor must stand once, and \"a\" stands twice.");

        index("\"a\":7");
        assertThatThrownBy(() -> Weights.open(folder))
                .hasMessageContaining("The file of tensor \"a\" must be a text, and is 7.");
    }

    @Test
    void a_shard_that_is_a_pickle_is_refused_as_one() throws IOException {
        Checkpoints.write(folder, "pytorch_model-00001-of-00001.bin", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0});
        index("\"a\":\"pytorch_model-00001-of-00001.bin\"");

        assertThatThrownBy(() -> Weights.open(folder)).hasMessageContaining("This is a Python pickle");
    }
}
