package dev.podium.method.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.model.Capability;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.model.Prompt;
import dev.podium.model.Similarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class E2RankTest {

    private static final String INSTRUCTION =
            "Given a web search query and some relevant documents, rerank the documents that answer the query:\nDocuments:\n";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            e2rank_eval   | [1] teas#[2] tees#Search Query: tea
            e2rank_readme | [1] teas<>#[2] tees<>Search Query:tea
            e2rank_train  | [1] teas#[2] tees#Query: tea<>
            """)
    void the_long_text_is_spelled_as_one_of_three(String template, String body) {
        Letters model = new Letters(Set.of(Prompt.Form.CHAT));

        ranked(model, Map.of("template", template, "shown", "2"));

        assertThat(model.prompts.getFirst().text())
                .isEqualTo(INSTRUCTION
                        + body.replace('#', '\n').replace("<>", "<|endoftext|>")
                        + "<think>\n\n</think>\n\n");
        assertThat(model.prompts.getFirst().form()).isEqualTo(Prompt.Form.CHAT);
    }

    @Test
    void candidates_are_read_alone_with_their_end_and_ordered_by_the_long_text() {
        Letters model = new Letters(Set.of(Prompt.Form.CHAT));

        Ranking best = ranked(model, Map.of("shown", "2", "instruction", "", "end", "</>"));

        assertThat(model.texts).containsExactly("PASSAGE teas</>", "PASSAGE tees</>", "PASSAGE tttt</>");
        // of the long text 6 letters are t, two of them in its empty thoughts, 7 e, 3 a: the cosines of (1, 1, 1), (1,
        // 2, 0) and (4, 0, 0) with it
        assertThat(best.ids()).containsExactly("d0", "d1", "d2");
        assertThat(best.scores())
                .containsExactly(
                        new double[] {16 / Math.sqrt(3 * 94), 20 / Math.sqrt(5 * 94), 24 / Math.sqrt(16 * 94)},
                        within(1e-6));
        assertThat(E2Rank.METHOD.effort(Map.of(), 100).most()).isEqualTo(101);
    }

    @Test
    void a_model_that_embeds_texts_alone_is_given_the_long_text_as_a_query() {
        Letters model = new Letters(Set.of());

        ranked(model, Map.of("shown", "1", "end", ""));

        assertThat(model.prompts).isEmpty();
        assertThat(model.texts.getFirst())
                .startsWith("QUERY Given a web search query")
                .contains("[1] teas")
                .doesNotContain("[2]")
                .endsWith("Search Query: tea");
        assertThat(model.texts.getLast()).isEqualTo("PASSAGE tttt");
    }

    private static Ranking ranked(Letters model, Map<String, String> settings) {
        List<Hit> hits = new ArrayList<>();
        for (String text : List.of("teas", "tees", "tttt")) {
            hits.add(new Hit(Candidate.of("d" + hits.size(), text), 0));
        }
        return E2Rank.METHOD.reranker(model, settings).rerank(new Ranking(Query.of("tea"), hits, Scale.REAL));
    }

    /** Counts the letters t, e and a. */
    private static final class Letters implements Model, Embedding {
        private final Set<Prompt.Form> forms;
        private final List<Prompt> prompts = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        Letters(Set<Prompt.Form> forms) {
            this.forms = forms;
        }

        @Override
        public List<Embedded> embed(List<String> given, Role role) {
            given.forEach(text -> texts.add(role + " " + text));
            return given.stream().map(Letters::counted).toList();
        }

        @Override
        public List<Embedded> embed(List<Prompt> given) {
            prompts.addAll(given);
            return given.stream().map(prompt -> counted(prompt.text())).toList();
        }

        private static Embedded counted(String text) {
            float[] counts = new float[3];
            for (int i = 0; i < counts.length; i++) {
                char letter = "tea".charAt(i);
                counts[i] = text.chars().filter(c -> c == letter).count();
            }
            return new Embedded(counts, text.length(), text.length());
        }

        @Override
        public Set<Prompt.Form> forms() {
            return forms;
        }

        @Override
        public Similarity similarity() {
            return Similarity.COSINE;
        }

        @Override
        public int dimensions() {
            return 3;
        }

        @Override
        public int maxTokens() {
            return 32768;
        }

        @Override
        public String name() {
            return "letters";
        }

        @Override
        public Set<Class<? extends Capability>> capabilities() {
            return Set.of(Embedding.class);
        }

        @Override
        public <C extends Capability> C as(Class<C> capability) {
            return capability.cast(this);
        }

        @Override
        public void close() {}
    }
}
