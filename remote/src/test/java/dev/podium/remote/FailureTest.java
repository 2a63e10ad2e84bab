package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podium.model.Model;
import dev.podium.model.PairScoring;
import dev.podium.model.ProviderException;
import dev.podium.remote.Loopback.Given;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that refuse, fail or keep silent. */
class FailureTest {

    private static final Given GOOD = Given.ok("[{\"index\":0,\"score\":0.5}]");

    private static ProviderException failure(Model model) {
        return catchThrowableOfType(
                ProviderException.class, () -> model.as(PairScoring.class).score("q", List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void what_may_pass_is_asked_again(int status) {
        try (Loopback service = Loopback.answering(Given.status(status, "{}"), Given.status(status, "busy"), GOOD);
                Model model = service.model("dialect=tei")) {
            assertThat(model.as(PairScoring.class).score("q", List.of("a"))).hasSize(1);

            assertThat(service.asked).hasSize(3);
            assertThat(service.waits).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422, 501})
    void a_refusal_is_told_at_once(int status) {
        try (Loopback service = Loopback.answering(Given.status(status, "{\"error\":\"No such thing.\"}"));
                Model model = service.model("dialect=tei")) {
            ProviderException failure = failure(model);

            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.provider()).isEqualTo("127.0.0.1");
            assertThat(failure)
                    .hasMessageContaining(service.address() + "/rerank")
                    .hasMessageContaining("status " + status + ": No such thing.\n")
                    .hasMessageContaining("Maybe");
            assertThat(service.asked).hasSize(1);
        }
    }

    @Test
    void it_gives_up_after_as_many_attempts_as_allowed() {
        try (Loopback service = Loopback.answering(Given.status(503, "{\"message\":\"overloaded\"}"));
                Model model = service.model("dialect=tei&attempts=3")) {
            ProviderException failure = failure(model);

            assertThat(failure.status()).isEqualTo(503);
            assertThat(failure).hasMessageContaining("overloaded").hasMessageEndingWith("Asked 3 times.");
            assertThat(service.asked).hasSize(3);
            assertThat(service.waits).hasSize(2);
        }
    }

    @Test
    void it_waits_as_long_as_the_service_says() {
        try (Loopback service = Loopback.answering(new Given(429, "{}", Map.of("Retry-After", "17")), GOOD);
                Model model = service.model("dialect=tei")) {
            model.as(PairScoring.class).score("q", List.of("a"));

            assertThat(service.waits).containsExactly(Duration.ofSeconds(17));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"message\":\"from cohere\",\"id\":\"1\"}               | from cohere",
                "{\"detail\":\"from voyage\"}                             | from voyage",
                "{\"error\":\"from tei\",\"error_type\":\"Validation\"}   | from tei",
                "{\"error\":{\"message\":\"from openai\",\"code\":null}}  | from openai",
                "{\"object\":\"error\",\"message\":\"old vllm\"}          | old vllm",
                "{\"detail\":[{\"msg\":\"a list\"}]}                      | {\"detail\":[{\"msg\":\"a list\"}]}",
                "plain words                                              | plain words",
            })
    void the_services_own_words_are_told(String body, String words) {
        try (Loopback service = Loopback.answering(Given.status(400, body));
                Model model = service.model("dialect=tei")) {
            assertThat(failure(model)).hasMessageContaining("status 400: " + words + ".");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 500})
    void the_key_is_in_no_message_even_if_the_service_repeats_it(int status) {
        try (Loopback service = Loopback.answering(
                        Given.status(status, "{\"message\":\"Incorrect API key: " + Loopback.KEY + "\"}"));
                Model model = service.model("dialect=cohere&model=m&key-from=TEST_KEY&attempts=1")) {
            ProviderException failure = failure(model);

            assertThat(failure).hasMessageNotContaining(Loopback.KEY);
            assertThat(failure.toString()).doesNotContain(Loopback.KEY);
            assertThat(model.name()).doesNotContain(Loopback.KEY);
            assertThat(model.toString()).doesNotContain(Loopback.KEY);
            assertThat(service.only().headers().getFirst("Authorization")).isEqualTo("Bearer " + Loopback.KEY);
        }
    }

    @Test
    void a_redirect_is_not_followed_and_takes_no_key_along() {
        try (Loopback other = Loopback.answering(GOOD);
                Loopback service =
                        Loopback.answering(new Given(307, "", Map.of("Location", other.address() + "/rerank")));
                Model model = service.model("dialect=tei&key-from=TEST_KEY")) {
            ProviderException failure = failure(model);

            assertThat(failure.status()).isEqualTo(307);
            assertThat(failure).hasMessageContaining("redirects are not followed");
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void silence_is_told_as_such() {
        CountDownLatch end = new CountDownLatch(1);
        try (Loopback service = new Loopback(_ -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return GOOD;
                });
                Model model = service.model("dialect=tei&timeout=0.05&attempts=1")) {
            ProviderException failure = failure(model);
            end.countDown();

            assertThat(failure.passing()).isTrue();
            assertThat(failure.status()).isEqualTo(ProviderException.NO_STATUS);
            assertThat(failure).hasMessageContaining("did not answer within 50 ms");
        }
    }

    @Test
    void nobody_there_is_told_as_such_and_asked_again() {
        Loopback gone = Loopback.answering(GOOD);
        gone.close();
        try (Model model = gone.model("dialect=tei&attempts=2")) {
            ProviderException failure = failure(model);

            assertThat(failure.passing()).isTrue();
            assertThat(failure)
                    .hasMessageContaining(gone.address())
                    .hasMessageContaining("could not be reached: no connection")
                    .hasMessageEndingWith("Asked 2 times.");
        }
    }

    @Test
    void a_closed_model_answers_nothing() {
        try (Loopback service = Loopback.answering(GOOD)) {
            Model model = service.model("dialect=tei");
            model.close();

            assertThatThrownBy(() -> model.as(PairScoring.class).score("q", List.of("a")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThat(service.asked).isEmpty();
        }
    }

    @Test
    void a_host_that_nobody_knows_is_told_from_one_where_nothing_listens() {
        // As the client wraps it; a lookup of a real name would leave this machine.
        ConnectException unknown = new ConnectException();
        unknown.initCause(new ConnectException().initCause(new UnresolvedAddressException()));

        assertThat(Http.isUnknownHost(unknown)).isTrue();
        assertThat(Http.isUnknownHost(new ConnectException())).isFalse();
    }
}
