package dev.podium.method.pairwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Similarity;
import dev.podium.order.HeldKarp;
import dev.podium.order.OrOpt;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TspRankTest {

    /** A text of two numbers is its vector. */
    private static final Embedding NUMBERS = new Embedding() {
        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            List<Embedded> vectors = new ArrayList<>();
            for (String text : texts) {
                String[] two = text.split(" ");
                vectors.add(new Embedded(new float[] {Float.parseFloat(two[0]), Float.parseFloat(two[1])}, 2, 2));
            }
            return vectors;
        }

        @Override
        public Similarity similarity() {
            return Similarity.DOT;
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return 10;
        }
    };

    private static final Ranking THREE = Ranking.inOrder(
            Query.of("1 0"), List.of(Candidate.of("a", "1 0"), Candidate.of("b", "0 1"), Candidate.of("c", "2 2")));

    @Test
    void without_weights_it_is_the_order_of_nearness() {
        assertThat(new TspRank(NUMBERS, null, new HeldKarp()).rerank(THREE).ids())
                .containsExactly("c", "a", "b");
        assertThat(new TspRank(NUMBERS, null, new OrOpt()).rerank(THREE).ids()).containsExactly("c", "a", "b");
    }

    @Test
    void steps_down_the_list_take_the_upper_form_and_steps_up_the_lower() {
        // upper: x0 y1; lower: -1 throughout. a-b 1, a-c 2, b-c 0, b-a -1, c-a -1, c-b -1
        BilinearForms forms = new BilinearForms(2, new float[] {0, 1, 0, 0}, 0, new float[] {0, 0, 0, 0}, -1);

        assertThat(new TspRank(NUMBERS, forms, new HeldKarp()).rerank(THREE).ids())
                .as(
                        "a-c-b gains 2 - 1, a-b-c 1 + 0, b-a-c -1 + 2: of equals the one whose later places are later in the list")
                .containsExactly("a", "b", "c");

        BilinearForms kinder = new BilinearForms(2, new float[] {0, 1, 0, 0}, 0, new float[] {0, 0, -0.25f, 0}, -0.5f);
        assertThat(new TspRank(NUMBERS, kinder, new HeldKarp()).rerank(THREE).ids())
                .as("a-c-b gains 2 - 0.5, a-b-c 1 + 0, b-a-c -0.75 + 2")
                .containsExactly("a", "c", "b");
    }

    @Test
    void weights_are_read_from_a_file(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tsprank.safetensors");
        List<TensorPlan> plan = List.of(
                new TensorPlan("upper.weight", DType.F32, Shape.of(1, 2, 2)),
                new TensorPlan("upper.bias", DType.F32, Shape.of(1)),
                new TensorPlan("lower.weight", DType.F32, Shape.of(1, 2, 2)),
                new TensorPlan("lower.bias", DType.F32, Shape.of(1)));
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan, Map.of())) {
            writer.put("upper.weight", new float[] {0, 1, 0, 0});
            writer.put("upper.bias", new float[] {3});
            writer.put("lower.weight", new float[] {0, 0, 2, 0});
            writer.put("lower.bias", new float[] {-1});
        }

        BilinearForms forms = BilinearForms.read(file);

        assertThat(forms.worth(new float[] {5, 7}, new float[] {11, 13}, true)).isEqualTo(5 * 13 + 3);
        assertThat(forms.worth(new float[] {5, 7}, new float[] {11, 13}, false)).isEqualTo(2 * 7 * 11 - 1);
        assertThatThrownBy(() -> forms.seen(new float[3]))
                .hasMessageContaining("vectors of length 2, and the model's have 3");
    }

    @Test
    void a_layer_that_was_trained_with_the_forms_stands_before_them(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("forms.safetensors");
        List<TensorPlan> plan = List.of(
                new TensorPlan("upper.weight", DType.F32, Shape.of(1, 2, 2)),
                new TensorPlan("upper.bias", DType.F32, Shape.of(1)),
                new TensorPlan("lower.weight", DType.F32, Shape.of(1, 2, 2)),
                new TensorPlan("lower.bias", DType.F32, Shape.of(1)),
                new TensorPlan("layer.weight", DType.F32, Shape.of(1, 3)),
                new TensorPlan("layer.bias", DType.F32, Shape.of(1)));
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan, Map.of())) {
            writer.put("upper.weight", new float[] {1, 0, 0, 0});
            writer.put("upper.bias", new float[] {0});
            writer.put("lower.weight", new float[] {0, 1, 0, 0});
            writer.put("lower.bias", new float[] {0});
            writer.put("layer.weight", new float[] {1, 0, -1});
            writer.put("layer.bias", new float[] {0.5f});
        }

        BilinearForms forms = BilinearForms.read(file);

        float[] a = forms.seen(new float[] {1, 9, 0}); // tanh 1.5
        float[] b = forms.seen(new float[] {0, 9, 1}); // tanh -0.5
        assertThat(a).containsExactly(new float[] {0.905148f, 1}, within(1e-6f));
        assertThat(forms.worth(a, b, true)).isCloseTo(0.905148 * -0.462117, within(1e-6));
        assertThat(forms.worth(a, b, false)).isCloseTo(0.905148, within(1e-6)); // times the 1 behind b
    }
}
