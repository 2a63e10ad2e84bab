package dev.podium.torch.verify;

import java.util.List;

/**
 * What came of one check.
 *
 * @param name of the check in its file
 * @param kind what was calculated
 * @param shape of what came out; where a check has several tensors, of the one that is furthest off
 * @param worst greatest absolute difference; for ids, how many places differ; NaN where nothing could be compared
 * @param tolerance the greatest that passes
 * @param ok whether it passes
 * @param message why not, empty if it does
 */
public record Finding(
        String name, String kind, List<Long> shape, double worst, double tolerance, boolean ok, String message) {

    /** Copies. */
    public Finding {
        shape = List.copyOf(shape);
    }
}
