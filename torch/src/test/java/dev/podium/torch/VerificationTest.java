package dev.podium.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {

    static List<Path> folders() {
        return Golden.folders(_ -> true).stream()
                .filter(folder -> Files.exists(folder.resolve("checks.json")))
                .toList();
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
    }
}
