package dev.podium.report;

import dev.podium.eval.Failure;
import dev.podium.eval.Figures;
import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import dev.podium.eval.TieRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The end of a page: what failed, what counted, how it was decided, with which settings. */
record Footnotes(Report report, StringBuilder html) {

    void write() {
        failures();
        notes();
        configuration();
    }

    private void failures() {
        if (report.failures().isEmpty()) {
            return;
        }
        // one cause usually strikes many queries: said once, with the queries it struck
        record Cause(String system, Failure.Kind kind, String message) {}
        SequencedMap<Cause, List<String>> causes = new LinkedHashMap<>();
        for (Failure failure : report.failures()) {
            Cause cause = new Cause(failure.system(), failure.kind(), Markup.start(failure.message(), 400));
            causes.computeIfAbsent(cause, c -> new ArrayList<>()).add(failure.queryId());
        }
        html.append("<section>\n<h2>Failures</h2>\n<p class=\"how\">")
                .append(Markup.fill("%,d in all", report.failures().size()))
                .append(causes.size() > MOST_CAUSES ? Markup.fill(", by the first %d causes", MOST_CAUSES) : "")
                .append(
                        ". A failed query counts as an empty list; under a spent limit the best ranking so far counts.</p>\n")
                .append("<div class=\"scroll\"><table class=\"words\">\n<thead><tr><th scope=\"col\">System</th>")
                .append(
                        "<th scope=\"col\">What</th><th scope=\"col\">Said</th><th scope=\"col\">Queries</th></tr></thead>\n<tbody>\n");
        causes.entrySet().stream().limit(MOST_CAUSES).forEach(entry -> {
            String what = switch (entry.getKey().kind()) {
                case FAILED -> "failed";
                case LIMITED -> "limit spent";
            };
            html.append(Markup.fill(
                    "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                    Markup.escape(entry.getKey().system()),
                    what,
                    Markup.escape(entry.getKey().message()),
                    Markup.escape(listed(entry.getValue()))));
        });
        html.append("</tbody>\n</table></div>\n</section>\n");
    }

    private static final int MOST_CAUSES = 100;

    /** How many there are and the first of them. */
    private static String listed(List<String> queries) {
        return Markup.fill(
                "%,d (%s%s)",
                queries.size(),
                String.join(", ", queries.subList(0, Math.min(5, queries.size()))),
                queries.size() > 5 ? ", …" : "");
    }

    private void notes() {
        html.append("<section>\n<h2>How it was decided</h2>\n<p class=\"how\"></p>\n<ul class=\"foot\">\n");
        note("Queries", coverage());
        if (!report.comparisons().isEmpty()) {
            note(
                    "Family",
                    Markup.fill(
                            "%s. The baseline is never tested against itself and is not in the family.",
                            report.family()));
            note(
                    "Test",
                    Markup.fill(
                            "%s, two-sided, on values paired by query.",
                            report.settings().test()));
            note(
                    "Interval",
                    Markup.fill(
                            "of the mean difference, %.0f%%, %s, uncorrected: an interval may leave out zero where the corrected test does not find a difference.",
                            100 * report.settings().interval().level(),
                            report.settings().interval()));
            note(
                    "Effect size",
                    "Cohen’s d of the differences (d_z), its interval by the noncentral t distribution; 0.2 is usually called small, 0.5 medium, 0.8 large.");
            note(
                    "More queries",
                    Markup.fill(
                            "to find an effect as large as the one observed with power %s by a two-sided paired t-test at %s. The observed effect is an estimate, so this is one as well.",
                            Figures.value(report.settings().power(), 2),
                            Figures.value(report.settings().alpha(), 2)));
        }
        if (report.systems().stream().anyMatch(s -> s.timing() != null)) {
            note(
                    "Time",
                    "wall time of one query after another, each system as if it ran alone: a shared stage is run once and counted for each system that builds on it. Nothing was warmed up.");
        }
        note("Ties", ties());
        html.append("</ul>\n</section>\n");
    }

    private void note(String about, String text) {
        html.append("<li><b>")
                .append(Markup.escape(about))
                .append("</b> ")
                .append(Markup.escape(text))
                .append("</li>\n");
    }

    private String coverage() {
        var coverage = report.coverage();
        StringBuilder text = new StringBuilder(Markup.fill(
                "%,d count: judged and asked; one without results counts as an empty list, as under trec_eval -c.",
                coverage.counted().size()));
        text.append(some(coverage.unjudged(), "Asked but not judged, not counted"));
        text.append(some(coverage.notAsked(), "Judged but not asked, not counted"));
        text.append(some(coverage.withoutRelevant(), "Counted, without any relevant candidate"));
        for (Scored system : report.systems()) {
            text.append(some(system.empty(), "Without results from " + system.name()));
        }
        report.undefined()
                .forEach(
                        (metric, queries) -> text.append(some(queries, "Left out of " + metric + ", undefined there")));
        return text.toString();
    }

    private static String some(List<String> queries, String what) {
        return queries.isEmpty() ? "" : Markup.fill(" %s: %s.", what, listed(queries));
    }

    private String ties() {
        StringBuilder text = new StringBuilder();
        for (Scored system : report.systems()) {
            for (String metric : report.metrics()) {
                TieRange ties = system.by(metric).ties();
                if (ties.width() >= 5e-4) {
                    text.append(Markup.fill(
                            " %s, %s: %s to %s over %s.",
                            system.name(),
                            metric,
                            Figures.value(ties.low(), 3),
                            Figures.value(ties.high(), 3),
                            Markup.queries(ties.queries())));
                }
            }
        }
        return text.isEmpty()
                ? "no mean moves by .0005 or more, in whatever order equal scores are put."
                : "equal scores are ordered as trec_eval does, by id. In other orders the means could be:" + text;
    }

    private void configuration() {
        SequencedMap<String, String> rows = new LinkedHashMap<>(report.about());
        rows.put("baseline", report.baseline());
        for (Scored system : report.systems()) {
            if (!system.name().equals(system.pipeline())) {
                rows.put(system.name(), system.pipeline());
            }
        }
        rows.put("metrics", String.join(", ", report.metrics()));
        rows.put("test", report.settings().test().toString());
        rows.put(
                "correction",
                Markup.fill(
                        "%s over %d tests, level %s",
                        report.settings().correction(),
                        report.family().size(),
                        report.settings().alpha()));
        rows.put(
                "interval",
                Markup.fill(
                        "%s, %.0f%%",
                        report.settings().interval(),
                        100 * report.settings().interval().level()));
        html.append(
                "<section>\n<h2>Configuration</h2>\n<p class=\"how\">What it takes to make these numbers again; seeds included.</p>\n<dl>\n");
        rows.forEach((what, text) ->
                html.append(Markup.fill("<dt>%s</dt><dd>%s</dd>\n", Markup.escape(what), Markup.escape(text))));
        html.append("</dl>\n</section>\n");
    }
}
