package dev.podium.eval;

import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Retriever;
import dev.podium.Run;
import dev.podium.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Systems over queries, measured, and set against a baseline.
 *
 * <pre>{@code
 * Report report = Experiment.of(queries, qrels)
 *         .compare(bm25, bm25.then(crossEncoder).named("reranked"))
 *         .by(nDCG10, rr10)
 *         .against(bm25);
 * }</pre>
 *
 * <p>A system is a {@link Retriever} or a ready-made {@link Run}; both may stand in one experiment. Each query runs
 * through all systems before the next one starts, and a stage that several pipelines share runs once a query. Queries
 * run one after another: core starts no threads.
 *
 * <p>Immutable: every call returns a new experiment, and {@link #against} runs it.
 *
 * @since 0.1.0
 */
public final class Experiment {

    private final List<Query> queries;
    private final boolean queriesGiven;
    private final Qrels qrels;
    private final List<Contestant> contestants;
    private final List<Metric> metrics;
    private final Settings settings;
    private final SequencedMap<String, String> about;
    private final Progress progress;
    private final Clock clock;

    private Experiment(
            List<Query> queries,
            boolean queriesGiven,
            Qrels qrels,
            List<Contestant> contestants,
            List<Metric> metrics,
            Settings settings,
            SequencedMap<String, String> about,
            Progress progress,
            Clock clock) {
        this.queries = queries;
        this.queriesGiven = queriesGiven;
        this.qrels = qrels;
        this.contestants = contestants;
        this.metrics = metrics;
        this.settings = settings;
        this.about = about;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Over these queries; those among them that the qrels know count.
     *
     * @throws IllegalArgumentException if there are none, or one stands twice
     */
    public static Experiment of(List<Query> queries, Qrels qrels) {
        return start(queries, true, qrels);
    }

    /** Over all queries of the qrels, by id only: for ready-made runs. */
    public static Experiment of(Qrels qrels) {
        return start(
                qrels.grades().sequencedKeySet().stream()
                        .map(id -> Query.of(id, ""))
                        .toList(),
                false,
                qrels);
    }

    private static Experiment start(List<Query> queries, boolean given, Qrels qrels) {
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("An experiment needs at least one query.");
        }
        Set<String> seen = new HashSet<>();
        for (Query query : queries) {
            if (!seen.add(query.id())) {
                throw new IllegalArgumentException(
                        "Query \"%s\" stands twice in the experiment.".formatted(query.id()));
            }
        }
        return new Experiment(
                List.copyOf(queries),
                given,
                qrels,
                List.of(),
                List.of(),
                Settings.usual(),
                new LinkedHashMap<>(),
                Progress.SILENT,
                System::nanoTime);
    }

    /** Adds systems to be run. */
    public Experiment compare(Retriever... systems) {
        List<Contestant> all = new ArrayList<>(contestants);
        for (Retriever system : systems) {
            all.add(new Contestant.Runs(system));
        }
        return with(all);
    }

    /** Adds runs made before; a query that a run does not have counts as an empty list. */
    public Experiment compare(Run... runs) {
        List<Contestant> all = new ArrayList<>(contestants);
        for (Run run : runs) {
            all.add(new Contestant.Ready(run));
        }
        return with(all);
    }

    private Experiment with(List<Contestant> all) {
        return new Experiment(
                queries, queriesGiven, qrels, List.copyOf(all), metrics, settings, about, progress, clock);
    }

    /** Adds metrics; the first one is the main one. */
    public Experiment by(Metric... more) {
        List<Metric> all = new ArrayList<>(metrics);
        all.addAll(List.of(more));
        return new Experiment(
                queries, queriesGiven, qrels, contestants, List.copyOf(all), settings, about, progress, clock);
    }

    /** Decides in this way instead of {@link Settings#usual}. */
    public Experiment with(Settings other) {
        return new Experiment(queries, queriesGiven, qrels, contestants, metrics, other, about, progress, clock);
    }

    /** Writes down something for the reader of the report, such as {@code "collection"}, {@code "SciFact"}. */
    public Experiment about(String what, String text) {
        SequencedMap<String, String> more = new LinkedHashMap<>(about);
        more.put(what, text);
        return new Experiment(
                queries,
                queriesGiven,
                qrels,
                contestants,
                metrics,
                settings,
                Collections.unmodifiableSequencedMap(more),
                progress,
                clock);
    }

    /** Tells how far it is, after each query. */
    public Experiment telling(Progress listener) {
        return new Experiment(queries, queriesGiven, qrels, contestants, metrics, settings, about, listener, clock);
    }

    /** Reads the time elsewhere: for tests, and for time that is not spent on this machine. */
    public Experiment timedBy(Clock other) {
        return new Experiment(queries, queriesGiven, qrels, contestants, metrics, settings, about, progress, other);
    }

    /** Runs, with that system as the baseline. */
    public Report against(Retriever baseline) {
        return run(new Contestant.Runs(baseline), null);
    }

    /** Measures, with that run as the baseline. */
    public Report against(Run baseline) {
        return run(new Contestant.Ready(baseline), null);
    }

    /** Runs, with the system of that name as the baseline. */
    public Report against(String baseline) {
        return run(null, baseline);
    }

    private Report run(@Nullable Contestant baseline, @Nullable String baselineName) {
        if (contestants.isEmpty() || metrics.isEmpty()) {
            throw new IllegalArgumentException(
                    "The experiment has %d systems and %d metrics and needs at least one of each.\nMaybe call compare(...) and by(...) before against(...)."
                            .formatted(contestants.size(), metrics.size()));
        }
        List<String> metricNames = metrics.stream().map(Metric::toString).toList();
        if (new HashSet<>(metricNames).size() < metricNames.size()) {
            throw new IllegalArgumentException("A metric stands twice: %s.".formatted(metricNames));
        }
        List<String> names = Contestant.names(contestants);
        int base = baseline != null ? contestants.indexOf(baseline) : names.indexOf(baselineName);
        if (base < 0) {
            throw new IllegalArgumentException(
                    "The baseline \"%s\" is not among the systems compared: %s.\nMaybe add it to compare(...); a lambda must be the same object."
                            .formatted(baseline != null ? baseline.name() : baselineName, String.join(", ", names)));
        }
        Answers answers = Answers.of(queries, contestants, names, progress, clock);
        return new Analysis(queries, queriesGiven, qrels, metrics, settings, about).report(answers, names.get(base));
    }
}
