package dev.podium.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.hub.Hub;
import dev.podium.hub.HubId;
import dev.podium.hub.LoopbackHub;
import dev.podium.hub.Wanted;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {

    private static final HubId ID = HubId.parse(LoopbackHub.REPOSITORY);
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    private final AtomicLong clock = new AtomicLong();

    @TempDir
    private Path cache;

    @Test
    void a_download_that_lasts_shows_file_bytes_of_total_and_speed_on_the_error_stream() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            open(hub.client(cache), SECOND);
        }

        // 300,000 bytes are 293.0 KiB; a second passes with each part of the file
        assertThat(told())
                .containsPattern(
                        "downloading model\\.safetensors +[1-9][0-9]% \\[=+ +] [0-9.]+/293\\.0 KiB, [1-9][0-9.]* KiB/s")
                .contains("100% [=========================] 293.0/293.0 KiB")
                .endsWith(System.lineSeparator());
        assertThat(told()).doesNotContain("README.md").doesNotContain("pytorch_model.bin");
        assertThat(out.size()).isZero();
    }

    @Test
    void a_download_that_is_soon_done_shows_nothing() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            open(hub.client(cache), 0);
        }

        assertThat(told()).isEmpty();
    }

    @Test
    void what_is_in_the_cache_is_opened_in_silence() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            open(hub.client(cache), 0);
            open(hub.client(cache), 10 * SECOND);
        }

        assertThat(told()).isEmpty();
    }

    @Test
    void files_side_by_side_are_shown_one_after_the_other_and_a_broken_off_one_leaves_no_bar_behind() {
        try (Downloads downloads = new Downloads(console, clock::get)) {
            downloads.progress("a.safetensors", 1 << 20, 30 << 20);
            downloads.progress("b.safetensors", 1 << 20, 20 << 20);
            clock.set(2 * SECOND);
            downloads.progress("a.safetensors", 15 << 20, 30 << 20);
            downloads.progress("b.safetensors", 2 << 20, 20 << 20);
            assertThat(told()).doesNotContain("b.safetensors");
            downloads.progress("a.safetensors", 30 << 20, 30 << 20);
            downloads.progress("b.safetensors", 10 << 20, 20 << 20);
        }

        assertThat(told())
                // 14 MiB in 2 s, and then 29: what an earlier attempt left (1 MiB) does not count
                .contains("downloading a.safetensors  50% [============             ] 15.0/30.0 MiB, 7.0 MiB/s")
                .contains("30.0/30.0 MiB, 14.5 MiB/s")
                .contains("downloading b.safetensors  50% [============             ] 10.0/20.0 MiB, 4.5 MiB/s")
                .endsWith(System.lineSeparator());
        assertThat(told().indexOf("b.safetensors")).isGreaterThan(told().lastIndexOf("a.safetensors"));
    }

    @Test
    void a_long_name_keeps_its_end() {
        clock.set(0);
        try (Downloads downloads = new Downloads(console, () -> clock.getAndAdd(2 * SECOND))) {
            downloads.progress("x", 0, 10);
            downloads.progress("a-folder/" + "long-".repeat(20) + "00001-of-00002.safetensors", 5, 10_000);
        }

        assertThat(told()).contains("00001-of-00002.safetensors").contains("downloading ...");
    }

    @Test
    void a_reference_that_cannot_be_opened_fails_as_without_a_bar() {
        assertThatThrownBy(() -> Downloads.open("onnx:/nowhere", console)).hasMessageContaining("nowhere");
        assertThat(told()).isEmpty();
    }

    private void open(Hub hub, long step) {
        try (Downloads downloads = new Downloads(console, () -> clock.getAndAdd(step))) {
            downloads.during(() -> hub.open(ID, Wanted.checkpoint()));
        }
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
