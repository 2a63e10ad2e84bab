package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Modules behind the network, on numbers worked by hand. */
class StagesTest {

    /** Two tokens and a vocabulary of three words. */
    private static final float[][] LOGITS = {{-1, 0, 2}, {3, -2, 1}};

    private record Fixed(float[][] logits) implements Features.Logits {

        @Override
        public Tensor of(int text) {
            return Tensors.stack(
                    Arrays.stream(logits)
                            .map(row -> Tensors.of(row, row.length))
                            .toList(),
                    0);
        }

        @Override
        public Tensor behind(int... ids) {
            return of(0).slice(0, logits.length - 1, logits.length).pick(1, Tensors.indices(ids));
        }
    }

    @Test
    void splade_takes_the_largest_logit_of_a_word_or_the_sum() {
        assertThat(made(new SpladePooling(false, false), Features.TEXTS))
                .containsExactly(new float[] {log1p(3), 0, log1p(2)}, within(1e-6f));
        assertThat(made(new SpladePooling(true, false), Features.TEXTS))
                .containsExactly(new float[] {log1p(3), 0, log1p(2) + log1p(1)}, within(1e-6f));
        assertThat(made(new SpladePooling(false, true), Features.TEXTS))
                .containsExactly(new float[] {log1p(log1p(3)), 0, log1p(log1p(2))}, within(1e-6f));
    }

    @Test
    void logit_score_is_how_much_yes_is_above_no() {
        assertThat(made(new LogitScore(0, 1), Features.SCORES)).containsExactly(5);
        assertThat(made(new LogitScore(2, -1), Features.SCORES)).containsExactly(1);
    }

    @Test
    void dense_adds_its_input_where_it_is_asked_to() {
        try (Scope _ = Scope.open()) {
            Linear linear = Linear.of(
                    "linear",
                    Tensors.of(new float[] {1, 0, 1, 1}, 2, 2),
                    Tensors.of(new float[] {0, -8}, 2),
                    Numbers.FLOAT32);
            Features features = features();
            features.put(Features.TEXTS, Tensors.of(new float[] {2, 3}, 1, 2));

            new Dense(Features.TEXTS, "scores", linear, Activation.RELU, false, null).on(features);
            new Dense(Features.TEXTS, Features.TEXTS, linear, Activation.RELU, true, null).on(features);

            assertThat(features.tensor("scores").floats()).containsExactly(2, 0);
            assertThat(features.tensor(Features.TEXTS).floats()).containsExactly(4, 3);
        }
    }

    @Test
    void normalize_leaves_zeros_zeros() {
        try (Scope _ = Scope.open()) {
            assertThat(Normalize.of(Tensors.of(new float[] {3, 4, 0, 0}, 2, 2)).floats())
                    .containsExactly(new float[] {0.6f, 0.8f, 0, 0}, within(1e-6f));
        }
    }

    @Test
    void skipped_words_count_in_queries_and_not_in_documents() {
        Map<String, Integer> ids = Map.of(".", 7, ",", 8);
        MultiVectorMask mask = MultiVectorMask.ofDocuments(List.of(".", ",", "~"), word -> ids.getOrDefault(word, -1));
        Shown shown = new Shown(new int[] {1, 7, 3, 8}, new int[4], 3, 0, 2, 2);
        Features query = new Features(List.of(shown), Task.QUERY);
        Features document = new Features(List.of(shown), Task.DOCUMENT);

        mask.on(query);
        mask.on(document);

        assertThat(query.counted()).containsExactly(true, true, true, true);
        assertThat(document.counted()).containsExactly(true, false, true, false);
    }

    @Test
    void a_mask_may_say_which_tasks_it_is_for_and_which_tokens_alone_count() {
        Config config = Config.of(
                "config.json",
                new JsonMapper()
                        .readTree(
                                "{\"skiplist_words\": [\"a\"], \"skiplist_tasks\": \"query\", \"keep_only_token_ids\": [3]}"));
        MultiVectorMask mask = MultiVectorMask.read(config, word -> 1);
        Shown shown = new Shown(new int[] {1, 3}, new int[2], 2, 0, 2, 2);
        Features query = new Features(List.of(shown), Task.QUERY);
        Features document = new Features(List.of(shown), Task.DOCUMENT);

        mask.on(query);
        mask.on(document);

        assertThat(query.counted()).containsExactly(false, true);
        assertThat(document.counted()).containsExactly(false, true);
    }

    @Test
    void a_module_that_finds_nothing_says_what_it_looked_for() {
        assertThatThrownBy(() -> features().tensor(Features.TEXTS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sentence_embedding")
                .hasMessageContaining("modules.json");
    }

    private static float[] made(Stage stage, String name) {
        try (Scope _ = Scope.open()) {
            Features features = features();
            features.put(new Fixed(LOGITS));
            stage.on(features);
            return features.tensor(name).floats();
        }
    }

    private static Features features() {
        return new Features(List.of(new Shown(new int[2], new int[2], 2, 0, 2, 2)), Task.NONE);
    }

    private static float log1p(double x) {
        return (float) Math.log1p(x);
    }
}
