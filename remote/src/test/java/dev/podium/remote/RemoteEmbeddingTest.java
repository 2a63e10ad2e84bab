package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.model.Model;
import dev.podium.model.ProviderException;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteEmbeddingTest {

    private static final String FLOATS = """
            {"object":"list","data":[{"object":"embedding","index":1,"embedding":[0.5,-2]},
            {"object":"embedding","index":0,"embedding":[1.0,0.25]}],"model":"m",
            "usage":{"prompt_tokens":9,"total_tokens":9}}
            """;

    // 1.0 is 00 00 80 3f and 0.25 is 00 00 80 3e as little-endian floats; 0.5 is 00 00 00 3f and -2 is 00 00 00 c0.
    private static final String BASE64 =
            FLOATS.replace("[1.0,0.25]", "\"AACAPwAAgD4=\"").replace("[0.5,-2]", "\"AAAAPwAAAMA=\"");

    @Test
    void texts_go_out_with_their_prompt_and_come_back_in_their_order() {
        Tally tally = new Tally();
        try (Loopback service = Loopback.answering(FLOATS);
                Model model = service.model(
                        "dialect=embeddings&model=m&key-from=TEST_KEY&query-prompt=query: &passage-prompt=text: ")) {
            Embedding embedding = model.as(Embedding.class);

            List<Embedded> vectors = tally.during(() -> embedding.embed(List.of("tea", ""), Role.PASSAGE));
            embedding.embed(List.of("tea", "milk"), Role.QUERY);

            assertThat(service.asked.getFirst().path()).isEqualTo("/v1/embeddings");
            assertThat(service.asked.getFirst().body())
                    .isEqualTo(Loopback.json("{\"model\":\"m\",\"input\":[\"text: tea\",\"text: \"]}"));
            assertThat(service.asked.getLast().body().get("input"))
                    .isEqualTo(Loopback.json("[\"query: tea\",\"query: milk\"]"));
            assertThat(vectors)
                    .containsExactly(
                            new Embedded(new float[] {1, 0.25f}, 0, 0), new Embedded(new float[] {0.5f, -2}, 0, 0));
            assertThat(tally.counts()).isEqualTo(new Tally.Counts(1, 2, 9, 0, 0));
            assertThat(embedding.dimensions()).isEqualTo(2);
            assertThat(embedding.similarity()).isEqualTo(Similarity.COSINE);
            assertThat(service.asked).hasSize(2);
        }
    }

    @Test
    void base64_is_asked_for_where_wished_and_read_wherever_it_comes() {
        try (Loopback service = Loopback.answering(BASE64);
                Model wished = service.model("dialect=embeddings&model=m&encoding=base64&dimensions=2&similarity=dot");
                Model given = service.model("dialect=embeddings&model=m")) {
            List<Embedded> expected =
                    List.of(new Embedded(new float[] {1, 0.25f}, 0, 0), new Embedded(new float[] {0.5f, -2}, 0, 0));

            assertThat(wished.as(Embedding.class).embed(List.of("a", "b"), Role.QUERY))
                    .isEqualTo(expected);
            assertThat(given.as(Embedding.class).embed(List.of("a", "b"), Role.QUERY))
                    .isEqualTo(expected);
            assertThat(service.asked.getFirst().body()).isEqualTo(Loopback.json("""
                    {"model":"m","input":["a","b"],"encoding_format":"base64","dimensions":2}
                    """));
            assertThat(service.asked.getLast().body().has("encoding_format")).isFalse();
            assertThat(wished.as(Embedding.class).similarity()).isEqualTo(Similarity.DOT);
        }
    }

    @Test
    void dimensions_are_asked_for_where_nobody_knows_them_yet() {
        try (Loopback service = Loopback.answering("{\"data\":[{\"index\":0,\"embedding\":[1,2,3]}]}");
                Model model = service.model("dialect=embeddings&model=m")) {
            assertThat(model.as(Embedding.class).dimensions()).isEqualTo(3);
            assertThat(model.as(Embedding.class).dimensions()).isEqualTo(3);
            assertThat(service.asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"data\":[{\"index\":0,\"embedding\":[1]}]}                                          | data               | index 1",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1,2]}]}        | data[1].embedding  | length 1",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}          | data[1].index      | only one",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}          | data[1].index      | below 2",
                "{\"data\":[{\"index\":0,\"embedding\":[]},{\"index\":1,\"embedding\":[]}]}            | data[0].embedding  | length",
                "{\"data\":[{\"index\":0,\"embedding\":[1,\"2\"]}]}                                    | data[0].embedding[1] | finite",
                "{\"data\":[{\"index\":0,\"embedding\":[1e39]}]}                                       | data[0].embedding  | finite",
                "{\"data\":[{\"index\":0,\"embedding\":\"AACAf w==\"}]}                                | data[0].embedding  | base64",
                "{\"data\":[{\"index\":0,\"embedding\":\"AACA\"}]}                                     | data[0].embedding  | whole floats",
                "{\"data\":[{\"index\":0,\"embedding\":\"AADAfw==\"}]}                                 | data[0].embedding  | finite",
                "{\"embeddings\":[[1],[2]]}                                                            | data               | missing",
            })
    void a_vector_that_is_missing_or_odd_is_an_error_that_names_the_field(String answer, String field, String law) {
        try (Loopback service = Loopback.answering(answer);
                Model model = service.model("dialect=embeddings&model=m")) {
            assertThatThrownBy(() -> model.as(Embedding.class).embed(List.of("a", "b"), Role.QUERY))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("\"" + field + "\"")
                    .hasMessageContaining(law);
        }
    }
}
