package dev.podium.method.groupwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.method.Scripted;
import dev.podium.model.AnswerForm;
import dev.podium.model.Message;
import dev.podium.model.Tally;
import dev.podium.read.UnreadableAnswerException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private static final List<Candidate> THREE = List.of(
            Candidate.of("milk", "Milk is white."),
            Candidate.of("tea", "Tea is a drink."),
            Candidate.of("cats", "Cats sleep."));
    private static final Ranking RANKING =
            Ranking.byScore(Query.of("what is tea"), THREE, new double[] {9, 8, 1}, Scale.REAL);
    private static final Map<String, String> ONE_GROUP = Map.of("repeats", "1", "grouping", "neighbours", "blend", "0");

    @Test
    void scores_are_tenths_and_reasons_are_none() {
        Scripted model = Scripted.writing(
                (_, _) ->
                        "<reason>[1]: 10 out of ten</reason><answer>```json\n{\"[1]\": 2, \"[2]\": 9, \"[3]\": 2}\n```</answer>");

        Ranking best = GroupRank.METHOD.reranker(model, ONE_GROUP).rerank(RANKING);

        assertThat(best.ids()).containsExactly("tea", "milk", "cats");
        assertThat(best.scores()).containsExactly(0.9, 0.2, 0.2);
        assertThat(model.options().getFirst().temperature()).isEqualTo(0.3);
        assertThat(model.options().getFirst().topP()).isEqualTo(0.8);
        assertThat(model.shown().getFirst().text()).contains("[2]. Tea is a drink.\n\n");
    }

    @Test
    void a_document_left_out_has_no_vote_and_not_a_zero() {
        Scripted model = Scripted.writing((_, _) -> "<answer>{\"[1]\": 2, \"[3]\": 8}</answer>");
        Tally tally = new Tally();

        Ranking best =
                tally.during(() -> GroupRank.METHOD.reranker(model, ONE_GROUP).rerank(RANKING));

        assertThat(best.ids()).containsExactly("cats", "tea", "milk");
        assertThat(best.scores()[1]).as("the mean of the votes").isCloseTo(0.5, within(1e-12));
        assertThat(tally.malformed()).containsExactly(Map.entry("missing", 1L));
    }

    @Test
    void an_unreadable_group_is_asked_again_in_json_and_fails_the_query_in_the_end() {
        Scripted mended = Scripted.writing((_, how) -> how.form() instanceof AnswerForm.Scores form
                ? "{\"%s\": 1, \"%s\": 9, \"%s\": 5}".formatted(form.keys().toArray())
                : "<reason>Well, tea");
        Scripted hopeless = Scripted.writing((_, _) -> "no idea");

        Ranking best = GroupRank.METHOD.reranker(mended, ONE_GROUP).rerank(RANKING);

        assertThat(best.ids()).containsExactly("tea", "cats", "milk");
        assertThat(mended.shown().getLast().turns().getLast())
                .isEqualTo(Message.assistant("<reason>Well, tea\n</reason>\n<answer>\n```json\n"));
        assertThat(Objects.requireNonNull(mended.options().getLast().form()))
                .isEqualTo(new AnswerForm.Scores(List.of("[1]", "[2]", "[3]"), 0, 10));
        assertThatThrownBy(() -> GroupRank.METHOD.reranker(hopeless, ONE_GROUP).rerank(RANKING))
                .isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void by_default_votes_are_blended_with_the_stage_before_and_repeats_are_grouped_anew() {
        // every document gets the same, so the stage before decides
        Scripted model = Scripted.writing((_, _) -> "<answer>{\"[1]\": 5, \"[2]\": 5, \"[3]\": 5}</answer>");

        Ranking best = GroupRank.METHOD.reranker(model, Map.of("repeats", "4")).rerank(RANKING);

        assertThat(best.ids()).isEqualTo(RANKING.ids());
        assertThat(best.scores()[1]).isGreaterThan(best.scores()[2]);
        assertThat(model.shown().stream().map(Scripted::documents).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void tourrank_asks_for_as_many_as_go_on_and_reads_the_last_line() {
        // groups are shuffled: whoever shows tea sends it on, and the two shown first
        Scripted model = Scripted.writing((prompt, _) -> {
            List<String> shown = List.of(Scripted.documents(prompt).split(" \\| "));
            return "Of 3 documents:\nDocument %d".formatted(shown.indexOf("Tea is a drink.") + 1);
        });

        Ranking best = TourRank.METHOD.reranker(model, Map.of()).rerank(RANKING);

        assertThat(best.ids()).startsWith("tea");
        assertThat(model.shown().getFirst().text())
                .contains("choose the 2 of them")
                .contains("Name the 2 documents");
    }
}
