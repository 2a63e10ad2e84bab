package dev.podium.train.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Embedding.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherVectorsTest {

    /** More than a file holds. */
    private static final List<TaughtText> TEXTS = IntStream.range(0, 5000)
            .mapToObj(i -> new TaughtText("text " + i, i % 3 == 0 ? Role.QUERY : Role.PASSAGE))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void each_text_has_what_the_teacher_says_of_it_in_its_role() throws IOException {
        Spoken teacher = Spoken.drawn(6, 1);
        List<Long> told = new ArrayList<>();
        try (TeacherVectors vectors = TeacherVectors.of(folder, TEXTS, teacher, told::add)) {
            assertThat(vectors.size()).isEqualTo(5000);
            assertThat(vectors.dimensions()).isEqualTo(6);
            for (int place : new int[] {0, 1, 4095, 4096, 4999}) {
                float[] given = new float[8];
                vectors.copy(place, given, 2);
                TaughtText text = TEXTS.get(place);
                float[] said = teacher.embed(List.of(text.text()), text.role())
                        .getFirst()
                        .vector();
                for (int k = 0; k < 6; k++) {
                    assertThat(given[2 + k]).as("text %d", place).isCloseTo(said[k], within(1e-3f)); // half precision
                }
            }
        }
        assertThat(told).isSorted().endsWith(5000L);
    }

    @Test
    void a_teacher_is_asked_once_and_of_more_texts_for_those_that_are_new() throws IOException {
        TeacherVectors.of(folder, TEXTS, Spoken.drawn(4, 1), _ -> {}).close();
        Spoken again = Spoken.drawn(4, 1);
        TeacherVectors.of(folder, TEXTS, again, _ -> {}).close();
        assertThat(again.asked).isEmpty();

        List<TaughtText> more = new ArrayList<>(TEXTS);
        more.add(new TaughtText("new", Role.QUERY));
        TeacherVectors.of(folder, more, again, _ -> {}).close();
        assertThat(again.asked).hasSize(5001 - 4096).contains(new TaughtText("new", Role.QUERY));
    }

    @Test
    void a_teacher_that_fails_leaves_what_it_said_before() {
        int[] said = {0};
        Spoken failing = new Spoken(2, (_, _) -> {
            if (said[0]++ >= 4096) {
                throw new IllegalStateException("tired");
            }
            return new float[] {1, 0};
        });
        assertThatThrownBy(() -> TeacherVectors.of(folder, TEXTS, failing, _ -> {}))
                .hasMessage("tired");

        assertThat(folder.toFile().list()).hasSize(1).allMatch(name -> name.startsWith("000000-"));
    }
}
