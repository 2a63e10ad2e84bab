package dev.podium.train.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Embedding.Role;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.VectorPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeafObjectiveTest {

    private static final List<TaughtText> TEXTS = IntStream.range(0, 40)
            .mapToObj(i -> new TaughtText("x".repeat(1 + i * 7 % 13) + i, i % 4 == 0 ? Role.QUERY : Role.PASSAGE))
            .toList();

    /** A student that has a free vector for each text. */
    private static final class Free implements TrainableEmbedding {

        final Map<TaughtText, float[]> vectors = new HashMap<>();
        final Map<TaughtText, float[]> gradient = new HashMap<>();
        final List<List<String>> passes = new ArrayList<>();
        int open;

        float[] vector(TaughtText text) {
            return vectors.computeIfAbsent(
                    text, _ -> new float[] {0.5f, -0.1f * text.text().length(), 0.2f, 0});
        }

        @Override
        public VectorPass forward(List<String> texts, Role role, Mode mode) {
            passes.add(texts);
            open++;
            return new VectorPass() {
                @Override
                public float[][] vectors() {
                    return texts.stream()
                            .map(text -> vector(new TaughtText(text, role)).clone())
                            .toArray(float[][]::new);
                }

                @Override
                public void backward(float[][] pull) {
                    for (int i = 0; i < pull.length; i++) {
                        float[] own = gradient.computeIfAbsent(new TaughtText(texts.get(i), role), _ -> new float[4]);
                        for (int k = 0; k < 4; k++) {
                            own[k] += pull[i][k];
                        }
                    }
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }
    }

    @TempDir
    private Path folder;

    private TeacherVectors vectors;
    private TeacherSpace space;
    private final Free student = new Free();

    @BeforeEach
    void space() throws IOException {
        vectors = TeacherVectors.of(folder, TEXTS, Spoken.drawn(4, 3), _ -> {});
        space = new TeacherSpace(TEXTS, List.of(new TeacherSpace.Part(vectors, 1)));
    }

    @AfterEach
    void close() {
        vectors.close();
    }

    private static List<Integer> places(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void it_pulls_each_text_to_its_teachers_by_the_slope_of_the_mean_square() {
        LeafObjective objective = new LeafObjective(student, space, places(0, 40), 40, 7, 1);

        double loss = objective.learn(0);

        double sum = 0;
        for (int place = 0; place < 40; place++) {
            float[] v = student.vector(TEXTS.get(place));
            float[] t = space.vector(place);
            float[] slope = new float[4];
            for (int k = 0; k < 4; k++) {
                sum += (double) (v[k] - t[k]) * (v[k] - t[k]) / 40;
                slope[k] = 2 * (v[k] - t[k]) / 40;
            }
            assertThat(student.gradient.get(TEXTS.get(place)))
                    .as("text %d", place)
                    .containsExactly(slope, within(1e-6f));
        }
        assertThat(loss).isCloseTo(sum, within(1e-6));
        assertThat(student.open).as("passes left open").isZero();
    }

    @Test
    void every_text_comes_once_before_any_comes_again() {
        LeafObjective objective = new LeafObjective(student, space, places(4, 40), 9, 4, 1);
        for (int round = 0; round < 3; round++) {
            student.passes.clear();
            for (int step = 4 * round; step < 4 * round + 4; step++) {
                objective.learn(step);
            }
            List<String> seen = student.passes.stream().flatMap(List::stream).toList();
            assertThat(seen).hasSize(36);
            assertThat(new HashSet<>(seen))
                    .hasSize(36)
                    .doesNotContain(TEXTS.getFirst().text());
        }
    }

    @Test
    void texts_go_through_the_model_with_those_of_their_length() {
        new LeafObjective(student, space, places(0, 40), 40, 8, 1).learn(0);

        for (List<String> pass : student.passes) {
            assertThat(pass).hasSizeBetween(1, 8);
            assertThat(pass.stream().map(String::length)).isSorted();
        }
    }

    @Test
    void its_value_is_the_mean_cosine_and_1_where_all_is_learnt() {
        LeafObjective objective = new LeafObjective(student, space, places(0, 30), 8, 8, 1);
        assertThat(objective.value(places(30, 40))).isLessThan(0.9);
        for (int place = 30; place < 40; place++) {
            student.vectors.put(TEXTS.get(place), space.vector(place));
        }

        assertThat(objective.value(places(30, 40))).isCloseTo(1, within(1e-6));
    }

    @Test
    void refuses_nothing_to_learn_from_and_parts_larger_than_a_step() {
        assertThatThrownBy(() -> new LeafObjective(student, space, List.of(), 8, 8, 1))
                .hasMessageContaining("a text");
        assertThatThrownBy(() -> new LeafObjective(student, space, places(0, 4), 8, 9, 1))
                .hasMessageContaining("part (9)");
    }
}
