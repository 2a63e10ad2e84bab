package dev.podium.cli;

import dev.podium.Qrels;
import dev.podium.file.JudgedRun;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Judged;
import dev.podium.metric.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Measures a run file without making objects of its lines. */
final class Measuring {

    private Measuring() {}

    static Evaluation of(Path run, Qrels qrels, List<Metric> metrics, Evaluation.Options options) {
        JudgedRun read = JudgedRun.read(
                run, qrels, options.version9() ? JudgedRun.Precision.SINGLE : JudgedRun.Precision.DOUBLE);
        SequencedMap<String, Judged> lists = new LinkedHashMap<>();
        List<String> notJudged = new ArrayList<>();
        read.lists().forEach((query, list) -> {
            if (qrels.of(query).isEmpty()) {
                notJudged.add(query);
            } else {
                lists.put(query, list);
            }
        });
        return Evaluation.of(lists, notJudged, qrels, metrics, options);
    }
}
