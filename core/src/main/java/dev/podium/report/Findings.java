package dev.podium.report;

import dev.podium.eval.Comparison;
import dev.podium.eval.Correction;
import dev.podium.eval.Failure;
import dev.podium.eval.Figures;
import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import dev.podium.eval.Settings;
import dev.podium.eval.TieRange;
import dev.podium.eval.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An experiment's result in sentences: the headline first, then what it costs, how sure it is and what went wrong.
 *
 * @since 0.1.0
 */
public final class Findings {

    private Findings() {}

    /** All sentences, the most important one first; never empty. */
    public static List<String> of(Report report) {
        List<String> findings = new ArrayList<>();
        findings.add(headline(report));
        count(report).ifPresent(findings::add);
        cost(report).ifPresent(findings::add);
        decide(report).ifPresent(findings::add);
        findings.addAll(warnings(report));
        return List.copyOf(findings);
    }

    /** What the main metric says of the best system. */
    public static String headline(Report report) {
        String metric = report.metrics().getFirst();
        Scored best = report.best(metric);
        List<Comparison> comparisons = report.by(metric);
        if (comparisons.isEmpty()) {
            return Markup.fill(
                    "%s reaches %s %s over %s.",
                    best.name(),
                    metric,
                    Figures.value(best.by(metric).mean(), 3),
                    Markup.queries(best.by(metric).values().size()));
        }
        Comparison top = top(report).orElseThrow();
        String evidence = top.evidence() + corrected(report, top);
        if (top.difference() > 0 && top.significant(report.settings().alpha())) {
            return Markup.fill(
                    "%s improves %s from %s to %s (%s).",
                    top.system(),
                    metric,
                    Figures.value(top.baselineValue(), 3),
                    Figures.value(top.value(), 3),
                    evidence);
        }
        if (top.difference() > 0) {
            return Markup.fill(
                    "%s is ahead of %s by %s, %s against %s, but %s cannot decide it (%s).",
                    top.system(),
                    report.baseline(),
                    metric,
                    Figures.value(top.value(), 3),
                    Figures.value(top.baselineValue(), 3),
                    Markup.queries(top.values().size()),
                    evidence);
        }
        return Markup.fill(
                "No system betters %s by %s (%s); the closest, %s, has %s (%s).",
                report.baseline(),
                metric,
                Figures.value(top.baselineValue(), 3),
                top.system(),
                Figures.value(top.value(), 3),
                evidence);
    }

    /** The comparison of the best system that is not the baseline, by the main metric. */
    static Optional<Comparison> top(Report report) {
        return report.by(report.metrics().getFirst()).stream().max(Comparator.comparingDouble(Comparison::difference));
    }

    /** What is left of a p-value among all tests, for the end of a list in brackets; nothing for a family of one. */
    private static String corrected(Report report, Comparison comparison) {
        int tests = report.family().size();
        if (tests < 2) {
            return "";
        }
        Correction correction = report.settings().correction();
        return correction == Correction.NONE
                ? Markup.fill("; one of %d tests, %s", tests, correction)
                : Markup.fill("; %s over %d tests: %s", correction, tests, Figures.p(comparison.corrected()));
    }

    private static Optional<String> count(Report report) {
        if (report.comparisons().size() < 2) {
            return Optional.empty();
        }
        Settings settings = report.settings();
        long better = report.comparisons().stream()
                .filter(c -> c.significant(settings.alpha()) && c.difference() > 0)
                .count();
        long worse = report.comparisons().stream()
                .filter(c -> c.significant(settings.alpha()) && c.difference() < 0)
                .count();
        return Optional.of(Markup.fill(
                "Comparisons with %s: %d significantly better, %d significantly worse, %d open (%s at %s).",
                report.baseline(),
                better,
                worse,
                report.comparisons().size() - better - worse,
                settings.correction(),
                Figures.value(settings.alpha(), 2)));
    }

