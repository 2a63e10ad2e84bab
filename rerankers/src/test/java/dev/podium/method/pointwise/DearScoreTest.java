package dev.podium.method.pointwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Scale;
import dev.podium.judge.Prefixed;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DearScoreTest {

    @Test
    void puts_the_words_of_its_checkpoints_before_query_and_candidate() {
        List<String> shown = new ArrayList<>();
        PairScoring model = new PairScoring() {
            @Override
            public List<Scored> score(String query, List<String> documents) {
                shown.add(query);
                shown.addAll(documents);
                return documents.stream().map(_ -> new Scored(-2.015625, 5, 4)).toList();
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
                return 228;
            }
        };

        List<Scored> scored = new Prefixed(model, "query: ", "document: ").score("why", List.of("a title a text", ""));

        assertThat(shown).containsExactly("query: why", "document: a title a text", "document: ");
        assertThat(scored).hasSize(2).allMatch(one -> one.score() == -2.015625 && one.truncated());
        assertThat(DearScore.METHOD.needs()).containsExactly(PairScoring.class);
    }
}
