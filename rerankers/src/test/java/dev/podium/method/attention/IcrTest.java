package dev.podium.method.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.model.Attention;
import dev.podium.model.AttentionMass;
import dev.podium.model.Prompt;
import dev.podium.model.ReadPart;
import dev.podium.order.ByScore;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;
import dev.podium.published.Published;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IcrTest {

    private static final Ranking TWO = Ranking.inOrder(
            Query.of("what is tea"),
            List.of(
                    Candidate.of("cats", "Cats sleep."),
                    new Candidate("tea", new Content.Text("Tea", "It is a drink.", "en"), Map.of())));

    @Test
    void marks_of_the_format_count_no_more_than_a_document_of_like_tokens_is_lost() {
        // mean of twenty ones and one -19 is 1/21, their sample deviation 4.36: the -19 is cut, the ones stay
        double[] differences = new double[21];
        Arrays.fill(differences, 1);
        differences[7] = -19;

        assertThat(Icr.kept(differences)).isCloseTo(20, within(1e-12));
        assertThat(Icr.kept(new double[] {0.1, 0.1, 0.1})).isCloseTo(0.3, within(1e-12));
        assertThat(Icr.kept(new double[] {-2})).isEqualTo(-2);
        assertThat(Icr.kept(new double[] {1, 2, 3, 6})).isEqualTo(12);
    }

    @Test
    void documents_with_their_marks_stand_before_the_instruction_that_looks_and_the_best_stands_last() {
        Looks model = new Looks();

        Ranking best = new ByScore(icr(model, true, true)).rerank(TWO);

        assertThat(model.prompts).hasSize(2);
        assertThat(model.prompts.get(0).text())
                .isEqualTo(
                        "Paragraphs:\n\n[1] Tea\nIt is a drink.\n\n[2] Cats sleep.\n\nAnswer the question below from the paragraphs above.\n\nQuery: what is tea");
        assertThat(model.prompts.get(0).part("passage 1").text()).isEqualTo("[1] Tea\nIt is a drink.");
        assertThat(model.prompts.get(0).part("instruction and query").text())
                .isEqualTo("Answer the question below from the paragraphs above.\n\nQuery: what is tea");
        assertThat(model.prompts.get(0).part("instruction and query").kind()).isEqualTo(Prompt.Kind.FIXED);
        assertThat(model.prompts.get(1).text())
                .isEqualTo(model.prompts.get(0).text().replace("what is tea", "N/A"));
        // tea: 7 - 1, twice; cats: 3 - 1, twice
        assertThat(best.ids()).containsExactly("tea", "cats");
        assertThat(best.scores()).containsExactly(12, 4);
    }

    @Test
    void without_calibration_one_prompt_is_read_and_every_token_counts() {
        Looks model = new Looks();

        Ranking best = new ByScore(icr(model, false, false)).rerank(TWO);

        assertThat(model.prompts).hasSize(1);
        assertThat(model.prompts.getFirst().part("passage 1").text()).isEqualTo("[1] Cats sleep.");
        assertThat(best.scores()).containsExactly(14, 6);
    }

    private static Icr icr(Attention model, boolean reverse, boolean calibrated) {
        return new Icr(
                model,
                Published.template("icr_qa"),
                Passages.words(300, Ids.NUMBERS).titled(Passages.Title.ABOVE),
                reverse,
                calibrated);
    }

    /** Two tokens a document: looks at each 7 where tea is written, 3 elsewhere, and 1 if nothing is asked. */
    private static final class Looks implements Attention {
        private final List<Prompt> prompts = new ArrayList<>();

        @Override
        public List<AttentionMass> mass(List<Prompt> asked, String from, List<String> to) {
            prompts.addAll(asked);
            return asked.stream()
                    .map(prompt -> new AttentionMass(
                            to.stream()
                                    .map(part -> {
                                        double mass = prompt.part(from).text().endsWith("N/A")
                                                ? 1
                                                : prompt.part(part).text().contains("Tea") ? 7 : 3;
                                        return List.of(mass, mass);
                                    })
                                    .toList(),
                            9,
                            to.stream().map(part -> new ReadPart(part, 2, 2)).toList()))
                    .toList();
        }

        @Override
        public int maxTokens() {
            return 100;
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.CHAT);
        }
    }
}