    private static Optional<String> cost(Report report) {
        Optional<Comparison> top = top(report);
        if (top.isEmpty()) {
            return Optional.empty();
        }
        Timing baseline = report.system(report.baseline()).timing();
        Timing best = report.system(top.get().system()).timing();
        if (baseline == null || best == null || baseline.median() == 0) {
            return Optional.empty();
        }
        return Optional.of(Markup.fill(
                "%s takes %s a query, %s times the %s of %s (medians).",
                top.get().system(),
                Figures.time(best.median()),
                Markup.fill(
                        best.median() < 100 * baseline.median() ? "%,.1f" : "%,.0f", best.median() / baseline.median()),
                Figures.time(baseline.median()),
                report.baseline()));
    }

    /** How many topics more, where the main comparison is open. */
    private static Optional<String> decide(Report report) {
        return top(report)
                .filter(c -> !c.significant(report.settings().alpha()))
                .map(c -> c.topics().toString());
    }

    /** What a reader must know before believing any of it. */
    static List<String> warnings(Report report) {
        List<String> warnings = new ArrayList<>();
        for (Scored system : report.systems()) {
            long failed = count(report, system, Failure.Kind.FAILED);
            long limited = count(report, system, Failure.Kind.LIMITED);
            if (failed > 0) {
                warnings.add(Markup.fill(
                        "%s failed on %,d of %,d queries; they count as empty lists.",
                        system.name(), failed, asked(report)));
            }
            if (limited > 0) {
                warnings.add(Markup.fill(
                        "%s ran out of a limit on %,d of %,d queries; the best ranking so far counts.",
                        system.name(), limited, asked(report)));
            }
            long empty = system.empty().size() - failedAndCounted(report, system);
            if (empty > 0) {
                warnings.add(Markup.fill(
                        "%s returned nothing for %,d of %,d counted queries.",
                        system.name(), empty, report.queries().size()));
            }
        }
        report.undefined()
                .forEach((metric, queries) -> warnings.add(Markup.fill(
                        "%s is undefined on %s for some system: left out of it for all.",
                        metric, Markup.queries(queries.size()))));
        if (!report.coverage().unjudged().isEmpty()) {
            warnings.add(Markup.fill(
                    "%s asked but not judged; not counted.",
                    Markup.queries(report.coverage().unjudged().size())));
        }
        if (!report.coverage().notAsked().isEmpty()) {
            warnings.add(Markup.fill(
                    "%s judged but not asked; not counted.",
                    Markup.queries(report.coverage().notAsked().size())));
        }
        ties(report).ifPresent(warnings::add);
        return warnings;
    }

    /** Names the system whose mean hangs most on the order of equal scores, if it could move in the third decimal. */
    private static Optional<String> ties(Report report) {
        String metric = report.metrics().getFirst();
        return report.systems().stream()
                .filter(system -> system.by(metric).ties().width() >= 0.001)
                .max(Comparator.comparingDouble(
                        system -> system.by(metric).ties().width()))
                .map(system -> {
                    TieRange ties = system.by(metric).ties();
                    return Markup.fill(
                            "%s hides ties: by their order its %s could be anything from %s to %s (%s).",
                            system.name(),
                            metric,
                            Figures.value(ties.low(), 3),
                            Figures.value(ties.high(), 3),
                            Markup.queries(ties.queries()));
                });
    }

    private static long count(Report report, Scored system, Failure.Kind kind) {
        return report.failures().stream()
                .filter(f -> f.system().equals(system.name()) && f.kind() == kind)
                .count();
    }

    private static long failedAndCounted(Report report, Scored system) {
        return report.failures().stream()
                .filter(f -> f.system().equals(system.name())
                        && f.kind() == Failure.Kind.FAILED
                        && system.empty().contains(f.queryId()))
                .count();
    }

    private static int asked(Report report) {
        return report.queries().size() + report.coverage().unjudged().size();
    }
}
