package dev.podium.train.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Retriever;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.order.ByScore;
import dev.podium.order.Order;
import dev.podium.train.data.TrainingList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MiningTest {

    private static final Map<String, Candidate> DOCUMENTS = Stream.of("a", "b", "c", "d", "e")
            .map(id -> Candidate.of(id, id.equals("e") ? "text of a" : "text of " + id))
            .collect(Collectors.toMap(Candidate::id, Function.identity()));

    private static Retriever finding(double[] scores, String... ids) {
        return query ->
                Ranking.byScore(query, Stream.of(ids).map(Candidate::named).toList(), scores, Scale.REAL);
    }

    private static final Retriever FIRST = finding(new double[] {3, 2, 1}, "a", "b", "c");

    private static List<String> ids(TrainingList list) {
        return list.slate().candidates().stream().map(Candidate::id).toList();
    }

    @Test
    void what_others_found_and_what_was_missed_stands_below_with_the_lowest_score() {
        Mining mining = new Mining(FIRST, List.of(finding(new double[] {9, 8}, "b", "d")), 0, List.of());

        TrainingList list = mining.of(Query.of("q"), Map.of("e", 1), DOCUMENTS);

        assertThat(ids(list)).containsExactly("a", "b", "c", "d", "e");
        assertThat(list.slate().hits()).extracting(hit -> hit.score()).containsExactly(3.0, 2.0, 1.0, 1.0, 1.0);
        assertThat(list.isTaught()).isFalse();
    }

    @Test
    void what_was_judged_is_shown_whether_it_is_relevant_or_not() {
        TrainingList list =
                new Mining(FIRST, List.of(), 0, List.of()).of(Query.of("q"), Map.of("d", 0, "gone", 0), DOCUMENTS);

        assertThat(ids(list)).containsExactly("a", "b", "c", "d");
        assertThat(list.grades()).containsExactly(0.0, 0.0, 0.0, 0.0);
    }

    @Test
    void a_copy_of_a_relevant_text_is_as_relevant() {
        TrainingList list =
                new Mining(FIRST, List.of(), 0, List.of()).of(Query.of("q"), Map.of("e", 2, "b", -1), DOCUMENTS);

        assertThat(ids(list)).containsExactly("a", "b", "c", "e");
        assertThat(list.grades()).containsExactly(1.0, 0.0, 0.0, 2.0);
    }

    @Test
    void teachers_are_added_up_on_one_scale() {
        Mining mining = new Mining(
                FIRST,
                List.of(),
                0.5,
                List.of(new Teacher(slate -> new double[] {100, 300, 200}, 1), new Teacher(slate -> new double[3], 7)));

        TrainingList list = mining.of(Query.of("q"), Map.of(), DOCUMENTS);

        // Three equidistant scores have the standard scores 1.2247, 0 and -1.2247; the second teacher says nothing.
        double z = Math.sqrt(1.5);
        assertThat(list.teacher().get(0)).isCloseTo(0.5 * z - z, within(1e-12));
        assertThat(list.teacher().get(1)).isCloseTo(z, within(1e-12));
        assertThat(list.teacher().get(2)).isCloseTo(-0.5 * z, within(1e-12));
    }

    @Test
    void a_method_teaches_by_its_scores_or_where_it_only_orders_by_its_places() {
        Slate slate = new Mining(FIRST, List.of(), 0, List.of())
                .of(Query.of("q"), Map.of(), DOCUMENTS)
                .slate();
        Order scoring = new ByScore((Scorer) _ -> new double[] {0.1, 0.9, 0.5});
        Order ordering = new ByScore(new Scorer() {
            @Override
            public double[] score(Slate shown) {
                return new double[] {0.1, 0.9, 0.5};
            }

            @Override
            public Scale scale() {
                return Scale.ORDINAL;
            }
        });

        assertThat(new OrderJudge(scoring).score(slate)).containsExactly(0.1, 0.9, 0.5);
        assertThat(new OrderJudge(ordering).score(slate)).containsExactly(1, 3, 2);
    }

    @Test
    void texts_are_those_of_the_documents_whatever_the_first_stage_shows() {
        TrainingList list = new Mining(FIRST, List.of(), 0, List.of())
                .of(Query.of("q"), Map.of(), Map.of("a", Candidate.of("a", "another wording")));

        assertThat(list.slate().candidate(0)).isEqualTo(Candidate.of("a", "another wording"));
        assertThat(list.slate().candidate(1)).isEqualTo(Candidate.named("b"));
    }

    @Test
    void names_a_relevant_document_that_is_not_there() {
        Mining mining = new Mining(FIRST, List.of(), 0, List.of());

        assertThatThrownBy(() -> mining.of(Query.of("q7", "q"), Map.of("z", 1), DOCUMENTS))
                .hasMessageStartingWith("The relevant document \"z\" of query \"q7\"");
    }
}
