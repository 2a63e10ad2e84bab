package dev.podium.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.Content;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredCandidateTest {

    @Test
    void what_is_written_is_read() {
        var stored = new StoredCandidate(); // one for all, as in a build
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<String, String> fields = new LinkedHashMap<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                fields.put(string(random), string(random));
            }
            var candidate = new Candidate("id", content(random, 2), fields);

            Candidate read = StoredCandidate.read("id", stored.write(candidate));

            assertThat(read).as("seed %d", seed).isEqualTo(candidate);
            assertThat(read.fields().keySet()).as("seed %d", seed).containsExactlyElementsOf(fields.keySet());
        }
    }

    @Test
    void prose_that_lies_elsewhere_is_written_as_prose() {
        Content.Stored elsewhere = () -> Content.text("Tea", "A drink.");

        Candidate read =
                StoredCandidate.read("id", new StoredCandidate().write(new Candidate("id", elsewhere, Map.of())));

        assertThat(read.content()).isEqualTo(Content.text("Tea", "A drink."));
    }

    private static Content content(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 5)) {
            case 0 -> new Content.Text(string(random), string(random), "en");
            case 1 -> new Content.Code(string(random), "java");
            case 2 -> new Content.Item(string(random));
            case 3 -> new Content.History(List.of(new Content.Item(string(random)), new Content.Item("")));
            default -> new Content.Mixed(List.of(content(random, depth - 1), content(random, depth - 1)));
        };
    }

    /** Any UTF-16 whatever: letters, halves of surrogate pairs, nulls; sometimes long. */
    private static String string(Random random) {
        int length = random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(20);
        var text = new StringBuilder();
        boolean wild = random.nextBoolean();
        for (int i = 0; i < length; i++) {
            text.append((char) (wild ? random.nextInt(0x10000) : 'a' + random.nextInt(26)));
        }
        return text.toString();
    }

    @Test
    void tells_half_a_surrogate_pair_from_a_whole_one() {
        assertThat(StoredCandidate.isWellFormed("")).isTrue();
        assertThat(StoredCandidate.isWellFormed("a\ud83d\ude00b")).isTrue();
        assertThat(StoredCandidate.isWellFormed("a\ud83d")).isFalse();
        assertThat(StoredCandidate.isWellFormed("\ude00\ud83d")).isFalse();
        assertThat(StoredCandidate.isWellFormed("\ud83d\ud83d\ude00")).isFalse();
    }

    @Test
    void a_kind_that_cannot_come_back_is_refused() {
        var picture = new Candidate("p1", new Content.Image(URI.create("file:a.png"), "image/png"), Map.of());

        assertThatThrownBy(() -> new StoredCandidate().write(picture))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"p1\"")
                .hasMessageContaining("Image");
    }
}
