package dev.podium.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.torch.Verification.Check;
import dev.podium.torch.verify.CheckFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {

    /** A copy here may lack files that the shared folder has; then that one is checked where it is there. */
    static List<Path> folders() {
        Path shared = Path.of(System.getProperty("podium.shared", ""), "fixtures", "models");
        return Golden.folders(_ -> true).stream()
                .filter(folder -> Files.exists(folder.resolve("checks.json")))
                .map(folder -> isWhole(folder) ? folder : shared.resolve(folder.getFileName()))
                .filter(Files::isDirectory)
                .toList();
    }

    private static boolean isWhole(Path folder) {
        CheckFile file = CheckFile.read(folder);
        return Files.isDirectory(file.model())
                && file.checks().stream()
                        .allMatch(check -> !check.has("file") || Files.exists(folder.resolve(check.text("file"))));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void every_check_of_a_checkpoint_passes_and_none_is_skipped(Path folder) {
        Verification verification = Verification.of(folder);

        assertThat(verification.skipped()).isEmpty();
        assertThat(verification.checks()).isNotEmpty();
        assertThat(verification.checks())
                .allSatisfy(check -> assertThat(check.ok())
                        .as("%s: %s", check.name(), check.message())
                        .isTrue());
        assertThat(verification.failed()).isZero();
    }

    @Test
    void a_golden_value_that_was_changed_makes_its_check_fail(@TempDir Path changed) throws IOException {
        copy(Path.of("src/test/resources/models/bert-seqcls"), changed);
        byte[] golden = Files.readAllBytes(changed.resolve("golden.safetensors"));
        // "last_hidden" of the batch or another tensor of the last layer lies at the end; 0x42 in a float's top byte is
        // about 32.
        for (int last = golden.length - 1; last >= golden.length - 64; last -= 4) {
            golden[last] = 0x42;
        }
        Files.write(changed.resolve("golden.safetensors"), golden);

        Verification verification = Verification.of(changed);

        assertThat(verification.failed()).isPositive();
        Check failed = verification.checks().stream()
                .filter(check -> !check.ok())
                .findFirst()
                .orElseThrow();
        assertThat(failed.worst()).isGreaterThan(failed.tolerance());
        assertThat(failed.message()).contains("must be");
    }

    @Test
    void a_kind_that_is_not_known_is_skipped_by_name_and_a_check_that_breaks_has_failed(@TempDir Path folder)
            throws IOException {
        copy(Path.of("src/test/resources/models/bert-seqcls"), folder);
        Files.writeString(folder.resolve("checks.json"), """
                {"format": 1, "tolerance": {"abs": 0.0001, "rel": 0.0001}, "checks": [
                {"name": "a dream", "kind": "dream", "expect": {}},
                {"name": "no such id", "kind": "forward", "ids": [2, 999999, 3], "expect": {"logits": "item0.logits"}},
                {"name": "no such tensor", "kind": "forward", "ids": [2, 3], "expect": {"logits": "nowhere"}}]}
                """);

        Verification verification = Verification.of(folder);

        assertThat(verification.skipped()).containsExactly(java.util.Map.entry("dream", 1));
        assertThat(verification.checks()).hasSize(2).noneMatch(Check::ok);
        assertThat(verification.checks().getLast().message()).contains("nowhere");
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
