package dev.podium.method.pointwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.LabelLogits;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.ReadPart;
import dev.podium.model.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class YesNoTest {

    @Test
    void scores_by_how_much_more_it_would_say_yes_than_no() {
        Words model = new Words(Prompt.Form.PLAIN);

        double[] scores = new YesNo(model, " Yes", " No", 100).score(slate("tea tea tea", "milk", "tea"));

        // yes counts "tea" in the passage, no is always 0.5
        assertThat(scores[0]).isCloseTo(2.5, within(1e-12));
        assertThat(scores[1]).isCloseTo(-0.5, within(1e-12));
        assertThat(scores[2]).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void prompts_of_one_query_begin_alike_up_to_the_passage() {
        Words model = new Words(Prompt.Form.PLAIN);

        new YesNo(model, " Yes", " No", 100).score(slate("green", "black"));

        String first = model.shown.get(0).text();
        String second = model.shown.get(1).text();
        int alike = first.indexOf("green");
        assertThat(second).startsWith(first.substring(0, alike));
        assertThat(first.substring(0, alike)).contains("what is tea");
        assertThat(first).endsWith("Answer:");
    }

    @Test
    void a_model_that_converses_is_asked_in_its_own_template() {
        Words model = new Words(Prompt.Form.CHAT);

        new YesNo(model, "Yes", "No", 100).score(slate("green"));

        assertThat(model.shown.getFirst().form()).isEqualTo(Prompt.Form.CHAT);
        assertThat(model.shown.getFirst().text()).endsWith("green");
    }

    @Test
    void long_lists_are_shown_a_part_at_a_time_and_what_was_cut_is_told() {
        Words model = new Words(Prompt.Form.PLAIN);
        String[] passages = new String[300];
        for (int i = 0; i < passages.length; i++) {
            passages[i] = i == 299 ? "tea ".repeat(50) : "tea";
        }

        Tally tally = new Tally();
        double[] scores = tally.during(() -> new YesNo(model, " Yes", " No", 100).score(slate(passages)));

        assertThat(scores).hasSize(300);
        assertThat(model.calls).containsExactly(128, 128, 44);
        assertThat(tally.truncated()).containsExactly(new Tally.Truncation("d299", 200, 100));
    }

    private static Slate slate(String... texts) {
        List<Hit> hits = new ArrayList<>();
        for (String text : texts) {
            hits.add(new Hit(Candidate.of("d" + hits.size(), text), 0));
        }
        return new Slate(Query.of("what is tea"), hits, Scale.REAL);
    }

    /** Would say yes as often as the passage says tea; a letter is a token. */
    private static final class Words implements NextToken {
        private final Prompt.Form form;
        private final List<Prompt> shown = new ArrayList<>();
        private final List<Integer> calls = new ArrayList<>();

        Words(Prompt.Form form) {
            this.form = form;
        }

        @Override
        public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
            shown.addAll(prompts);
            calls.add(prompts.size());
            assertThat(labels).hasSize(2);
            return prompts.stream()
                    .map(prompt -> {
                        Prompt.Part part = prompt.part("passage 1");
                        int used = Math.min(part.text().length(), part.maxTokens());
                        return new LabelLogits(
                                List.of(part.text().split("tea", -1).length - 1.0, 0.5),
                                false,
                                used,
                                List.of(new ReadPart("passage 1", part.text().length(), used)));
                    })
                    .toList();
        }

        @Override
        public int maxTokens() {
            return 1000;
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(form);
        }
    }
}
