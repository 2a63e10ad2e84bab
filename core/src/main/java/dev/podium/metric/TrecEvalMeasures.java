package dev.podium.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Metrics under trec_eval's names, in the order in which it prints them.
 *
 * <p>A request reads as trec_eval's option -m: {@code official}, {@code all_trec}, {@code set}, {@code qrels_jg}, {@code map},
 * {@code P.5,10}. A name without parameters stands for all its usual cut-offs. {@link PreferenceMeasure} has the others.
 *
 * @param metrics by trec_eval's name of one value, such as {@code P_5}
 * @param totals which of runid and num_q are printed before the values over all topics
 * @param relstring how many grades trec_eval's relstring shows, or 0 for none
 * @since 0.1.0
 */
public record TrecEvalMeasures(SequencedMap<String, Metric> metrics, List<String> totals, int relstring) {

    private static final List<String> CUTOFFS = List.of("5", "10", "15", "20", "30", "100", "200", "500", "1000");
    private static final List<String> RECALLS =
            List.of("0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0");
    private static final List<String> MULTIPLES =
            List.of("0.2", "0.4", "0.6", "0.8", "1.0", "1.2", "1.4", "1.6", "1.8", "2.0");

    private static final List<String> OFFICIAL = List.of(
            "runid",
            "num_q",
            "num_ret",
            "num_rel",
            "num_rel_ret",
            "map",
            "gm_map",
            "Rprec",
            "bpref",
            "recip_rank",
            "iprec_at_recall",
            "P");

    /** In the order of printing. */
    private static final List<String> ALL = Stream.concat(
                    OFFICIAL.stream(),
                    Stream.of(
                            "relstring",
                            "recall",
                            "infAP",
                            "gm_bpref",
                            "Rprec_mult",
                            "utility",
                            "11pt_avg",
                            "binG",
                            "G",
                            "ndcg",
                            "ndcg_rel",
                            "Rndcg",
                            "ndcg_cut",
                            "map_cut",
                            "relative_P",
                            "success",
                            "set_P",
                            "set_relative_P",
                            "set_recall",
                            "set_map",
                            "set_F",
                            "num_nonrel_judged_ret",
                            "rbp",
                            "rbp_resid",
                            "unj"))
            .toList();

    /** What is a mean over readers; its name here is that of the metric. */
    private static final List<String> OVER_READERS = List.of("map_avgjg", "P_avgjg", "Rprec_mult_avgjg");

    private static final List<String> SETS = List.of(
            "runid",
            "num_q",
            "num_ret",
            "num_rel",
            "num_rel_ret",
            "utility",
            "set_P",
            "set_relative_P",
            "set_recall",
            "set_map",
            "set_F");

    private static final List<String> KNOWN =
            Stream.concat(ALL.stream(), OVER_READERS.stream()).toList();

    private static final List<String> TOTALS = List.of("runid", "num_q");

    public TrecEvalMeasures {
        totals = List.copyOf(totals);
        metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
    }

    /**
     * The measures asked for.
     *
     * @param requests each as behind -m
     * @param level the least grade that counts as relevant (-l)
     * @param version9 whether recall is counted as trec_eval 9 did
     * @throws IllegalArgumentException if there is no such measure
     */
    public static TrecEvalMeasures of(List<String> requests, int level, boolean version9) {
        return of(requests, level, version9, 0);
    }

