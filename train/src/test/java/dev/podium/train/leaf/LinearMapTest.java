package dev.podium.train.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The map a student begins with, and the one it ends with. */
class LinearMapTest {

    private static float[] drawn(Random random, int size) {
        float[] vector = new float[size];
        for (int k = 0; k < size; k++) {
            vector[k] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static float[] mapped(float[][] map, float[] x) {
        float[] y = new float[map.length];
        for (int i = 0; i < map.length; i++) {
            double sum = 0;
            for (int k = 0; k < x.length; k++) {
                sum += (double) map[i][k] * x[k];
            }
            y[i] = (float) sum;
        }
        return y;
    }

    @Test
    void ridge_finds_the_map_that_made_the_vectors() {
        Random random = new Random(5);
        float[][] made = {drawn(random, 6), drawn(random, 6), drawn(random, 6)};
        Ridge ridge = new Ridge(6, 3);
        for (int i = 0; i < 400; i++) {
            float[] x = drawn(random, 6);
            ridge.add(x, mapped(made, x));
        }

        float[][] found = ridge.map(1e-6);

        for (int i = 0; i < 3; i++) {
            assertThat(found[i]).as("seed 5").containsExactly(made[i], within(1e-3f));
        }
    }

    @Test
    void ridge_by_hand() {
        // x = 1, 2 and y = 2, 3: 8 / (5 + 0.2 * 5) = 4/3
        Ridge ridge = new Ridge(1, 1);
        ridge.add(new float[] {1}, new float[] {2});
        ridge.add(new float[] {2}, new float[] {3});

        assertThat(ridge.map(0.2)[0][0]).isCloseTo(4f / 3, within(1e-6f));
        assertThatThrownBy(() -> ridge.map(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Ridge(2, 2).map(0.1)).hasMessageContaining("not be 0");
    }

    @Test
    void a_narrow_map_keeps_all_dot_products() {
        Random random = new Random(7);
        float[][] wide = new float[9][];
        for (int i = 0; i < 9; i++) {
            wide[i] = drawn(random, 4);
        }
        float[][] narrow = NarrowMap.of(wide);

        assertThat(narrow.length).isEqualTo(4);
        for (int i = 0; i < 50; i++) {
            float[] x = drawn(random, 4);
            float[] y = drawn(random, 4);
            assertThat(TeacherSpace.dot(mapped(narrow, x), mapped(narrow, y)))
                    .as("seed 7")
                    .isCloseTo(TeacherSpace.dot(mapped(wide, x), mapped(wide, y)), within(1e-3));
        }
    }

    @Test
    void a_narrow_map_by_hand() {
        // W'W = [[2, 1], [1, 2]] = L L' with L = [[sqrt 2, 0], [1/sqrt 2, sqrt 3/2]]
        float[][] narrow = NarrowMap.of(new float[][] {{1, 0}, {1, 1}, {0, 1}});

        assertThat(narrow[0]).containsExactly(new float[] {1.414214f, 0.707107f}, within(1e-5f));
        assertThat(narrow[1]).containsExactly(new float[] {0, 1.224745f}, within(1e-5f));
    }
}
