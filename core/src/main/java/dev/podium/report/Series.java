package dev.podium.report;

import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import java.util.ArrayList;
import java.util.List;

/**
 * A system as the plots draw it: grey for the baseline, a colour for each other.
 *
 * @param system what is drawn
 * @param style the class that carries its colour; colours come round again after eight
 * @param baseline whether the others are measured against it
 */
record Series(Scored system, String style, boolean baseline) {

    static List<Series> of(Report report) {
        List<Series> series = new ArrayList<>();
        int colour = 0;
        for (Scored system : report.systems()) {
            boolean baseline = system.name().equals(report.baseline());
            series.add(new Series(system, baseline ? "cb" : "c" + colour++ % 8, baseline));
        }
        return List.copyOf(series);
    }

    static Series named(List<Series> series, String name) {
        return series.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    String name() {
        return system.name();
    }

    double mean(String metric) {
        return system.by(metric).mean();
    }
}
