package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Nearest;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fusions by name.
 *
 * <p>A name is {@code method(parameter=value, ...)}: {@code rrf(k=60)}, {@code wsum(weights=[0.7, 0.3], norm=min-max)},
 * {@code probfuse(segments=25)}. Any method takes {@code norm}. ranx's names ({@code mnz}, {@code weighted_sum}) mean the
 * same; capitals, {@code _} and {@code -} do not matter. Every fusion of this package that needs no training prints a name
 * that is parsed back to an equal one.
 *
 * @since 0.1.0
 */
public final class Fusions {

    /** Makes a fusion of its parameters. */
    @FunctionalInterface
    private interface Maker {
        Fusion make(Named named);
    }

    /** Makes a fusion of its parameters and of judged runs. */
    @FunctionalInterface
    private interface Trainer {
        Fusion fit(Named named, List<Run> runs, Qrels qrels);
    }

    /** A usual name, other names for it, its parameters, how it is made and, if it learns, how it is trained. */
    private record Entry(
            String name,
            List<String> aliases,
            List<String> parameters,
            Maker maker,
            @Nullable Trainer trainer) {
        static Entry of(String name, List<String> aliases, List<String> parameters, Maker maker) {
            return new Entry(name, aliases, parameters, maker, null);
        }

        static Entry trained(String name, List<String> parameters, Trainer trainer) {
            return new Entry(
                    name,
                    List.of(),
                    parameters,
                    named -> {
                        throw new IllegalArgumentException(
                                "The fusion \"%s\" learns from judged queries and has none here.\nMaybe give qrels of training queries, or use rrf."
                                        .formatted(named.text()));
                    },
                    trainer);
        }
    }

    private static final List<Entry> ENTRIES = List.of(
            Entry.of("combanz", List.of("anz"), List.of(), _ -> new CombAnz()),
            Entry.of(
                    "combgmnz", List.of("gmnz"), List.of("gamma"), named -> new CombGmnz(named.number("gamma", "1.5"))),
            Entry.of("combmax", List.of("max"), List.of(), _ -> new CombMax()),
            Entry.of("combmed", List.of("med"), List.of(), _ -> new CombMed()),
            Entry.of("combmin", List.of("min"), List.of(), _ -> new CombMin()),
            Entry.of("combmnz", List.of("mnz"), List.of(), _ -> new CombMnz()),
            Entry.of("combsum", List.of("sum"), List.of(), _ -> new CombSum()),
            Entry.trained("bayesfuse", List.of(), (_, runs, qrels) -> BayesFuse.fit(runs, qrels)),
            Entry.of("bordafuse", List.of("borda"), List.of(), _ -> new BordaFuse()),
            Entry.of("condorcet", List.of(), List.of(), _ -> new Condorcet()),
            Entry.of("isr", List.of(), List.of(), _ -> new Isr()),
            Entry.of("log_isr", List.of(), List.of(), _ -> new LogIsr()),
            Entry.of("logn_isr", List.of(), List.of("sigma"), named -> new LogNIsr(named.numberOr("sigma", 0.01))),
            Entry.trained("mapfuse", List.of(), (_, runs, qrels) -> MapFuse.fit(runs, qrels)),
            new Entry(
                    "mixed",
                    List.of(),
                    List.of("weights"),
                    named -> new Mixed(named.weights()),
                    (named, runs, qrels) -> named.parameters().containsKey("weights")
                            ? new Mixed(named.weights())
                            : Mixed.fit(runs, qrels)),
            Entry.trained("posfuse", List.of(), (_, runs, qrels) -> PosFuse.fit(runs, qrels)),
            Entry.trained(
                    "probfuse",
                    List.of("segments"),
                    (named, runs, qrels) -> ProbFuse.fit(runs, qrels, named.whole("segments", "25"))),
            Entry.of("rbc", List.of(), List.of("phi"), named -> new Rbc(named.number("phi", "0.9"))),
            Entry.of("rrf", List.of(), List.of("k"), named -> new Rrf(named.wholeOr("k", 60))),
            Entry.trained("segfuse", List.of(), (_, runs, qrels) -> SegFuse.fit(runs, qrels)),
            Entry.trained(
                    "slidefuse",
                    List.of("window"),
                    (named, runs, qrels) -> SlideFuse.fit(runs, qrels, named.whole("window", "5"))),
            Entry.of(
                    "w_bordafuse",
                    List.of("weighted_bordafuse"),
                    List.of("weights"),
                    named -> new WeightedBordaFuse(named.weights())),
            Entry.of(
                    "w_condorcet",
                    List.of("weighted_condorcet"),
                    List.of("weights"),
                    named -> new WeightedCondorcet(named.weights())),
            Entry.of("wmnz", List.of(), List.of("weights"), named -> new Wmnz(named.weights())),
            Entry.of("wsum", List.of("weighted_sum"), List.of("weights"), named -> new WSum(named.weights())),
            Entry.of("zscore", List.of(), List.of("weights"), named -> new ZScoreSum(named.weights())));

