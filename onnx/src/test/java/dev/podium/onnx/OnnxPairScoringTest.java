package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Scale;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OnnxPairScoringTest {

    @Test
    void scores_what_the_reference_scores() throws Exception {
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            PairScoring pairs = model.as(PairScoring.class);
            JsonNode expected = Fixture.expected(Fixture.CROSS_ENCODER).path("pairs");

            assertThat(expected).hasSize(7);
            for (JsonNode pair : expected) {
                String query = pair.path("query").asString();
                String document = pair.path("document").asString();
                Scored scored = pairs.score(query, List.of(document)).getFirst();
                assertThat(scored.score())
                        .as("%s / %s", query, document)
                        .isCloseTo(pair.path("score").asDouble(), within(1e-5));
            }
        }
    }

    @Test
    void puts_a_sigmoid_behind_one_label_where_no_file_says_otherwise() {
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            assertThat(model.as(PairScoring.class).activation()).isEqualTo("sigmoid");
            assertThat(model.as(PairScoring.class).scale()).isEqualTo(Scale.PROBABILITY);
        }
    }

    @Test
    void reads_the_activation_from_every_place_it_was_ever_written_to(@TempDir Path temp) throws Exception {
        String identity = "\"torch.nn.modules.linear.Identity\"";
        Path old = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("v3"));
        Fixture.put(old.resolve("config.json"), "sbert_ce_default_activation_function", identity);
        Path four = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("v4"));
        Fixture.put(
                four.resolve("config.json"),
                "sbert_ce_default_activation_function",
                "\"torch.nn.modules.activation.Sigmoid\"");
        Fixture.put(four.resolve("config.json"), "sentence_transformers", "{\"activation_fn\": " + identity + "}");
        Path six = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("v6"));
        Fixture.put(six.resolve("config_sentence_transformers.json"), "activation_fn", identity);

        double logit = Fixture.expected(Fixture.CROSS_ENCODER)
                .path("pairs")
                .path(0)
                .path("logit")
                .asDouble();
        for (Path folder : List.of(old, four, six)) {
            try (Model model = Fixture.open(folder)) {
                PairScoring pairs = model.as(PairScoring.class);
                assertThat(pairs.activation()).as("%s", folder).isEqualTo("identity");
                assertThat(pairs.scale()).isEqualTo(Scale.REAL);
                assertThat(pairs.score("ART substantially reduces infectiveness of HIV-positive people.", List.of(""))
                                .getFirst()
                                .score())
                        .isCloseTo(logit, within(1e-4));
            }
        }
    }

    @Test
    void refuses_an_activation_that_is_not_of_torch(@TempDir Path temp) throws Exception {
        Path folder = Fixture.copy(Fixture.CROSS_ENCODER, temp.resolve("m"));
        Fixture.put(folder.resolve("config.json"), "sentence_transformers", "{\"activation_fn\": \"evil.Sigmoid\"}");

        assertThatThrownBy(() -> Fixture.open(folder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("evil.Sigmoid")
                .hasMessageContaining("Identity and Sigmoid");
    }

    @Test
    void a_score_is_the_same_to_the_last_bit_alone_and_in_company() {
        List<String> documents = Fixture.texts(200, 11);
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            PairScoring pairs = model.as(PairScoring.class);
            List<Scored> together = pairs.score("embryo tissue", documents);

            for (int i = 0; i < documents.size(); i++) {
                assertThat(pairs.score("embryo tissue", List.of(documents.get(i)))
                                .getFirst())
                        .as("seed 11, document %d", i)
                        .isEqualTo(together.get(i));
            }
            assertThat(pairs.score("embryo tissue", documents.reversed())).isEqualTo(together.reversed());
        }
    }

    @Test
    void cuts_the_document_alone_and_says_how_much_was_read() {
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            PairScoring pairs = model.as(PairScoring.class);
            String sentence = "Tea is a drink made of leaves. ";
            int tokens = pairs.score("tea", List.of(sentence)).getFirst().tokens();
            Scored whole = pairs.score("tea", List.of(sentence)).getFirst();
            Scored cut = pairs.score("tea", List.of(sentence.repeat(50))).getFirst();

            assertThat(whole.truncated()).isFalse();
            assertThat(cut.truncated()).isTrue();
            assertThat(cut.tokens()).isEqualTo(50 * tokens);
            // 48 in all: three marks, the tokens of "tea" (t e a in this tiny vocabulary, or fewer), and the rest
            int query = pairs.score("x", List.of("tea")).getFirst().tokens();
            assertThat(cut.tokensUsed()).isEqualTo(48 - 3 - query);
        }
    }

    @Test
    void a_query_longer_than_the_model_leaves_the_document_a_quarter() {
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            PairScoring pairs = model.as(PairScoring.class);
            String endless = "tissue activator embryo ".repeat(100);
            Scored one = pairs.score(endless, List.of("tea ".repeat(100))).getFirst();
            Scored other = pairs.score(endless, List.of("embryo ".repeat(100))).getFirst();

            assertThat(one.tokensUsed()).isEqualTo((48 - 3) / 4);
            assertThat(one.score()).isNotEqualTo(other.score());
        }
    }

    @Test
    void odd_texts_get_a_score() {
        List<String> odd = List.of(
                "",
                " \t\n",
                "x".repeat(100_000),
                "\ud83d",
                "a\ud800b\udc00",
                "nul\u0000nul",
                "\ud83d\ude42\u200d",
                "[SEP] [CLS]",
                "\uffff\u202e");
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            PairScoring pairs = model.as(PairScoring.class);
            for (String query : odd) {
                assertThat(pairs.score(query, odd))
                        .hasSize(odd.size())
                        .allSatisfy(scored -> assertThat(scored.score()).isBetween(0.0, 1.0));
            }
        }
    }

    @Test
    void no_documents_get_no_scores() {
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            assertThat(model.as(PairScoring.class).score("tea", List.of())).isEmpty();
        }
    }

    @Test
    void tells_the_tally_what_was_read() {
        try (Model model = Fixture.open(Fixture.CROSS_ENCODER)) {
            Tally tally = new Tally();
            List<Scored> scored =
                    tally.during(() -> model.as(PairScoring.class).score("tea", List.of("tea", "tea tea")));

            // marks 3, query q, documents q and 2q where q is the number of tokens of "tea"
            int q = scored.getFirst().tokens();
            assertThat(tally.counts()).isEqualTo(new Tally.Counts(1, 2, 2 * 3 + 2 * q + 3 * q, 0, 0));
        }
    }

    @Test
    void many_threads_get_the_scores_that_one_gets() throws Exception {
        List<String> documents = Fixture.texts(64, 5);
        try (Model model = new OnnxBackEnd()
                        .open(ModelRef.parse("onnx:" + Fixture.folder(Fixture.CROSS_ENCODER) + "?threads=3"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            PairScoring pairs = model.as(PairScoring.class);
            List<Scored> expected = pairs.score("tissue", documents);

            List<Callable<List<Scored>>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                calls.add(() -> pairs.score("tissue", documents));
            }
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_closed_model_answers_nothing_and_may_be_closed_again() {
        Model model = Fixture.open(Fixture.CROSS_ENCODER);
        PairScoring pairs = model.as(PairScoring.class);
        model.close();
        model.close();

        assertThatThrownBy(() -> pairs.score("tea", List.of("tea")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }
}
