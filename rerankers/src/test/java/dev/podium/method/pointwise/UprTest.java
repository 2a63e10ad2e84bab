package dev.podium.method.pointwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.judge.OneByOne;
import dev.podium.model.Likelihood;
import dev.podium.model.Prompt;
import dev.podium.model.TokenLikelihoods;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UprTest {

    @Test
    void sums_the_log_probabilities_of_the_question_behind_each_passage() {
        Weigher model = new Weigher();

        double[] scores = upr(model, "").score(slate());

        // a token a word: -1 where the passage has the word, -4 where it has not
        assertThat(scores[0]).isCloseTo(-4 - 4 - 1, within(1e-12));
        assertThat(scores[1]).isCloseTo(-1 - 1 - 1, within(1e-12));
        assertThat(model.prompts)
                .containsExactly(
                        "Passage:   Leaves tea grows. Please write a question based on this passage.",
                        "Passage:   what is tea. Please write a question based on this passage.");
    }

    @Test
    void the_end_of_the_question_counts_where_one_says_how_it_is_written() {
        Weigher model = new Weigher();

        upr(model, "</s>").score(slate());

        assertThat(model.continuations).containsOnly("what is tea</s>");
    }

    private static Upr upr(Likelihood model, String end) {
        return new Upr(
                model, new OneByOne(Published.template("upr"), 100, 100, Filling.NOTHING.with("title", "")), end);
    }

    private static Slate slate() {
        return new Slate(
                Query.of("what is tea"),
                List.of(
                        new Hit(new Candidate("d0", new Content.Text("Leaves", "tea grows", "en"), Map.of()), 0),
                        new Hit(Candidate.of("d1", "what is tea"), 0)),
                Scale.REAL);
    }

    private static final class Weigher implements Likelihood {
        private final List<String> prompts = new ArrayList<>();
        private final List<String> continuations = new ArrayList<>();

        @Override
        public List<TokenLikelihoods> likelihoods(List<Prompt> asked, List<String> following) {
            continuations.addAll(following);
            List<TokenLikelihoods> told = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                String passage = asked.get(i).part("passage 1").text();
                prompts.add(asked.get(i).text());
                List<Double> logProbs = new ArrayList<>();
                for (String word : following.get(i).split(" ")) {
                    logProbs.add(List.of(passage.split(" ")).contains(word) ? -1.0 : -4.0);
                }
                told.add(new TokenLikelihoods(logProbs, 5, List.of()));
            }
            return told;
        }

        @Override
        public int maxTokens() {
            return 512;
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.PLAIN);
        }
    }
}