    private static final Map<String, Entry> BY_NAME = index(ENTRIES, Entry::name, Entry::aliases);

    private static final Map<String, Normalisation> NORMS = norms(
            new MinMaxNorm(),
            new MinMaxInvertedNorm(),
            new MaxNorm(),
            new SumNorm(),
            new ZmuvNorm(),
            new RankNorm(),
            new BordaNorm());

    private Fusions() {}

    /** The usual names, without parameters. */
    public static List<String> names() {
        return ENTRIES.stream().map(Entry::name).toList();
    }

    /** The names of the normalisations. */
    public static List<String> norms() {
        return NORMS.values().stream().distinct().map(Object::toString).toList();
    }

    /**
     * The fusion of this name.
     *
     * @throws IllegalArgumentException if there is none, a parameter is missing, unknown or out of range, or the method
     *     learns; the message names the nearest
     */
    public static Fusion parse(String text) {
        Named named = Named.parse(text);
        return normalised(named, entry(named).maker().make(named));
    }

    /**
     * The fusion of this name, trained if it is one that learns; normalised runs train a fusion of normalised rankings.
     *
     * @param runs of the systems to be fused, in their order
     * @param qrels of the training queries
     */
    public static Fusion fit(String text, List<Run> runs, Qrels qrels) {
        Named named = Named.parse(text);
        Entry entry = entry(named);
        Trainer trainer = entry.trainer();
        if (trainer == null) {
            return parse(text);
        }
        String norm = named.parameters().get("norm");
        return normalised(named, trainer.fit(named, norm == null ? runs : normalise(norm(norm), runs), qrels));
    }

    /** The normalisation of this name. */
    public static Normalisation norm(String text) {
        Normalisation norm = NORMS.get(key(text));
        if (norm == null) {
            throw Nearest.unknown("normalisation", text, norms());
        }
        return norm;
    }

    /**
     * Fuses runs query by query, in the order in which the queries appear.
     *
     * @param tag of the run returned
     * @param runs at least one; a query that a run lacks is an empty ranking to the fusion
     */
    public static Run fuse(Fusion fusion, String tag, List<Run> runs) {
        List<Ranking> fused = new ArrayList<>();
        aligned(runs).forEach(rankings -> fused.add(fusion.fuse(rankings)));
        return Run.of(tag, fused);
    }

    private static List<Run> normalise(Normalisation norm, List<Run> runs) {
        List<List<Ranking>> each =
                runs.stream().<List<Ranking>>map(_ -> new ArrayList<>()).toList();
        for (List<Ranking> rankings : aligned(runs)) {
            List<Ranking> normalised = norm.normalise(rankings);
            for (int i = 0; i < each.size(); i++) {
                each.get(i).add(normalised.get(i));
            }
        }
        List<Run> all = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            all.add(Run.of(runs.get(i).tag(), each.get(i)));
        }
        return all;
    }

    /** For each query of any run, one ranking a run. */
    private static List<List<Ranking>> aligned(List<Run> runs) {
        SequencedMap<String, Ranking> some = new LinkedHashMap<>();
        runs.forEach(run -> run.rankings().forEach(some::putIfAbsent));
        List<List<Ranking>> all = new ArrayList<>(some.size());
        some.forEach((query, ranking) -> all.add(runs.stream()
                .map(run -> run.rankings().getOrDefault(query, ranking.top(0)))
                .toList()));
        return all;
    }

    private static Entry entry(Named named) {
        Entry entry = BY_NAME.get(key(named.name()));
        if (entry == null) {
            throw Nearest.unknown("fusion", named.text(), named.name(), names());
        }
        for (String parameter : named.parameters().keySet()) {
            if (!parameter.equals("norm") && !entry.parameters().contains(parameter)) {
                List<String> known = new ArrayList<>(entry.parameters());
                known.add("norm");
                throw Nearest.unknown("parameter of " + entry.name(), parameter, known);
            }
        }
        return entry;
    }

    private static Fusion normalised(Named named, Fusion fusion) {
        String norm = named.parameters().get("norm");
        return norm == null ? fusion : norm(norm).then(fusion);
    }

    private static Map<String, Normalisation> norms(Normalisation... norms) {
        Map<String, Normalisation> byName = index(List.of(norms), Object::toString, _ -> List.of());
        byName.put("zscore", new ZmuvNorm());
        return byName;
    }

    private static <T> Map<String, T> index(List<T> all, Function<T, String> name, Function<T, List<String>> aliases) {
        Map<String, T> byName = new LinkedHashMap<>();
        for (T one : all) {
            byName.put(key(name.apply(one)), one);
            aliases.apply(one).forEach(alias -> byName.put(key(alias), one));
        }
        return byName;
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
