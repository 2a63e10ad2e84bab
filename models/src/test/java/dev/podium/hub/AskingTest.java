package dev.podium.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.wrap.Backoff;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AskingTest {

    private final List<Duration> waits = new ArrayList<>();
    private final Asking asking = new Asking(Backoff.USUAL, waits::add);

    @Test
    void counts_anew_after_a_failure_that_brought_something() throws IOException {
        AtomicInteger tries = new AtomicInteger();

        int result = asking.patiently("It", () -> true, () -> {
            if (tries.incrementAndGet() <= 20) {
                throw new IOException("cut");
            }
            return tries.get();
        });

        assertThat(result).isEqualTo(21);
        assertThat(waits).hasSize(20).allMatch(wait -> wait.compareTo(Duration.ofMillis(500)) <= 0);
    }

    @Test
    void gives_up_at_once_what_stays() {
        assertThatThrownBy(() -> asking.patiently("It", () -> false, () -> {
                    throw new UnknownHostException("hub.test");
                }))
                .isInstanceOf(HubUnreachedException.class)
                .hasMessage("It could not be had: the host is unknown (hub.test).");
        assertThatThrownBy(() -> asking.patiently("It", () -> false, () -> {
                    throw new Asking.BusyException(429, Duration.ofHours(1));
                }))
                .hasMessage("It could not be had: status 429.");
        assertThat(waits).isEmpty();
    }

    @Test
    void stops_when_interrupted() {
        Asking interrupted = new Asking(Backoff.USUAL, _ -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> interrupted.patiently("It", () -> false, () -> {
                    throw new IOException("cut");
                }))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void reads_how_long_to_wait_in_seconds_or_as_a_date() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");

        assertThat(Asking.retryAfter("7", () -> now)).isEqualTo(Duration.ofSeconds(7));
        assertThat(Asking.retryAfter("Fri, 2 Jan 2026 03:04:35 GMT", () -> now)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Asking.retryAfter("Fri, 2 Jan 2026 03:04:00 GMT", () -> now)).isEqualTo(Duration.ZERO);
        assertThat(Asking.retryAfter("soon", () -> now)).isNull();
        assertThat(Asking.retryAfter(null, () -> now)).isNull();
    }
}
