package dev.podium.method.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BiEncoderTest {

    @Test
    void compares_the_query_with_each_candidate() {
        // letters counted: "tea" (t 1, a 1), "tat" (2, 1), "aa" (0, 2), "x" (0, 0)
        double[] scores = new BiEncoder(new Letters()).score(slate("tat", "aa", "x"));

        assertThat(scores[0]).isCloseTo(3 / Math.sqrt(10), within(1e-12));
        assertThat(scores[1]).isCloseTo(1 / Math.sqrt(2), within(1e-12));
        assertThat(scores[2]).isZero();
    }

    @Test
    void embeds_the_query_once_and_large_lists_a_part_at_a_time() {
        Letters model = new Letters();
        String[] texts = new String[600];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "t".repeat(i % 5 + 1) + "a";
        }
        double[] scores = new BiEncoder(model).score(slate(texts));

        assertThat(model.asked).containsExactly("QUERY 1", "PASSAGE 256", "PASSAGE 256", "PASSAGE 88");
        for (int i = 0; i < scores.length; i++) {
            int t = i % 5 + 1;
            assertThat(scores[i]).isCloseTo((t + 1) / Math.sqrt(2.0 * (t * t + 1)), within(1e-12));
        }
    }

    @Test
    void asks_nothing_for_an_empty_list() {
        Letters model = new Letters();
        assertThat(new BiEncoder(model).score(slate())).isEmpty();
        assertThat(model.asked).isEmpty();
    }

    @Test
    void tells_the_tally_which_documents_were_cut() {
        Tally tally = new Tally();
        tally.during(() -> new BiEncoder(new Letters()).score(slate("tea", "t".repeat(12))));

        assertThat(tally.truncated()).containsExactly(new Tally.Truncation("d1", 12, 10));
    }

    private static Slate slate(String... texts) {
        List<Hit> hits = new ArrayList<>();
        for (String text : texts) {
            hits.add(new Hit(Candidate.of("d" + hits.size(), text), 0));
        }
        return new Slate(Query.of("tea"), hits, Scale.REAL);
    }

    /** Counts the letters t and a among the first ten characters. */
    private static final class Letters implements Embedding {
        private final List<String> asked = new ArrayList<>();

        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            asked.add(role + " " + texts.size());
            return texts.stream()
                    .map(text -> {
                        String read = text.substring(0, Math.min(10, text.length()));
                        float[] counts = {count(read, 't'), count(read, 'a')};
                        return new Embedded(counts, text.length(), read.length());
                    })
                    .toList();
        }

        private static long count(String text, char letter) {
            return text.chars().filter(c -> c == letter).count();
        }

        @Override
        public Similarity similarity() {
            return Similarity.COSINE;
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return 10;
        }
    }
}
