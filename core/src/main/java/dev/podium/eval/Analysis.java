package dev.podium.eval;

import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.metric.Metric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** From rankings to a report: who counts, what each is worth, and what may be believed. */
record Analysis(
        List<Query> queries,
        boolean queriesGiven,
        Qrels qrels,
        List<Metric> metrics,
        Settings settings,
        SequencedMap<String, String> about) {

    Report report(Answers answers, String baseline) {
        List<Query> counted = queries.stream()
                .filter(query -> qrels.grades().containsKey(query.id()))
                .toList();
        if (counted.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of the %d queries is in the qrels, which know %d others.\nMaybe the ids differ in form: \"%s\" was asked, \"%s\" is judged."
                            .formatted(
                                    queries.size(),
                                    qrels.grades().size(),
                                    queries.getFirst().id(),
                                    qrels.grades().isEmpty()
                                            ? ""
                                            : qrels.grades().firstEntry().getKey()));
        }
        List<String> names = metrics.stream().map(Metric::toString).toList();
        SequencedMap<String, List<String>> undefined = new LinkedHashMap<>();
        List<SequencedMap<String, Scored.Measured>> measured = measure(counted, answers, undefined);
        List<Scored> systems = new ArrayList<>();
        for (int s = 0; s < measured.size(); s++) {
            int system = s;
            List<String> empty = counted.stream()
                    .filter(query -> ranking(answers, system, query).isEmpty())
                    .map(Query::id)
                    .toList();
            systems.add(new Scored(
                    answers.runs().get(s).tag(),
                    answers.pipelines().get(s),
                    answers.runs().get(s),
                    measured.get(s),
                    answers.timings().get(s),
                    empty));
        }
        List<String> others = systems.stream()
                .map(Scored::name)
                .filter(name -> !name.equals(baseline))
                .toList();
        Family family = new Family(baseline, others, names, settings);
        return new Report(
                about,
                counted,
                names,
                systems,
                baseline,
                family,
                comparisons(family, systems),
                coverage(counted),
                undefined,
                answers.failures());
    }

    private static Ranking ranking(Answers answers, int system, Query query) {
        Ranking ranking = answers.runs().get(system).rankings().get(query.id());
        return ranking != null ? ranking : Ranking.inOrder(query, List.of());
    }

    private List<SequencedMap<String, Scored.Measured>> measure(
            List<Query> counted, Answers answers, SequencedMap<String, List<String>> undefined) {
        List<SequencedMap<String, Scored.Measured>> measured = new ArrayList<>();
        answers.runs().forEach(run -> measured.add(new LinkedHashMap<>()));
        for (Metric metric : metrics) {
            double[][] values = new double[measured.size()][counted.size()];
            Set<Integer> left = new HashSet<>();
            for (int s = 0; s < values.length; s++) {
                for (int q = 0; q < values[s].length; q++) {
                    Query query = counted.get(q);
                    values[s][q] = metric.of(ranking(answers, s, query), qrels.of(query.id()));
                    if (Double.isNaN(values[s][q])) {
                        left.add(q);
                    }
                }
            }
            // a query on which one system has no value would compare the others on other queries: out for all
            List<Query> kept = new ArrayList<>();
            List<String> without = new ArrayList<>();
            for (int q = 0; q < counted.size(); q++) {
                if (left.contains(q)) {
                    without.add(counted.get(q).id());
                } else {
                    kept.add(counted.get(q));
                }
            }
            if (!without.isEmpty()) {
                undefined.put(metric.toString(), List.copyOf(without));
            }
            List<Map<String, Integer>> grades =
                    kept.stream().map(query -> qrels.of(query.id())).toList();
            for (int s = 0; s < values.length; s++) {
                int system = s;
                SequencedMap<String, Double> byQuery = new LinkedHashMap<>();
                for (int q = 0; q < counted.size(); q++) {
                    if (!left.contains(q)) {
                        byQuery.put(counted.get(q).id(), values[s][q]);
                    }
                }
                double mean = Moments.mean(byQuery.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
                List<Ranking> rankings = kept.stream()
                        .map(query -> ranking(answers, system, query))
                        .toList();
                measured.get(s)
                        .put(
                                metric.toString(),
                                new Scored.Measured(byQuery, mean, TieRange.of(metric, rankings, grades)));
            }
        }
        return measured;
    }

    private List<Comparison> comparisons(Family family, List<Scored> systems) {
        Scored base = systems.stream()
                .filter(system -> system.name().equals(family.baseline()))
                .findFirst()
                .orElseThrow();
        List<Comparison> raw = new ArrayList<>();
        for (String metric : family.metrics()) {
            for (Scored system : systems) {
                if (!system.name().equals(base.name())) {
                    raw.add(compare(system, base, metric));
                }
            }
        }
        double[] corrected = settings.correction()
                .adjust(raw.stream().mapToDouble(c -> c.outcome().p()).toArray());
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            Comparison c = raw.get(i);
            comparisons.add(new Comparison(
                    c.system(),
                    c.baseline(),
                    c.metric(),
                    c.values(),
                    c.outcome(),
                    corrected[i],
                    c.interval(),
                    c.effect(),
                    c.signs(),
                    c.topics()));
        }
        return comparisons;
    }

    private Comparison compare(Scored system, Scored base, String metric) {
        Paired values = Paired.of(system.by(metric).values(), base.by(metric).values(), Paired.Missing.REFUSE);
        Outcome outcome = settings.test().of(values);
        double level = settings.interval().level();
        return new Comparison(
                system.name(),
                base.name(),
                metric,
                values,
                outcome,
                outcome.p(),
                values.size() == 0
                        ? new Interval(0, 0, level)
                        : settings.interval().of(values),
                EffectSize.of(values, level),
                WinTieLoss.of(values),
                TopicsNeeded.of(values, settings.alpha(), settings.power()));
    }

    private Coverage coverage(List<Query> counted) {
        Set<String> asked = new HashSet<>();
        queries.forEach(query -> asked.add(query.id()));
        return new Coverage(
                counted.stream().map(Query::id).toList(),
                queries.stream()
                        .map(Query::id)
                        .filter(id -> !qrels.grades().containsKey(id))
                        .toList(),
                queriesGiven
                        ? qrels.grades().sequencedKeySet().stream()
                                .filter(id -> !asked.contains(id))
                                .toList()
                        : List.of(),
                counted.stream()
                        .map(Query::id)
                        .filter(id -> qrels.of(id).values().stream().noneMatch(grade -> grade > 0))
                        .toList());
    }
}
