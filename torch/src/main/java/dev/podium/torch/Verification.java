package dev.podium.torch;

import dev.podium.torch.verify.CheckFile;
import dev.podium.torch.verify.Examination;
import dev.podium.torch.verify.Examined;
import dev.podium.torch.verify.Finding;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A checkpoint held against what the reference implementation computes for it.
 *
 * <p>The folder's {@code checks.json} says what to calculate and {@code golden.safetensors} what must come out. A kind of check that is
 * not known here counts as skipped, by its name, and never as passed; a check that fails to run counts as failed.
 *
 * @param checks in the order of the file, without those skipped
 * @param skipped kinds that are not known, and how many checks each
 * @since 0.1.0
 */
public record Verification(List<Check> checks, SequencedMap<String, Integer> skipped) {

    /**
     * One check.
     *
     * @param name of the check in its file
     * @param kind what was calculated
     * @param shape of what came out; where a check has several tensors, of the one that is furthest off
     * @param worst greatest absolute difference; for ids, how many places differ; NaN where nothing could be compared
     * @param tolerance the greatest that passes
     * @param ok whether it passes
     * @param message why not, empty if it does
     */
    public record Check(
            String name, String kind, List<Long> shape, double worst, double tolerance, boolean ok, String message) {
        public Check {
            shape = List.copyOf(shape);
        }

        private static Check of(Finding found) {
            return new Check(
                    found.name(),
                    found.kind(),
                    found.shape(),
                    found.worst(),
                    found.tolerance(),
                    found.ok(),
                    found.message());
        }
    }

    public Verification {
        checks = List.copyOf(checks);
        skipped = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(skipped));
    }

    /**
     * Runs the checks of a folder.
     *
     * @param folder with {@code checks.json}, {@code golden.safetensors} and the checkpoint, or the name of the folder that has it
     * @throws dev.podium.model.ModelUnavailableException if these files are missing or damaged
     */
    public static Verification of(Path folder) {
        Examined examined = Examination.of(CheckFile.read(folder));
        return new Verification(examined.findings().stream().map(Check::of).toList(), examined.skipped());
    }

    /** How many did not pass. */
    public long failed() {
        return checks.stream().filter(check -> !check.ok()).count();
    }
}
