package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Scale;
import dev.podium.model.Model;
import dev.podium.model.PairScoring;
import dev.podium.model.ProviderException;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

class RerankDialectTest {

    private static final List<String> DOCUMENTS = List.of("Tea is a drink.", "A \"car\"", "thé");

    /** name, path, request, answer (best first), tokens told, scale. */
    static List<Arguments> dialects() {
        return List.of(
                Arguments.of("cohere", "/v2/rerank", """
                        {"model":"m","query":"what is tea","documents":["Tea is a drink.","A \\"car\\"","thé"],"top_n":3}
                        """, """
                        {"id":"07734bd2","results":[{"index":2,"relevance_score":0.75},{"index":0,"relevance_score":0.5},
                        {"index":1,"relevance_score":0.0}],"meta":{"api_version":{"version":"2"},
                        "billed_units":{"search_units":1},"tokens":{"input_tokens":31,"output_tokens":0}}}
                        """, 31, Scale.PROBABILITY),
                Arguments.of("jina", "/v1/rerank", """
                        {"model":"m","query":"what is tea","documents":["Tea is a drink.","A \\"car\\"","thé"],"top_n":3,
                        "return_documents":false}
                        """, """
                        {"model":"m","usage":{"total_tokens":38},"results":[{"index":2,"relevance_score":0.75},
                        {"index":0,"relevance_score":0.5},{"index":1,"relevance_score":0}]}
                        """, 38, Scale.REAL),
                Arguments.of("voyage", "/v1/rerank", """
                        {"model":"m","query":"what is tea","documents":["Tea is a drink.","A \\"car\\"","thé"],"top_k":3,
                        "return_documents":false,"truncation":true}
                        """, """
                        {"object":"list","data":[{"relevance_score":0.75,"index":2},{"relevance_score":0.5,"index":0},
                        {"relevance_score":0.0,"index":1}],"model":"m","usage":{"total_tokens":26}}
                        """, 26, Scale.REAL),
                Arguments.of("tei", "/rerank", """
                        {"query":"what is tea","texts":["Tea is a drink.","A \\"car\\"","thé"],"truncate":true,
                        "raw_scores":false,"return_text":false}
                        """, """
                        [{"index":2,"score":0.75},{"index":0,"score":0.5},{"index":1,"score":0.0}]
                        """, 0, Scale.PROBABILITY),
                Arguments.of("vllm", "/v1/rerank", """
                        {"model":"m","query":"what is tea","documents":["Tea is a drink.","A \\"car\\"","thé"],
                        "truncate_prompt_tokens":-1}
                        """, """
                        {"id":"rerank-1","model":"m","usage":{"prompt_tokens":56,"total_tokens":56},"results":[
                        {"index":2,"document":{"text":"thé"},"relevance_score":0.75},
                        {"index":0,"document":{"text":"Tea is a drink."},"relevance_score":0.5},
                        {"index":1,"document":{"text":"A"},"relevance_score":0.0}]}
                        """, 56, Scale.REAL),
                Arguments.of("vllm-score", "/v1/score", """
                        {"model":"m","text_1":"what is tea","text_2":["Tea is a drink.","A \\"car\\"","thé"],
                        "truncate_prompt_tokens":-1}
                        """, """
                        {"id":"score-1","object":"list","created":693570,"model":"m","data":[
                        {"index":0,"object":"score","score":0.5},{"index":1,"object":"score","score":0.0},
                        {"index":2,"object":"score","score":0.75}],"usage":{"prompt_tokens":40,"total_tokens":40}}
                        """, 40, Scale.REAL),
                Arguments.of("mixedbread", "/v1/reranking", """
                        {"model":"m","query":"what is tea","input":["Tea is a drink.","A \\"car\\"","thé"],"top_k":3,
                        "return_input":false}
                        """, """
                        {"usage":{"prompt_tokens":120,"total_tokens":120},"model":"m","data":[
                        {"index":2,"score":0.75,"input":null},{"index":0,"score":0.5},{"index":1,"score":0.0}],
                        "object":"list","top_k":3,"return_input":false}
                        """, 120, Scale.REAL),
                Arguments.of("pinecone", "/rerank", """
                        {"model":"m","query":"what is tea","documents":[{"text":"Tea is a drink."},{"text":"A \\"car\\""},
                        {"text":"thé"}],"top_n":3,"return_documents":false,"parameters":{"truncate":"END"}}
                        """, """
                        {"model":"m","data":[{"index":2,"score":0.75},{"index":0,"score":0.5},{"index":1,"score":0.0}],
                        "usage":{"rerank_units":1}}
                        """, 0, Scale.REAL),
                Arguments.of("nim", "/v1/ranking", """
                        {"model":"m","query":{"text":"what is tea"},"passages":[{"text":"Tea is a drink."},
                        {"text":"A \\"car\\""},{"text":"thé"}],"truncate":"END"}
                        """, """
                        {"rankings":[{"index":2,"logit":0.75},{"index":0,"logit":0.5},{"index":1,"logit":0}],
                        "usage":{"prompt_tokens":123,"total_tokens":123}}
                        """, 123, Scale.REAL));
    }

