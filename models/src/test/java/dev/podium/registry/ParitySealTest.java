package dev.podium.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Scale;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParitySealTest {

    private static final KnownCheckpoint MINILM =
            Registry.published().find("cross-encoder/ms-marco-MiniLM-L6-v2").orElseThrow();

    @TempDir
    Path folder;

    /** Gives the golden scores, changed as a fault would change them. */
    private record Faulty(List<GoldenPair> golden, DoubleUnaryOperator fault, String activation, List<String> asked)
            implements PairScoring {

        Faulty(List<GoldenPair> golden, DoubleUnaryOperator fault) {
            this(golden, fault, "identity", new ArrayList<>());
        }

        @Override
        public List<Scored> score(String query, List<String> documents) {
            asked.add(query);
            return documents.stream()
                    .map(document -> golden.stream()
                            .filter(pair -> pair.query().equals(query)
                                    && pair.document().equals(document))
                            .findFirst()
                            .orElseThrow())
                    .map(pair -> new Scored(fault.applyAsDouble(pair.score()), 1, 1))
                    .toList();
        }

        @Override
        public Scale scale() {
            return Scale.REAL;
        }

        @Override
        public int maxTokens() {
            return 512;
        }
    }

    private static void refused(List<GoldenPair> golden, DoubleUnaryOperator fault, String cause) {
        assertThatThrownBy(() -> ParitySeal.check(new Faulty(golden, fault), "acme/tiny", golden))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("The model acme/tiny does not give the scores published for it")
                .hasMessageContaining("\nMaybe " + cause);
    }

    /** The pairs of a tiny cross-encoder of the fixtures, with the scores of the reference implementation. */
    private static List<GoldenPair> fixture(String name) throws URISyntaxException {
        Path besides = Path.of(
                Objects.requireNonNull(ParitySealTest.class.getResource(name)).toURI());
        return GoldenPair.beside(besides);
    }

    @Test
    void seals_a_model_that_gives_the_published_scores() {
        Faulty right = new Faulty(MINILM.golden(), score -> score + 5e-4);

        assertThat(ParitySeal.check(right, MINILM)).isInstanceOfSatisfying(ParitySeal.Sealed.class, verdict -> {
            assertThat(verdict.pairs()).isEqualTo(2);
            assertThat(verdict.worst()).isBetween(4.9e-4, 5.1e-4);
        });
        assertThat(right.asked()).containsExactly("How many people live in Berlin?");
    }

    @Test
    void says_that_nothing_was_checked_where_nothing_is_known() {
        KnownCheckpoint unknown =
                Registry.published().find("Qwen/Qwen3-Reranker-8B").orElseThrow();

        assertThat(ParitySeal.check(new Faulty(List.of(), score -> score), unknown))
                .isEqualTo(new ParitySeal.NoGoldenPairs());
    }

    @Test
    void names_the_pair_both_scores_and_the_source() {
        Faulty wrong = new Faulty(MINILM.golden(), score -> score > 0 ? score - 2 : score);

        assertThatThrownBy(() -> ParitySeal.check(wrong, MINILM))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("cross-encoder/ms-marco-MiniLM-L6-v2", "1 of 2 golden pairs differ")
                .hasMessageContaining("\"How many people live in Berlin?\"", "\"Berlin had a population of")
                .hasMessageContaining("must give 8.607138 (within 0.001) and gives 6.607", "(model card)");
    }

    @Test
    void tells_faults_apart() throws URISyntaxException {
        List<GoldenPair> logits = fixture("ce-v4-identity");
        List<GoldenPair> probabilities = fixture("ce-v6-sigmoid");

        refused(logits, score -> 1 / (1 + Math.exp(-score)), "the wrong activation: a sigmoid was applied");
        refused(probabilities, score -> Math.log(score / (1 - score)), "the wrong activation: these are logits");
        refused(logits, score -> -score, "the wrong head: yes and no");
        refused(probabilities, score -> 1 - score, "the wrong head: yes and no");
        refused(logits, _ -> 0.25, "the wrong head: all pairs get the same score");
        refused(logits, score -> score + 4.5, "a missing constant: every score is off by 4.5");
        refused(logits, score -> 0.9 * score + 0.1, "the wrong template or prompt");
        refused(logits, score -> Math.sin(1000 * score), "the wrong template, tokenizer or head: not even the order");
    }

    @Test
    void a_logit_is_expected_behind_the_sigmoid_that_a_model_says_it_has() {
        KnownCheckpoint bge =
                Registry.published().find("BAAI/bge-reranker-v2-m3").orElseThrow();
        DoubleUnaryOperator sigmoid = score -> 1 / (1 + Math.exp(-score));

        assertThat(ParitySeal.check(new Faulty(bge.golden(), score -> score), bge))
                .isInstanceOf(ParitySeal.Sealed.class);
        assertThat(ParitySeal.check(new Faulty(bge.golden(), sigmoid, "sigmoid", new ArrayList<>()), bge))
                .isEqualTo(new ParitySeal.Sealed(3, 0));
        assertThatThrownBy(() ->
                        ParitySeal.check(new Faulty(bge.golden(), score -> score, "sigmoid", new ArrayList<>()), bge))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("these are logits");
    }

    @Test
    void seals_the_scores_of_the_reference_implementation() throws URISyntaxException {
        List<GoldenPair> golden = fixture("ce-v4-identity");

        assertThat(ParitySeal.check(new Faulty(golden, score -> (float) score), "ce-v4-identity", golden))
                .isInstanceOf(ParitySeal.Sealed.class);
    }

    @Test
    void reads_golden_pairs_beside_a_checkpoint() throws IOException {
        assertThat(GoldenPair.beside(folder)).isEmpty();

        Files.writeString(folder.resolve(GoldenPair.FILE), """
                {"tolerance": 0.01, "source": "our own run",
                 "pairs": [{"query": "q", "document": "", "score": 1},
                           {"query": "q", "document": "d", "score": -1.5, "logit": true, "tolerance": 0.5, "source": "theirs"}]}
                """);

        assertThat(GoldenPair.beside(folder))
                .containsExactly(
                        new GoldenPair("q", "", 1, false, 0.01, "our own run"),
                        new GoldenPair("q", "d", -1.5, true, 0.5, "theirs"));
    }

    @Test
    void refuses_golden_pairs_that_cannot_be_read() throws IOException {
        for (String broken : List.of(
                "no json",
                "{}",
                "{\"pairs\": [{\"query\": \"q\", \"score\": 1}]}",
                "{\"pairs\": [{\"query\": \"q\", \"document\": \"d\"}]}",
                "{\"tolerance\": 0, \"pairs\": [{\"query\": \"q\", \"document\": \"d\", \"score\": 1}]}")) {
            Files.writeString(folder.resolve(GoldenPair.FILE), broken);

            assertThatThrownBy(() -> GoldenPair.beside(folder))
                    .as(broken)
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("podium-golden.json", "\nMaybe ");
        }
    }
}
