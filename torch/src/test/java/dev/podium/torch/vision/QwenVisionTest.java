package dev.podium.torch.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QwenVisionTest {

    record Case(Path folder, String config) {

        @Override
        public String toString() {
            return folder.getFileName() + " " + config;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Path folder : Golden.folders(name -> name.matches("qwen2(.5)?-vl.*"))) {
            cases.add(new Case(folder, "config.json"));
            cases.add(new Case(folder, "config.v4.json"));
        }
        return cases;
    }

    static List<Grid> grids(Golden golden, String name) {
        return Arrays.stream(golden.rows(name + ".image_grid_thw"))
                .map(grid -> new Grid(grid[0], grid[1], grid[2]))
                .toList();
    }

    static Patches patches(Golden golden, String name) {
        return new Patches(
                Tensors.of(golden.tensor(name + ".pixel_values"), golden.shape(name + ".pixel_values")),
                grids(golden, name));
    }

    static List<Picture> pictures(Golden golden, int count) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (JsonNode name : golden.json().path("images")) {
            if (pictures.size() < count) {
                pictures.add(Picture.read(golden.folder().resolve(name.asString())));
            }
        }
        return pictures;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pictures_become_the_patches_of_the_reference(Case folder) throws IOException {
        try (Golden golden = Golden.open(folder.folder());
                Scope _ = Scope.open()) {
            QwenImages images = QwenImages.open(folder.folder());
            for (String name : List.of("one", "two")) {
                List<Grid> grids = grids(golden, name);
                Patches patches = images.of(pictures(golden, grids.size()));

                assertThat(patches.grids()).isEqualTo(grids);
                golden.assertClose(name + ".pixel_values", patches.pixels().floats(), 1e-5, 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_tower_is_that_of_the_reference_block_by_block(Case folder) {
        try (Golden golden = Golden.open(folder.folder());
                Checkpoint checkpoint = Checkpoint.open(folder.folder(), folder.config());
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Scope _ = Scope.open()) {
            QwenVision tower = QwenVision.of(checkpoint.config(), parameters);
            Patches patches = patches(golden, "one");
            List<float[]> blocks = new ArrayList<>();
            List<float[]> merged = new ArrayList<>();

            Tensor features = tower.features(patches, new Observer() {
                @Override
                public void hidden(int layer, Tensor hidden) {
                    blocks.add(hidden.floats());
                    merged.add(tower.merged(hidden).floats());
                }
            });

            golden.assertClose("one.patch_embed", tower.embed(patches.pixels()));
            for (int i = 1; i < blocks.size(); i++) {
                golden.assertClose("one.vision_block_" + (i - 1), blocks.get(i));
            }
            assertThat(golden.has("one.vision_block_" + (blocks.size() - 1))).isFalse();
            golden.assertClose("one.merger", merged.getLast());
            golden.assertClose("one.image_features", features);
            if (golden.has("one.window_index")) {
                QwenLayout layout = tower.layout(patches.grids());
                assertThat(Arrays.stream(layout.order()).asLongStream().toArray())
                        .isEqualTo(golden.longs("one.window_index"));
                List<Long> ends = new ArrayList<>(List.of(0L));
                layout.windows().segments().forEach(window -> ends.add((long) window.to()));
                assertThat(ends)
                        .isEqualTo(Arrays.stream(golden.longs("one.window_cu_seqlens"))
                                .distinct()
                                .boxed()
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_picture_is_the_same_beside_another(Case folder) {
        try (Golden golden = Golden.open(folder.folder());
                Checkpoint checkpoint = Checkpoint.open(folder.folder(), folder.config());
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Scope _ = Scope.open()) {
            QwenVision tower = QwenVision.of(checkpoint.config(), parameters);
            Patches two = patches(golden, "two");
            int first = two.grids().getFirst().tokens(tower.merge());

            Tensor together = tower.features(two, Observer.NONE);

            golden.assertClose("one.image_features", together.slice(0, 0, first));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void prompts_are_expanded_and_positions_counted_as_in_the_reference(Case folder) {
        try (Golden golden = Golden.open(folder.folder());
                Checkpoint checkpoint = Checkpoint.open(folder.folder(), folder.config());
                Tokenizer tokenizer = Tokenizer.open(folder.folder())) {
            int token = checkpoint.config().integer("image_token_id");
            for (String name : List.of("one", "two")) {
                List<Grid> grids = grids(golden, name);
                int[] rendered = tokenizer
                        .encode(golden.json().path("rendered").path(name).asString(), false)
                        .ids();

                int[] ids = QwenPositions.expand(rendered, token, grids, 2);
                QwenPositions positions = QwenPositions.of(ids, token, grids, 2);

                assertThat(ids)
                        .isEqualTo(Golden.ints(golden.json().path("input_ids").path(name)));
                assertThat(positions.axes()).isEqualTo(golden.rows(name + ".position_ids"));
                assertThat((long) positions.next() - ids.length).isEqualTo(golden.longs(name + ".rope_delta")[0]);
            }
        }
    }

    @Test
    void sizes_are_whole_tokens_between_the_least_and_the_most_pixels() {
        QwenImages images = QwenImages.of(
                Config.of("test", new JsonMapper().readTree("{\"min_pixels\": 3136, \"max_pixels\": 12544}")));

        assertThat(images.size(56, 84)).containsExactly(56, 84); // fits
        assertThat(images.size(70, 42)).containsExactly(56, 56); // 2.5 and 1.5 tokens: halves to even
        assertThat(images.size(10, 10)).containsExactly(56, 56); // grown to 3136
        assertThat(images.size(1000, 1000)).containsExactly(112, 112); // shrunk to 12544
        assertThat(images.size(10, 2000))
                .containsExactly(28, 812); // no token high at first, so grown: 2000 * 0.396 / 28 = 28.3
        assertThatThrownBy(() -> images.size(10, 2001)).hasMessageContaining("too narrow");
    }

    @Test
    void windows_at_the_border_are_smaller() {
        // 3 by 5 tokens in windows of 2 by 2: widths 2, 2, 1 and heights 2, 1.
        QwenLayout layout = QwenLayout.of(List.of(new Grid(1, 6, 10)), 2, 2);

        assertThat(layout.order()).containsExactly(0, 1, 5, 6, 2, 3, 7, 8, 4, 9, 10, 11, 12, 13, 14);
        assertThat(layout.windows().segments().stream().map(window -> window.length()))
                .containsExactly(16, 16, 8, 8, 8, 4);
        assertThat(layout.whole().size()).isEqualTo(1);
        assertThat(layout.back()[5]).isEqualTo(2);
        assertThat(layout.inOrder()).isFalse();
    }

    @Test
    void refuses_pictures_that_the_prompt_has_no_place_for() {
        List<Grid> grids = List.of(new Grid(1, 4, 4));

        assertThatThrownBy(() -> QwenPositions.expand(new int[] {1, 2}, 9, grids, 2))
                .hasMessageContaining("0 picture tokens (9), and there are 1 pictures");
        assertThatThrownBy(() -> QwenPositions.of(new int[] {1, 9, 9, 2}, 9, grids, 2))
                .hasMessageContaining("do not fit");
        assertThatThrownBy(() -> QwenPositions.of(new int[] {1}, 9, grids, 2))
                .hasMessageContaining("places for 0 pictures of 1");
    }
}