    private static String settings(String dialect) {
        return "dialect=" + dialect + (dialect.equals("tei") ? "" : "&model=m") + "&key-from=TEST_KEY";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void asks_as_the_service_wants_and_reads_what_it_says(
            String name, String path, String request, String answer, int tokens, Scale scale) {
        Tally tally = new Tally();
        try (Loopback service = Loopback.answering(answer);
                Model model = service.model(settings(name))) {
            PairScoring pairs = model.as(PairScoring.class);

            List<Scored> scored = tally.during(() -> pairs.score("what is tea", DOCUMENTS));

            assertThat(service.only().method()).isEqualTo("POST");
            assertThat(service.only().path()).isEqualTo(path);
            assertThat(service.only().body()).isEqualTo(Loopback.json(request));
            assertThat(service.only().headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(scored).containsExactly(new Scored(0.5, 0, 0), new Scored(0, 0, 0), new Scored(0.75, 0, 0));
            assertThat(pairs.scale()).isEqualTo(scale);
            assertThat(tally.counts()).isEqualTo(new Tally.Counts(1, 3, tokens, 0, 0));
        }
    }

    @Test
    void the_table_above_has_every_dialect() {
        assertThat(dialects().stream().map(one -> (String) one.get()[0]))
                .containsExactlyElementsOf(
                        RerankDialect.ALL.stream().map(RerankDialect::name).toList());
        assertThat(RerankDialect.class.getPermittedSubclasses()).hasSize(RerankDialect.ALL.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void the_key_goes_where_the_service_looks_for_it(
            String name, String path, String request, String answer, int tokens, Scale scale) {
        try (Loopback service = Loopback.answering(answer);
                Model model = service.model(settings(name))) {
            model.as(PairScoring.class).score("what is tea", DOCUMENTS);

            var headers = service.only().headers();
            if (name.equals("pinecone")) {
                assertThat(headers.getFirst("Api-Key")).isEqualTo(Loopback.KEY);
                assertThat(headers.getFirst("X-Pinecone-API-Version")).matches("20[0-9]{2}-[0-9]{2}");
                assertThat(headers).doesNotContainKey("Authorization");
            } else {
                assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer " + Loopback.KEY);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void a_score_that_does_not_come_is_an_error_that_names_the_field_and_the_index(
            String name, String path, String request, String answer, int tokens, Scale scale) {
        JsonNode cut = Loopback.json(answer);
        ArrayNode results = results(cut);
        for (int i = results.size() - 1; i >= 0; i--) {
            if (results.get(i).get("index").intValue() == 1) {
                results.remove(i);
            }
        }
        try (Loopback service = Loopback.answering(cut.toString());
                Model model = service.model(settings(name))) {
            assertThatThrownBy(() -> model.as(PairScoring.class).score("what is tea", DOCUMENTS))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("each of the 3 documents")
                    .hasMessageContaining("index 1")
                    .hasMessageContaining("dialect than \"" + name + "\"");
            assertThat(service.asked).hasSize(1);
        }
    }

    private static ArrayNode results(JsonNode answer) {
        if (answer instanceof ArrayNode array) {
            return array;
        }
        for (String field : List.of("results", "data", "rankings")) {
            if (answer.has(field)) {
                return (ArrayNode) answer.get(field);
            }
        }
        throw new AssertionError("no results in " + answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void documents_that_are_too_long_are_refused_where_that_is_asked_for_and_can_be(
            String name, String path, String request, String answer, int tokens, Scale scale) {
        boolean can = !List.of("cohere", "jina", "mixedbread").contains(name);
        try (Loopback service = Loopback.answering(answer)) {
            if (!can) {
                assertThatThrownBy(() -> service.model(settings(name) + "&truncate=false"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(name);
                return;
            }
            try (Model model = service.model(settings(name) + "&truncate=false")) {
                model.as(PairScoring.class).score("what is tea", DOCUMENTS);
            }
            String body = service.only().body().toString();
            assertThat(body)
                    .doesNotContain("\"END\"", "truncate_prompt_tokens", "\"truncate\":true", "\"truncation\":true");
        }
    }

    /** Answers in a random order, by the number that each document is. */
    private static Loopback.Given byNumber(Loopback.Asked asked, Random random) {
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, asked.body().get("documents").size()).boxed().toList());
        Collections.shuffle(order, random);
        ArrayNode results = JsonMapper.shared().createArrayNode();
        for (int index : order) {
            results.addObject()
                    .put("index", index)
                    .put(
                            "relevance_score",
                            Double.parseDouble(
                                    asked.body().get("documents").get(index).stringValue()));
        }
        return Loopback.Given.ok("{\"results\":%s,\"usage\":{\"total_tokens\":7}}".formatted(results));
    }

    @Test
    void a_long_list_is_cut_and_every_document_gets_its_own_score() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int size = random.nextInt(60);
            int most = 1 + random.nextInt(9);
            List<String> documents = IntStream.range(0, size)
                    .mapToObj(i -> Integer.toString(random.nextInt(1000)))
                    .toList();
            Tally tally = new Tally();
            try (Loopback service = new Loopback(asked -> byNumber(asked, new Random(1)));
                    Model model = service.model("dialect=jina&model=m&max-documents=" + most)) {
                List<Scored> scored =
                        tally.during(() -> model.as(PairScoring.class).score("q", documents));

                int requests = (size + most - 1) / most;
                assertThat(scored.stream().map(Scored::score))
                        .as("seed %d", seed)
                        .containsExactlyElementsOf(
                                documents.stream().map(Double::valueOf).toList());
                assertThat(service.asked).as("seed %d", seed).hasSize(requests);
                assertThat(service.asked)
                        .allSatisfy(one ->
                                assertThat(one.body().get("documents").size()).isBetween(1, most));
                assertThat(tally.counts())
                        .as("seed %d", seed)
                        .isEqualTo(new Tally.Counts(requests, size, 7L * requests, 0, 0));
            }
        }
    }

    @Test
    void a_part_that_fails_fails_the_list() {
        try (Loopback service = new Loopback(asked ->
                        asked.body().get("documents").get(0).stringValue().equals("7")
                                ? Loopback.Given.status(400, "{\"message\":\"seven\"}")
                                : byNumber(asked, new Random(1)));
                Model model = service.model("dialect=jina&model=m&max-documents=1")) {
            List<String> documents =
                    IntStream.range(0, 20).mapToObj(Integer::toString).toList();

            assertThatThrownBy(() -> model.as(PairScoring.class).score("q", documents))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("seven");
        }
    }

    @Test
    void no_documents_are_no_request() {
        try (Loopback service = Loopback.answering("{}");
                Model model = service.model("dialect=jina&model=m")) {
            assertThat(model.as(PairScoring.class).score("q", List.of())).isEmpty();
            assertThat(service.asked).isEmpty();
        }
    }
}
