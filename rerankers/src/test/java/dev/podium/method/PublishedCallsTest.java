package dev.podium.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often methods ask about 100 candidates, as their papers say or as follows from them. */
class PublishedCallsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            setwise-likelihood, order=windows, 245
            iranker, '', 99
            tourrank, '', 13
            tourrank, tournaments=10, 130
            grouprank, '', 10
            grouprank, repeats=6, 30
            icr, '', 2
            icr, calibration=no, 1
            prp-allpairs, '', 9900
            duot5, '', 4950
            duot5, orders=both, 9900
            tsprank, '', 101
            """)
    void asks_exactly_as_often_as_published(String name, String setting, long calls) {
        Map<String, String> settings =
                setting.isEmpty() ? Map.of() : Map.of(setting.split("=")[0], setting.split("=")[1]);

        assertThat(Catalogue.method(name).effort(settings, 100).fewest()).isEqualTo(calls);
        assertThat(Catalogue.method(name).effort(settings, 100).most()).isEqualTo(calls);
    }

    @Test
    void a_perfect_rank_r1_is_asked_19_times_about_a_sorted_list_and_about_23_times_about_any() {
        assertThat(rankR1(hundred(null))).isEqualTo(19);

        long calls = 0;
        for (int seed = 0; seed < 20; seed++) {
            calls += rankR1(hundred(new Random(seed)));
        }
        assertThat(calls / 20.0).isBetween(21.5, 24.5);
    }

    private static long rankR1(Ranking ranking) {
        Clairvoyant model = Clairvoyant.perfect();
        Catalogue.method("rank-r1").reranker(model, Map.of("held", "yes")).rerank(ranking);
        return model.calls();
    }

    private static Ranking hundred(@Nullable Random random) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            candidates.add(Clairvoyant.candidate("d" + i, (100 - i) / 101.0));
        }
        if (random != null) {
            Collections.shuffle(candidates, random);
        }
        return Ranking.inOrder(Query.of("what is tea"), candidates);
    }
}
