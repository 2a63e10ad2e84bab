package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final Instant NOW = Instant.parse("2015-10-21T07:28:00Z");

    @Test
    void retry_after_is_seconds_or_a_date() {
        assertThat(Refusal.retryAfter("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Refusal.retryAfter(" 0.25 ", NOW)).isEqualTo(Duration.ofMillis(250));
        assertThat(Refusal.retryAfter("Wed, 21 Oct 2015 07:28:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Refusal.retryAfter("Wed, 21 Oct 2015 07:27:30 GMT", NOW)).isEqualTo(Duration.ZERO);
        assertThat(Refusal.retryAfter("soon", NOW)).isNull();
        assertThat(Refusal.retryAfter("-1", NOW)).isNull();
    }

    @Test
    void words_are_one_line_of_bounded_length() {
        assertThat(Refusal.words("a\n\tb\u0007.")).isEqualTo("a b");
        assertThat(Refusal.words("")).isEqualTo("nothing");
        assertThat(Refusal.words("x".repeat(5000))).hasSize(303).endsWith("...");
    }

    @Test
    void a_key_shows_where_it_is_from_and_never_itself() {
        Secret secret = Secret.of(" abc123\n", "SOME_KEY");

        assertThat(secret).hasToString("key from SOME_KEY");
        assertThat(secret.value()).isEqualTo("abc123");
        assertThat(secret.hiddenIn("you sent abc123, abc")).isEqualTo("you sent ***, abc");
        assertThat(Secret.NONE.hiddenIn("as it is")).isEqualTo("as it is");
        assertThatThrownBy(() -> Secret.of("abc\n123", "SOME_KEY"))
                .hasMessageContaining("SOME_KEY")
                .hasMessageNotContaining("123");
        assertThatThrownBy(() -> Secret.of(" ", "SOME_KEY")).isInstanceOf(IllegalArgumentException.class);
    }
}
