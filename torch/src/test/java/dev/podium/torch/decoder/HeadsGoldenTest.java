package dev.podium.torch.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.Golden;
import dev.podium.torch.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Heads over decoders: labels of a sequence, numbers behind layers, merged tokens. */
class HeadsGoldenTest {

    @TestFactory
    Stream<DynamicTest> the_last_token_that_is_not_padding_is_classified() {
        return Golden.folders(Set.of("llama3-seqcls", "qwen3-seqcls")::contains).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    try (Tiny tiny = Tiny.open(folder);
                            SequenceScorer scorer = SequenceScorer.of(tiny.checkpoint.config(), tiny.parameters);
                            Scope _ = Scope.open()) {
                        List<int[]> ids = lists(tiny.golden.json().path("ids"));

                        tiny.golden.assertClose("logits", scorer.logits(ids));
                        tiny.golden.assertClose(
                                "right.logits", scorer.logits(List.of(tiny.golden.rows("right.input_ids"))));
                    }
                }));
    }

    @Test
    void each_layer_has_its_own_score() {
        try (Tiny tiny = Tiny.open("minicpm-layerwise");
                LayerwiseScorer scorer = LayerwiseScorer.of(tiny.checkpoint.config(), tiny.parameters)) {
            List<int[]> ids = lists(tiny.golden.json().path("ids"));

            float[][] scores = scorer.scores(ids, scorer.cutoffs());

            assertClose(tiny, "layer_scores", scores);
            assertThat(scorer.scores(ids, 3)[4][0]).isCloseTo(scores[4][1], within(1e-4f));
        }
    }

    @Test
    void merged_tokens_score_as_the_reference_does() {
        try (Tiny tiny = Tiny.open("gemma2-lightweight");
                LayerwiseScorer scorer = LayerwiseScorer.of(tiny.checkpoint.config(), tiny.parameters)) {
            List<int[]> ids = new ArrayList<>();
            List<TokenMerging.Part> passages = new ArrayList<>();
            for (JsonNode part : tiny.golden.json().path("parts")) {
                int[] query = Golden.ints(part.path("query_ids"));
                int[] passage = Golden.ints(part.path("passage_ids"));
                int[] prompt = Golden.ints(part.path("prompt_ids"));
                ids.add(Stream.of(query, passage, prompt)
                        .flatMapToInt(Arrays::stream)
                        .toArray());
                passages.add(new TokenMerging.Part(query.length, query.length + passage.length));
            }
            int ratio = tiny.golden.json().path("compress_ratio").asInt();
            List<Integer> layers = Arrays.stream(Golden.ints(tiny.golden.json().path("compress_layer")))
                    .boxed()
                    .toList();

            assertClose(
                    tiny, "scores", scorer.scores(ids, passages, new TokenMerging(layers, ratio), scorer.cutoffs()));
            assertClose(tiny, "scores_uncompressed", scorer.scores(ids, scorer.cutoffs()));
        }
    }

    @Test
    void mini_cpm_scales_embeddings_sublayers_and_what_goes_into_the_head() {
        for (var folder : Golden.folders("minicpm"::equals)) {
            try (Tiny tiny = Tiny.open(folder);
                    CausalLm model = tiny.causal()) {
                assertClose(
                        tiny,
                        "last_logits",
                        model.lastLogits(lists(tiny.golden.json().path("ids"))));
            }
        }
    }

    @Test
    void yes_and_no_of_a_published_prompt() {
        for (var folder : Golden.folders("qwen3-reranker"::equals)) {
            try (Golden golden = Golden.open(folder);
                    Tiny tiny = Tiny.open("qwen3");
                    CausalLm model = tiny.causal()) {
                int yes = golden.json().path("yes_id").asInt();
                int no = golden.json().path("no_id").asInt();
                List<int[]> ids = lists(golden.json().path("ids"));

                golden.assertClose("two_logits", joined(model.lastLogits(ids, no, yes)));
                golden.assertClose("difference", model.differences(ids, yes, no));
            }
        }
    }

    private static List<int[]> lists(JsonNode lists) {
        List<int[]> all = new ArrayList<>();
        lists.forEach(list -> all.add(Golden.ints(list)));
        return all;
    }

    private static void assertClose(Tiny tiny, String name, float[][] rows) {
        tiny.golden.assertClose(name, joined(rows));
    }

    private static float[] joined(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }
}
