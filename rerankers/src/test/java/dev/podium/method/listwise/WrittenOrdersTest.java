package dev.podium.method.listwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.judge.ListBm25;
import dev.podium.judge.Shuffled;
import dev.podium.model.Capability;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is peculiar to each method whose model writes an order. */
class WrittenOrdersTest {

    /** Answers prompts by a function of their text, and remembers them. */
    private static final class Writer implements Model, Generation {
        private final UnaryOperator<String> answer;
        private final List<Prompt> prompts = new ArrayList<>();
        private final List<GenerationOptions> how = new ArrayList<>();

        Writer(UnaryOperator<String> answer) {
            this.answer = answer;
        }

        @Override
        public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Generated> complete(List<String> prompts, GenerationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Generated> write(List<Prompt> asked, GenerationOptions options) {
            how.add(options);
            prompts.addAll(asked);
            return asked.stream()
                    .map(prompt -> new Generated(
                            answer.apply(prompt.text()), Generated.Finish.STOP, 9, 9, List.of(), List.of()))
                    .toList();
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.values());
        }

        @Override
        public String name() {
            return "writer";
        }

        @Override
        public Set<Class<? extends Capability>> capabilities() {
            return Set.of(Generation.class);
        }

        @Override
        public <C extends Capability> C as(Class<C> capability) {
            return capability.cast(this);
        }

        @Override
        public void close() {}
    }

    private static Ranking list(Scale scale, String... texts) {
        List<Hit> hits = new ArrayList<>();
        for (String text : texts) {
            hits.add(new Hit(Candidate.of("d" + hits.size(), text), 30.0 - 10 * hits.size()));
        }
        return new Ranking(Query.of("green tea"), hits, scale);
    }

    private static List<String> ranked(Method method, String answer, Map<String, String> settings) {
        return method.reranker(new Writer(_ -> answer), settings)
                .rerank(list(Scale.REAL, "one", "two", "three"))
                .ids();
    }

    @Test
    void each_reads_its_own_kind_of_answer() {
        List<String> wanted = List.of("d2", "d0", "d1");

        assertThat(ranked(RankGpt.METHOD, "[3] > [1] > [2]", Map.of())).isEqualTo(wanted);
        assertThat(ranked(Lrl.METHOD, "[PASSAGE3, PASSAGE1, PASSAGE2]", Map.of()))
                .isEqualTo(wanted);
        assertThat(ranked(Apeer.METHOD, "[rankstart] [3] > [1] > [2] [rankend]", Map.of()))
                .isEqualTo(wanted);
        assertThat(ranked(MmR5.METHOD, "<think>Image 2 is nice</think><answer>[3, 1, 2]</answer>", Map.of()))
                .isEqualTo(wanted);
        assertThat(ranked(RankK.METHOD, "<think>[2]</think>\nfirst [1]\n[3] > [2] = [1]", Map.of()))
                .isEqualTo(wanted);
        assertThat(ranked(ReasonRank.METHOD, "<think>[2] > [1]</think> <answer>[3] > [1] > [2]</answer>", Map.of()))
                .isEqualTo(wanted);
        assertThat(ranked(DearOrder.METHOD, "[3] > [1] > [2] ...", Map.of())).isEqualTo(wanted);
        assertThat(ranked(LiT5.METHOD, "3 1 2", Map.of())).isEqualTo(wanted);
    }

    @Test
    void insert_rank_shows_a_passage_its_own_score_in_every_window() {
        Writer model = new Writer(_ -> "[3] > [2] > [1]");

        InsertRank.METHOD
                .reranker(model, Map.of("window", "3", "stride", "1"))
                .rerank(list(Scale.REAL, "one", "two", "three", "four"));

        // the first window turned two, three, four round: four now stands second and still has -0.000
        assertThat(model.prompts.get(1).text())
                .contains("[1] one\nBM25 score for passge [1]: 30.000")
                .contains("[2] four\nBM25 score for passge [2]: 0.000")
                .contains("[3] three\nBM25 score for passge [3]: 10.000");
    }

    @Test
    void insert_rank_scales_scores_or_computes_them_where_there_are_none() {
        Writer scaled = new Writer(_ -> "[1] > [2] > [3]");
        InsertRank.METHOD.reranker(scaled, Map.of("scores", "scaled")).rerank(list(Scale.REAL, "one", "two", "three"));
        assertThat(scaled.prompts.getFirst().text()).contains("[1]: 100.000").contains("[2]: 50.000");

        Writer none = new Writer(_ -> "[1] > [2] > [3]");
        Ranking best = InsertRank.METHOD
                .reranker(none, Map.of())
                .rerank(list(Scale.ORDINAL, "cats", "green tea", "black tea"));
        assertThat(best.ids()).as("BM25 over the list put them so").containsExactly("d1", "d2", "d0");
        assertThat(none.prompts.getFirst().text()).contains("[3]: 0.000");
    }

    @Test
    void bm25_over_a_list_is_worked_by_hand() {
        // N 3, mean length (1 + 2 + 2) / 3; tea: df 2, idf ln(1 + 1.5/2.5); green: df 1, idf ln(1 + 2.5/1.5)
        double tf = 1 / (1 + 0.9 * (1 - 0.4 + 0.4 * 2 / (5 / 3.0)));
        double tea = Math.log(1.6) * tf;
        double green = Math.log(1 + 2.5 / 1.5) * tf;

        double[] scores = new ListBm25()
                .score(list(Scale.ORDINAL, "cats", "green tea", "black TEA").slate());

        assertThat(scores).containsExactly(new double[] {0, tea + green, tea}, within(1e-12));
    }

    @Test
    void a_shuffled_window_is_shown_otherwise_and_answered_for_what_it_is() {
        List<List<String>> shown = new ArrayList<>();
        Shuffled shuffled = new Shuffled(
                window -> {
                    shown.add(window.candidates().stream().map(Candidate::id).toList());
                    int[] order = new int[window.size()];
                    for (int i = 0; i < order.length; i++) {
                        order[Integer.parseInt(window.candidate(i).id().substring(1))] = i;
                    }
                    return order;
                },
                7);

        int[] order =
                shuffled.arrange(list(Scale.REAL, "a", "b", "c", "d", "e", "f").slate());

        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(shown.getFirst()).isNotEqualTo(List.of("d0", "d1", "d2", "d3", "d4", "d5"));
        shuffled.arrange(list(Scale.REAL, "a", "b", "c", "d", "e", "f").slate());
        assertThat(shown.get(1)).isEqualTo(shown.getFirst());
    }

    @Test
    void a_model_that_will_not_answer_leaves_the_candidates_only_where_that_is_asked_for() {
        assertThat(ranked(RankZephyr.METHOD, "no", Map.of("unreadable", "keep")))
                .containsExactly("d0", "d1", "d2");
    }

    @Test
    void progressive_passes_go_over_the_list_again() {
        Writer model = new Writer(_ -> "[1] > [2]");

        RankZephyr.METHOD.reranker(model, Map.of("passes", "3")).rerank(list(Scale.REAL, "one", "two"));

        assertThat(model.prompts).hasSize(3);
    }

    @Test
    void dear_draws_its_answers_by_a_seed_as_published() {
        Writer model = new Writer(_ -> "[1] > [2]");

        DearOrder.METHOD.reranker(model, Map.of()).rerank(list(Scale.REAL, "one", "two"));

        assertThat(model.how.getFirst().temperature()).isEqualTo(0.5);
        assertThat(model.how.getFirst().repeatable()).isTrue();
    }
}
