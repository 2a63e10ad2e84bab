package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Model;
import dev.podium.model.PairScoring;
import dev.podium.model.ProviderException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of another shape than promised. */
class ShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}                                                                  | results                    | missing",
                "[]                                                                  | results                    | missing",
                "{\"results\":5}                                                     | results                    | array",
                "{\"results\":[{\"relevance_score\":0.5}]}                           | results[0].index           | missing",
                "{\"results\":[{\"index\":0}]}                                       | results[0].relevance_score | missing",
                "{\"results\":[{\"index\":0,\"relevance_score\":null}]}              | results[0].relevance_score | null",
                "{\"results\":[{\"index\":0,\"relevance_score\":\"0.5\"}]}           | results[0].relevance_score | finite number",
                "{\"results\":[{\"index\":0,\"relevance_score\":1e999}]}             | results[0].relevance_score | finite number",
                "{\"results\":[{\"index\":-1,\"relevance_score\":1}]}                | results[0].index           | at least 0",
                "{\"results\":[{\"index\":0.5,\"relevance_score\":1}]}               | results[0].index           | whole number",
                "{\"results\":[{\"index\":1,\"relevance_score\":1}]}                 | results[0].index           | below 1",
                "{\"results\":[{\"index\":0,\"relevance_score\":1},{\"index\":0,\"relevance_score\":1}]} | results[1].index | only one",
            })
    void the_field_is_named(String answer, String field, String law) {
        try (Loopback service = Loopback.answering(answer);
                Model model = service.model("dialect=jina&model=m")) {
            assertThatThrownBy(() -> model.as(PairScoring.class).score("q", List.of("a")))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("\"" + field + "\"")
                    .hasMessageContaining(law)
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageContaining("Maybe it speaks another dialect than \"jina\".");
            // What cannot be read now cannot be read later.
            assertThat(service.asked).hasSize(1);
        }
    }

    @Test
    void a_web_page_is_no_answer() {
        try (Loopback service = Loopback.answering("<html>Welcome</html>");
                Model model = service.model("dialect=jina&model=m")) {
            assertThatThrownBy(() -> model.as(PairScoring.class).score("q", List.of("a")))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("no JSON: <html>Welcome</html>");
        }
    }

    @Test
    void a_probability_beyond_its_range_is_an_error_and_a_real_number_is_not() {
        String answer = "[{\"index\":0,\"score\":3.5}]";
        try (Loopback service = Loopback.answering(answer);
                Model sigmoid = service.model("dialect=tei");
                Model real = service.model("dialect=tei&scale=real")) {
            assertThatThrownBy(() -> sigmoid.as(PairScoring.class).score("q", List.of("a")))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("3.5")
                    .hasMessageContaining("scale=real");
            assertThat(real.as(PairScoring.class)
                            .score("q", List.of("a"))
                            .getFirst()
                            .score())
                    .isEqualTo(3.5);
            assertThat(real.as(PairScoring.class).activation()).isEqualTo("identity");
            assertThat(sigmoid.as(PairScoring.class).activation()).isEqualTo("sigmoid");
        }
    }
}
