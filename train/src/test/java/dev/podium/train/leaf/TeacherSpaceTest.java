package dev.podium.train.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Embedding.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherSpaceTest {

    private static final List<TaughtText> TEXTS = IntStream.range(0, 600)
            .mapToObj(i -> new TaughtText("text " + i, i % 2 == 0 ? Role.QUERY : Role.PASSAGE))
            .toList();

    @TempDir
    private Path folder;

    private TeacherVectors vectors(String name, Spoken teacher) throws IOException {
        return TeacherVectors.of(folder.resolve(name), TEXTS, teacher, _ -> {});
    }

    @Test
    void vectors_have_length_one_and_all_teachers_numbers() throws IOException {
        try (TeacherVectors one = vectors("one", Spoken.drawn(8, 1));
                TeacherVectors two = vectors("two", Spoken.drawn(5, 2))) {
            TeacherSpace space =
                    new TeacherSpace(TEXTS, List.of(new TeacherSpace.Part(one, 1), new TeacherSpace.Part(two, 1)));

            assertThat(space.dimensions()).isEqualTo(13);
            for (int place = 0; place < 50; place++) {
                assertThat(TeacherSpace.dot(space.vector(place), space.vector(place)))
                        .isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void what_texts_have_in_common_stays() throws IOException {
        Spoken plain = Spoken.drawn(8, 1);
        // The same with something added, as e5's cosines between 0.7 and 1 come about.
        Spoken shifted = new Spoken(8, (text, role) -> {
            float[] vector = plain.embed(List.of(text), role).getFirst().vector();
            vector[0] += 4;
            return vector;
        });
        try (TeacherVectors one = vectors("shifted", shifted)) {
            TeacherSpace space = new TeacherSpace(TEXTS, List.of(new TeacherSpace.Part(one, 1)));

            for (int place = 0; place < 50; place++) {
                float[] said = shifted.embed(
                                List.of("text " + place), TEXTS.get(place).role())
                        .getFirst()
                        .vector();
                double length = Math.sqrt(TeacherSpace.dot(said, said));
                for (int k = 0; k < 8; k++) {
                    assertThat((double) space.vector(place)[k]).isCloseTo(said[k] / length, within(2e-3));
                }
            }
        }
    }

    @Test
    void teachers_of_any_range_weigh_as_they_are_told_to() throws IOException {
        Spoken wide = Spoken.drawn(40, 1);
        Spoken other = Spoken.drawn(40, 2);
        Spoken narrow = new Spoken(40, (text, role) -> {
            float[] vector = other.embed(List.of(text), role).getFirst().vector();
            for (int k = 0; k < 40; k++) {
                vector[k] *= 0.1f;
            }
            return vector;
        });
        try (TeacherVectors one = vectors("wide", wide);
                TeacherVectors two = vectors("narrow", narrow)) {
            TeacherSpace space =
                    new TeacherSpace(TEXTS, List.of(new TeacherSpace.Part(one, 1), new TeacherSpace.Part(two, 3)));

            double[] share = new double[2];
            for (int place = 0; place < 200; place++) {
                float[] vector = space.vector(place);
                for (int k = 0; k < 80; k++) {
                    share[k / 40] += (double) vector[k] * vector[k] / 200;
                }
            }
            assertThat(share[1] / share[0]).isCloseTo(3, within(0.15));
        }
    }

    @Test
    void refuses_no_teacher_no_weight_and_other_texts() throws IOException {
        try (TeacherVectors one = vectors("one", Spoken.drawn(8, 1))) {
            assertThatThrownBy(() -> new TeacherSpace(TEXTS, List.of())).hasMessageContaining("a teacher");
            assertThatThrownBy(() -> new TeacherSpace.Part(one, 0)).hasMessageContaining("above 0");
            assertThatThrownBy(() -> new TeacherSpace(TEXTS.subList(0, 10), List.of(new TeacherSpace.Part(one, 1))))
                    .hasMessageContaining("10 texts");
        }
    }
}
