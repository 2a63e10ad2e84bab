package dev.podium.torch.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What came of all checks of a file.
 *
 * @param findings in the order of the file, without those skipped
 * @param skipped kinds that are not known, and how many checks each
 */
public record Examined(List<Finding> findings, SequencedMap<String, Integer> skipped) {

    /** Copies. */
    public Examined {
        findings = List.copyOf(findings);
        skipped = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(skipped));
    }
}
