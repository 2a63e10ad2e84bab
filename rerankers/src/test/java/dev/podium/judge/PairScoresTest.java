package dev.podium.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairScoresTest {

    @Test
    void shows_title_and_body_and_returns_the_scores_in_the_order_shown() {
        Slate slate = slate(
                new Candidate("a", Content.text("Tea", "leaves"), Map.of()),
                Candidate.of("b", "of"),
                Candidate.of("c", ""));

        assertThat(new PairScores(new Lengths()).score(slate)).containsExactly(10, 2, 0);
    }

    @Test
    void asks_for_large_lists_a_part_at_a_time() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            candidates.add(Candidate.of("d" + i, "x".repeat(i % 7)));
        }
        Lengths model = new Lengths();
        double[] scores = new PairScores(model).score(slate(candidates.toArray(Candidate[]::new)));

        assertThat(model.asked).containsExactly(256, 256, 88);
        for (int i = 0; i < scores.length; i++) {
            assertThat(scores[i]).as("document %d", i).isEqualTo(i % 7);
        }
    }

    @Test
    void tells_the_tally_which_documents_were_cut() {
        Tally tally = new Tally();
        tally.during(() -> new PairScores(new Lengths())
                .score(slate(Candidate.of("short", "tea"), Candidate.of("long", "x".repeat(12)))));

        assertThat(tally.truncated()).containsExactly(new Tally.Truncation("long", 12, 10));
    }

    @Test
    void takes_its_scale_from_the_model() {
        assertThat(new PairScores(new Lengths()).scale()).isEqualTo(Scale.REAL);
    }

    private static Slate slate(Candidate... candidates) {
        List<Hit> hits = new ArrayList<>();
        for (Candidate candidate : candidates) {
            hits.add(new Hit(candidate, 0));
        }
        return new Slate(Query.of("tea"), hits, Scale.REAL);
    }

    /** Scores a document by its length and reads ten characters of it. */
    private static final class Lengths implements PairScoring {
        private final List<Integer> asked = new ArrayList<>();

        @Override
        public List<Scored> score(String query, List<String> documents) {
            assertThat(query).isEqualTo("tea");
            asked.add(documents.size());
            return documents.stream()
                    .map(text -> new Scored(text.length(), text.length(), Math.min(10, text.length())))
                    .toList();
        }

        @Override
        public Scale scale() {
            return Scale.REAL;
        }

        @Override
        public String activation() {
            return "identity";
        }

        @Override
        public int maxTokens() {
            return 10;
        }
    }
}
