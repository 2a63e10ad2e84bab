package dev.podium.torch.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ClipTest {

    record Case(Path folder, String config) {

        @Override
        public String toString() {
            return folder.getFileName() + " " + config;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Path folder : Golden.folders(name -> name.startsWith("clip"))) {
            cases.add(new Case(folder, "config.json"));
            cases.add(new Case(folder, "config.v4.json"));
        }
        return cases;
    }

    private interface Use {
        void of(Clip model, Golden golden) throws IOException;
    }

    private static void with(Case folder, Use use) throws IOException {
        try (Golden golden = Golden.open(folder.folder());
                Checkpoint checkpoint = Checkpoint.open(folder.folder(), folder.config());
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Scope _ = Scope.open()) {
            use.of(Clip.of(checkpoint.config(), parameters), golden);
        }
    }

    /** Texts up to their first end: what the reference pads them with is seen by nobody. */
    private static TokenBatch texts(Golden golden) {
        int[][] ids = golden.rows("input_ids");
        int[][] mask = golden.rows("attention_mask");
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            texts.add(Arrays.copyOf(ids[i], Arrays.stream(mask[i]).sum()));
        }
        return TokenBatch.of(texts);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void texts_become_the_tokens_of_the_reference(Case folder) {
        try (Golden golden = Golden.open(folder.folder());
                Tokenizer tokenizer = Tokenizer.open(folder.folder())) {
            List<int[]> texts = texts(golden).sequences();
            for (int i = 0; i < texts.size(); i++) {
                int[] ids = tokenizer
                        .encode(golden.json().path("texts").get(i).asString(), true)
                        .ids();
                int[] expected = texts.get(i);
                assertThat(Arrays.copyOf(ids, expected.length - 1))
                        .isEqualTo(Arrays.copyOf(expected, expected.length - 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pictures_become_the_pixels_of_the_reference(Case folder) throws IOException {
        with(folder, (model, golden) -> {
            List<Picture> pictures = new ArrayList<>();
            for (JsonNode name : golden.json().path("images")) {
                pictures.add(Picture.read(golden.folder().resolve(name.asString())));
            }
            golden.assertClose(
                    "pixel_values",
                    ClipImages.open(golden.folder()).of(pictures).floats(),
                    1e-5,
                    0);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void both_towers_and_their_product_are_those_of_the_reference(Case folder) throws IOException {
        with(folder, (model, golden) -> {
            Tensor pixels = Tensors.of(golden.tensor("pixel_values"), golden.shape("pixel_values"));
            TokenBatch batch = texts(golden);

            Tensor texts = model.embed(batch);
            Tensor pictures = model.embed(pixels);

            golden.assertClose("text_embeds", texts);
            golden.assertClose("image_embeds", pictures);
            golden.assertClose("logits_per_image", model.logits(pictures, texts));
            golden.assertClose("vision_last_hidden", model.vision().hidden(pixels, Observer.NONE));
            // What transformers 5 calls pooled is projected already.
            golden.assertClose("vision_pooled", model.projected(pixels));
            Tensor hidden = model.text().hidden(batch, Observer.NONE);
            float[] all = golden.tensor("text_last_hidden");
            int width = model.text().width();
            int length = (int) golden.shape("input_ids")[1];
            for (int i = 0; i < batch.packing().size(); i++) {
                var text = batch.packing().segments().get(i);
                float[] own = hidden.slice(0, text.from(), text.to()).floats();
                for (int j = 0; j < own.length; j++) {
                    assertThat(Math.abs(own[j] - all[i * length * width + j])).isLessThan(5e-4f);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void padding_behind_the_end_changes_nothing(Case folder) throws IOException {
        with(folder, (model, golden) -> {
            int[][] ids = golden.rows("input_ids");
            TokenBatch padded =
                    TokenBatch.masked(ids, new int[ids.length][ids[0].length], golden.rows("attention_mask"));
            golden.assertClose("text_embeds", model.embed(padded));
            golden.assertClose("text_embeds", model.embed(TokenBatch.of(List.of(ids))));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuses_what_does_not_fit(Case folder) throws IOException {
        with(folder, (model, golden) -> {
            assertThatThrownBy(() -> model.text().hidden(TokenBatch.of(List.of(new int[500])), Observer.NONE))
                    .hasMessageContaining("must be at most");
            assertThatThrownBy(() -> model.embed(TokenBatch.of(List.of(new int[] {1, 2}))))
                    .hasMessageContaining("has no token");
            assertThatThrownBy(() -> model.embed(Tensors.full(0, 1, 3, 8, 8))).hasMessageContaining("patches");
        });
    }
}
