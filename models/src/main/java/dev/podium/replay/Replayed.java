package dev.podium.replay;

import java.util.List;
import java.util.SequencedMap;

/**
 * What a replay found.
 *
 * @param queries rankings that were replayed, over all experiments
 * @param equal how many of them ended in the recorded order
 * @param calls answers that were read
 * @param malformed how many of them were not clean, by class: {@code no-numbers} names nothing, {@code out-of-range}
 *     names what was not shown, {@code duplicate} names something twice, {@code missing} leaves something out; an answer
 *     counts once, under the first that fits
 * @param different the rankings that ended otherwise, for people
 * @since 0.1.0
 */
public record Replayed(
        int queries, int equal, long calls, SequencedMap<String, Long> malformed, List<String> different) {}