    /**
     * The measures asked for, where the size of the collection is known.
     *
     * @param requests each as behind -m
     * @param level the least grade that counts as relevant (-l)
     * @param version9 whether recall is counted as trec_eval 9 did
     * @param collection how many documents there are (-N); it matters to the fourth weight of utility alone
     * @throws IllegalArgumentException if there is no such measure
     */
    public static TrecEvalMeasures of(List<String> requests, int level, boolean version9, long collection) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String request : requests) {
            int dot = request.indexOf('.');
            String name = dot < 0 ? request : request.substring(0, dot);
            switch (name) {
                case "official" -> OFFICIAL.forEach(each -> parameters.putIfAbsent(each, List.of()));
                case "all_trec" -> ALL.forEach(each -> parameters.putIfAbsent(each, List.of()));
                case "set" -> SETS.forEach(each -> parameters.putIfAbsent(each, List.of()));
                case "qrels_jg" ->
                    Stream.concat(TOTALS.stream(), OVER_READERS.stream())
                            .forEach(each -> parameters.putIfAbsent(each, List.of()));
                default -> {
                    if (!KNOWN.contains(name)) {
                        throw new IllegalArgumentException(
                                "trec_eval has no measure \"%s\" that is known here.\nAll of them: %s."
                                        .formatted(name, String.join(", ", KNOWN)));
                    }
                    parameters.put(
                            name,
                            dot < 0
                                    ? List.of()
                                    : List.of(request.substring(dot + 1).split(",")));
                }
            }
        }
        SequencedMap<String, Metric> metrics = new LinkedHashMap<>();
        int relstring = 0;
        for (String name : KNOWN) {
            List<String> given = TOTALS.contains(name) ? null : parameters.get(name);
            if (given != null && name.equals("relstring")) {
                relstring = given.isEmpty() ? 10 : Integer.parseInt(given.getFirst());
                metrics.put(name(name, given), new Hits(1, level)); // keeps the place: the text is printed instead
            } else if (given != null) {
                add(name, given, level, version9, collection, metrics);
            }
        }
        return new TrecEvalMeasures(
                metrics, TOTALS.stream().filter(parameters::containsKey).toList(), relstring);
    }

    private static void add(
            String name,
            List<String> given,
            int level,
            boolean version9,
            long collection,
            SequencedMap<String, Metric> metrics) {
        switch (name) {
            case "num_ret" -> metrics.put(name, new Count(Count.Kind.NumRet, level));
            case "num_rel" -> metrics.put(name, new Count(Count.Kind.NumRel, level));
            case "num_rel_ret" -> metrics.put(name, new Count(Count.Kind.NumRelRet, level));
            case "num_nonrel_judged_ret" -> metrics.put(name, new Count(Count.Kind.NumNonRelRet, level));
            case "map", "map_avgjg" -> metrics.put(name, new AveragePrecision(level, 0));
            case "gm_map" -> metrics.put(name, new GeometricAp(level));
            case "Rprec" -> metrics.put(name, new RPrecision(level));
            case "bpref" -> metrics.put(name, new Bpref(level));
            case "gm_bpref" -> metrics.put(name, new GeometricBpref(level));
            case "recip_rank" -> metrics.put(name, new ReciprocalRank(level, 0));
            case "infAP" -> metrics.put(name, new InfAp(level));
            case "binG" -> metrics.put(name, new BinaryG(level));
            case "G" -> metrics.put(name, new GradedG());
            case "ndcg" ->
                metrics.put(name(name, given), given.isEmpty() ? new NDcg(0) : new NDcgWithGains(0, gains(given)));
            case "ndcg_rel" -> metrics.put(name, new NDcgAtRelevant());
            case "Rndcg" -> metrics.put(name, new NDcgAtLevels(level));
            case "set_P" -> metrics.put(name, new SetMeasure(SetMeasure.Kind.P, level));
            case "set_relative_P" -> metrics.put(name, new SetMeasure(SetMeasure.Kind.RelP, level));
            case "set_recall" -> metrics.put(name, new SetMeasure(SetMeasure.Kind.R, level));
            case "set_map" -> metrics.put(name, new SetMeasure(SetMeasure.Kind.AP, level));
            case "set_F" ->
                metrics.put(
                        name(name, given), new SetF(given.isEmpty() ? 1 : Double.parseDouble(given.getFirst()), level));
            case "rbp" -> metrics.put(name, new GradedRbp(0.9));
            case "rbp_resid" -> metrics.put(name, new RbpResidual(0.9));
            case "utility" -> metrics.put(name(name, given), utility(given, level, collection));
            case "11pt_avg" ->
                metrics.put(
                        name(name, given),
                        new InterpolatedPrecision(
                                given.isEmpty() ? InterpolatedPrecision.ELEVEN : List.of(sorted(given)),
                                level,
                                version9));
            case "iprec_at_recall" -> {
                for (double recall : sorted(given.isEmpty() ? RECALLS : given)) {
                    metrics.put(decimal(name, recall), new InterpolatedPrecision(List.of(recall), level, version9));
                }
            }
            case "Rprec_mult", "Rprec_mult_avgjg" -> {
                for (double multiple : sorted(given.isEmpty() ? MULTIPLES : given)) {
                    metrics.put(decimal(name, multiple), new RPrecisionMultiple(multiple, level));
                }
            }
            case "P", "P_avgjg", "recall", "ndcg_cut", "map_cut", "relative_P", "success", "unj" -> {
                List<String> usual = name.equals("success")
                        ? List.of("1", "5", "10")
                        : name.equals("unj") ? List.of("5", "10", "20") : CUTOFFS;
                for (double cutoff : sorted(given.isEmpty() ? usual : given)) {
                    metrics.put(name + "_" + (int) cutoff, atCutoff(name, (int) cutoff, level));
                }
            }
            default -> throw new IllegalArgumentException("There is no measure \"" + name + "\".");
        }
    }

    private static Metric atCutoff(String name, int cutoff, int level) {
        return switch (name) {
            case "P", "P_avgjg" -> new Precision(cutoff, level);
            case "recall" -> new Recall(cutoff, level);
            case "ndcg_cut" -> new NDcg(cutoff);
            case "map_cut" -> new AveragePrecision(level, cutoff);
            case "relative_P" -> new RelativePrecision(cutoff, level);
            case "success" -> new Success(cutoff, level);
            case "unj" -> new UnjudgedShare(cutoff);
            default -> throw new IllegalArgumentException("The measure \"" + name + "\" has no cut-off.");
        };
    }

    private static SortedMap<Integer, Double> gains(List<String> given) {
        SortedMap<Integer, Double> gains = new TreeMap<>();
        for (String pair : given) {
            int equals = pair.indexOf('=');
            gains.put(Integer.valueOf(pair.substring(0, equals)), Double.valueOf(pair.substring(equals + 1)));
        }
        return gains;
    }

    private static Utility utility(List<String> given, int level, long collection) {
        if (given.isEmpty()) {
            return new Utility(1, -1, 0, level);
        }
        if (given.size() != 4) {
            throw new IllegalArgumentException(
                    "The measure utility has four weights, not %s.\nMaybe utility.1,-1,0,0.".formatted(given));
        }
        double[] weights = given.stream().mapToDouble(Double::parseDouble).toArray();
        return new Utility(weights[0], weights[1], weights[2], weights[3], collection, level);
    }

    private static Double[] sorted(List<String> numbers) {
        List<Double> sorted =
                new ArrayList<>(numbers.stream().map(Double::valueOf).toList());
        Collections.sort(sorted);
        return Arrays.copyOf(sorted.toArray(), sorted.size(), Double[].class);
    }

    private static String name(String name, List<String> given) {
        return given.isEmpty() ? name : name + "_" + String.join(",", given);
    }

    private static String decimal(String name, double number) {
        return String.format(Locale.ROOT, "%s_%3.2f", name, number);
    }
}
