package dev.podium.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.ListScoring;
import dev.podium.model.ListScoring.Asked;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.text.Tokenizer;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.seq2seq.Memory;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.TensorPlan;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Networks that only rerank, opened by reference. */
class RerankersTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final String T5 = "t5-v1.1-gated-untied";

    private static final List<String> DOCUMENTS = List.of(
            "Tea is a drink that is made of leaves.",
            "A car has four wheels.",
            "",
            "Café naïve, 心臓 of the cells.",
            "The heart is repaired by stem cells, or so it is said. ".repeat(3));

    private static Model open(String folder, String settings) {
        return Models.open("torch:" + MODELS.resolve(folder) + settings);
    }

    // ---------------------------------------------------------------- a head a layer

    @Test
    void pairs_whose_passages_are_merged_score_as_the_reference_does_behind_each_layer() {
        try (Golden golden = Golden.copy("gemma2-lightweight")) {
            for (String[] way : new String[][] {
                {"&compress-layers=3&compress-ratio=2", "scores"}, {"&compress-ratio=1", "scores_uncompressed"}
            }) {
                float[] expected = golden.tensor(way[1]);
                for (int layer = 2; layer <= 6; layer++) {
                    try (Model model = open("gemma2-lightweight", "?layer=" + layer + way[0])) {
                        PairScoring pairs = model.as(PairScoring.class);
                        int row = 0;
                        for (JsonNode pair : golden.json().path("pairs")) {
                            Scored scored = pairs.score(
                                            pair.get(0).asString(),
                                            List.of(pair.get(1).asString()))
                                    .getFirst();

                            assertThat(scored.score())
                                    .as("%s, layer %d, pair %d", way[1], layer, row)
                                    .isCloseTo(expected[row * 5 + layer - 2], within(3e-4));
                            row++;
                        }
                    }
                }
            }
        }
    }

    @Test
    void pairs_score_as_the_reference_does_behind_each_layer() {
        try (Golden golden = Golden.copy("minicpm-layerwise")) {
            float[] expected = golden.tensor("layer_scores");
            for (int layer = 2; layer <= 6; layer++) {
                try (Model model = open("minicpm-layerwise", "?layer=" + layer)) {
                    int row = 0;
                    for (JsonNode text : golden.json().path("texts")) {
                        String[] lines = text.asString().split("\n");

                        Scored scored = model.as(PairScoring.class)
                                .score(lines[0].substring("A: ".length()), List.of(lines[1].substring("B: ".length())))
                                .getFirst();

                        assertThat(scored.score())
                                .as("layer %d, text %d", layer, row)
                                .isCloseTo(expected[row * 5 + layer - 2], within(3e-4));
                        row++;
                    }
                }
            }
        }
    }

    @Test
    void the_published_layer_is_read_or_the_last_where_there_are_fewer_and_company_changes_nothing() {
        for (String folder : List.of("minicpm-layerwise", "gemma2-lightweight")) {
            try (Model usual = open(folder, "");
                    Model last = open(folder, "?layer=6")) {
                List<Scored> together = usual.as(PairScoring.class).score("what is tea", DOCUMENTS);

                for (int i = 0; i < DOCUMENTS.size(); i++) {
                    Scored alone = last.as(PairScoring.class)
                            .score("what is tea", List.of(DOCUMENTS.get(i)))
                            .getFirst();
                    assertThat(together.get(i).score()).isCloseTo(alone.score(), within(1e-4));
                }
            }
        }
    }

    @Test
    void a_passage_too_long_loses_its_end_and_a_query_at_three_quarters() {
        String longest = "the cells of the heart ".repeat(60);
        for (String folder : List.of("minicpm-layerwise", "gemma2-lightweight")) {
            try (Model model = open(folder, "?max-tokens=140")) {
                PairScoring pairs = model.as(PairScoring.class);

                Scored cut = pairs.score("tea", List.of(longest)).getFirst();
                Scored whole = pairs.score("tea", List.of("a drink")).getFirst();
                Scored pressed = pairs.score(longest, List.of(longest)).getFirst();

                assertThat(pairs.maxTokens()).isEqualTo(140);
                assertThat(cut.truncated()).isTrue();
                assertThat(whole.truncated()).isFalse();
                assertThat(pressed.tokensUsed()).isPositive().isLessThan(cut.tokensUsed());
            }
        }
    }

    @Test
    void settings_of_another_kind_of_model_are_refused() {
        assertThatThrownBy(() -> open("bert-seqcls", "?layer=2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("opened as layerwise, and this one is not");
        assertThatThrownBy(() -> open("minicpm-layerwise", "?layer=1")).hasMessageContaining("[2, 3, 4, 5, 6]");
        assertThatThrownBy(() -> open("minicpm-layerwise", "?compress-ratio=2"))
                .hasMessageContaining("not trained to merge");
        assertThatThrownBy(() -> open("gemma2-lightweight", "?compress-layers=three"))
                .hasMessageContaining("24.40");
        assertThatThrownBy(() -> open("minicpm-layerwise", "?max-tokens=70")).hasMessageContaining("its own words are");
        assertThatThrownBy(() -> open("gemma2-lightweight", "?views=2")).hasMessageContaining("list-scorer");
    }

    // ---------------------------------------------------------------- views of a list

    @Test
    void a_list_is_scored_by_the_mean_over_views_of_anchor_times_vector() {
        List<Scored> scored;
        try (Model model = open(T5, "?as=list-scorer")) {
            scored = model.as(ListScoring.class)
                    .score(List.of(new Asked("what is tea", DOCUMENTS)))
                    .getFirst();
            assertThatThrownBy(() -> model.as(PairScoring.class)).hasMessageContaining("a scorer of lists");
        }

        try (Checkpoint checkpoint = Checkpoint.open(MODELS.resolve(T5));
                Tokenizer tokenizer = checkpoint.tokenizer();
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Scope _ = Scope.open()) {
            T5 model = dev.podium.torch.seq2seq.T5.of(checkpoint.config(), parameters);
            List<int[]> texts = DOCUMENTS.stream()
                    .map(document -> tokenizer
                            .encode(
                                    "<extra_id_0><extra_id_1><extra_id_2><extra_id_3> | Query: what is tea | Context: "
                                            + document,
                                    true)
                            .ids())
                    .toList();
            TokenBatch batch = TokenBatch.of(texts);
            Memory read = Memory.of(model.encoder().hidden(batch, Observer.NONE), batch.packing());
            double[] sums = new double[texts.size()];
            for (int view = 0; view < 4; view++) {
                Memory vectors = read.places(view, view + 1).fused(texts.size());
                Tensor anchor = model.decoder()
                        .hidden(vectors, model.decoder().embed(new int[] {0}), Observer.NONE)
                        .select(0, 0);
                float[] products =
                        anchor.matmul(vectors.vectors().transpose(0, 1)).floats();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += products[i];
                }
            }
            for (int i = 0; i < sums.length; i++) {
                assertThat(scored.get(i).score()).isCloseTo(sums[i] / 4, within(1e-3));
            }
            assertThat(scored.stream().map(Scored::score).distinct().count()).isEqualTo(DOCUMENTS.size());
        }
    }

    @Test
    void shuffling_a_list_only_shuffles_its_scores() {
        try (Model model = open(T5, "?as=list-scorer&views=3")) {
            ListScoring lists = model.as(ListScoring.class);
            List<Scored> given =
                    lists.score(List.of(new Asked("what is tea", DOCUMENTS))).getFirst();
            for (long seed = 0; seed < 10; seed++) {
                List<Integer> order = new ArrayList<>(
                        IntStream.range(0, DOCUMENTS.size()).boxed().toList());
                Collections.shuffle(order, new Random(seed));
                List<String> documents = order.stream().map(DOCUMENTS::get).toList();

                List<Scored> shuffled = lists.score(List.of(new Asked("what is tea", documents)))
                        .getFirst();

                for (int i = 0; i < documents.size(); i++) {
                    assertThat(shuffled.get(i).score())
                            .as("seed %d, document %d", seed, i)
                            .isCloseTo(given.get(order.get(i)).score(), within(1e-4));
                }
            }
        }
    }

    @Test
    void a_score_depends_on_its_list_and_on_no_other() {
        try (Model model = open(T5, "?as=list-scorer&max-tokens=64")) {
            ListScoring lists = model.as(ListScoring.class);
            Asked one = new Asked("what is tea", DOCUMENTS);
            Asked shorter = new Asked("what is tea", DOCUMENTS.subList(0, 2));
            Asked other = new Asked("stem cells", DOCUMENTS.subList(1, 4));

            List<List<Scored>> together = lists.score(List.of(other, one, new Asked("x", List.of()), shorter));

            assertThat(together.get(2)).isEmpty();
            List<Scored> alone = lists.score(List.of(one)).getFirst();
            for (int i = 0; i < DOCUMENTS.size(); i++) {
                assertThat(together.get(1).get(i).score())
                        .isCloseTo(alone.get(i).score(), within(1e-4));
            }
            assertThat(together.get(3).getFirst().score())
                    .isNotCloseTo(alone.getFirst().score(), within(1e-4));
            assertThat(alone.get(4).truncated()).isTrue();
            assertThat(alone.get(1).truncated()).isFalse();
            assertThat(lists.maxTokens()).isEqualTo(64);
        }
    }

    @Test
    void a_checkpoint_of_fusion_in_decoder_is_recognised_with_its_wrappers(@TempDir Path folder) throws IOException {
        Path from = MODELS.resolve(T5);
        for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(from.resolve(file), folder.resolve(file));
        }
        Files.writeString(
                folder.resolve("config.json"),
                Files.readString(from.resolve("config.json")).replace("T5ForConditionalGeneration", "FiDT5"));
        wrap(from.resolve("model.safetensors"), folder.resolve("model.safetensors"));

        try (Model wrapped = Models.open("torch:" + folder);
                Model plain = open(T5, "?as=list-scorer")) {
            Asked asked = new Asked("what is tea", DOCUMENTS);

            assertThat(wrapped.as(ListScoring.class).score(List.of(asked)))
                    .isEqualTo(plain.as(ListScoring.class).score(List.of(asked)));
        }
        assertThatThrownBy(() -> Models.open("torch:" + folder + "?views=500"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<extra_id_20>");
    }

    /** As the wrappers name it: encoder.encoder.block.0.module.layer. */
    private static void wrap(Path from, Path to) throws IOException {
        try (Weights weights = Weights.open(from)) {
            List<TensorPlan> plan = weights.names().stream()
                    .map(name -> new TensorPlan(
                            wrapped(name), DType.F32, weights.tensor(name).shape()))
                    .toList();
            try (SafetensorsWriter writer = SafetensorsWriter.create(to, plan, Map.of("format", "pt"))) {
                for (String name : weights.names()) {
                    writer.put(wrapped(name), weights.tensor(name).floats());
                }
            }
        }
    }

    private static String wrapped(String name) {
        return name.replaceFirst("^encoder\\.block\\.(\\d+)\\.", "encoder.encoder.block.$1.module.")
                .replaceFirst("^encoder\\.final", "encoder.encoder.final");
    }
}
