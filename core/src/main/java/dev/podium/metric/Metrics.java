package dev.podium.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics by name.
 *
 * <p>A name is {@code base(parameters)@cutoff}, as ir_measures writes it: {@code nDCG@10}, {@code AP(rel=2)@100},
 * {@code RBP(p=0.9)}. trec_eval's names ({@code map}, {@code ndcg_cut.10}, {@code recip_rank}, {@code P_5}) and those of
 * everyday speech ({@code MAP}, {@code MRR@10}, {@code Recall@100}) mean the same. Capitals do not matter.
 *
 * @since 0.1.0
 */
public final class Metrics {

    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9_]*[A-Za-z])(?:\\(([^)]*)\\))?(?:[@._]([0-9.]+|avg))?");

    /** Makes a metric of its cut-off (0 if none was named), level and other parameters. */
    private interface Maker {
        Metric make(Parsed parsed);
    }

    /** A usual name, how it is made, and other names for it. */
    private record Entry(String name, List<String> aliases, Maker maker) {}

    private static final List<Entry> ENTRIES = List.of(
            new Entry("nDCG", List.of("ndcg_cut"), p -> new NDcg(p.cutoff(), p.gain())),
            new Entry("AP", List.of("map", "map_cut"), p -> new AveragePrecision(p.rel(), p.cutoff())),
            new Entry("RR", List.of("mrr", "recip_rank"), p -> new ReciprocalRank(p.rel(), p.cutoff())),
            new Entry("P", List.of("precision"), p -> new Precision(p.requiredCutoff(), p.rel())),
            new Entry("R", List.of("recall"), p -> new Recall(p.requiredCutoff(), p.rel())),
            new Entry("Success", List.of("hit", "hit_rate"), p -> new Success(p.requiredCutoff(), p.rel())),
            new Entry("Rprec", List.of("r_precision"), p -> new RPrecision(p.rel())),
            new Entry("Bpref", List.of(), p -> new Bpref(p.rel())),
            new Entry("infAP", List.of(), p -> new InfAp(p.rel())),
            new Entry("GMAP", List.of("gm_map"), p -> new GeometricAp(p.rel())),
            new Entry("RBP", List.of(), p -> new Rbp(p.number("p", 0.8), p.rel(), p.cutoff())),
            new Entry("ERR", List.of(), p -> new Err(p.cutoff())),
            new Entry("Judged", List.of(), p -> new JudgedShare(p.requiredCutoff())),
            new Entry("SetP", List.of("set_p"), p -> new SetMeasure(SetMeasure.Kind.P, p.rel())),
            new Entry("SetR", List.of("set_recall"), p -> new SetMeasure(SetMeasure.Kind.R, p.rel())),
            new Entry("SetF", List.of("set_f"), p -> new SetMeasure(SetMeasure.Kind.F, p.rel())),
            new Entry("SetAP", List.of("set_map"), p -> new SetMeasure(SetMeasure.Kind.AP, p.rel())),
            new Entry("SetRelP", List.of("set_relative_p"), p -> new SetMeasure(SetMeasure.Kind.RelP, p.rel())),
            new Entry(
                    "IPrec",
                    List.of("iprec_at_recall", "11pt_avg"),
                    p -> new InterpolatedPrecision(p.recall(), p.rel(), false)),
            new Entry("NumRet", List.of("num_ret"), p -> new Count(Count.Kind.NumRet, p.rel())),
            new Entry("NumRel", List.of("num_rel"), p -> new Count(Count.Kind.NumRel, p.rel())),
            new Entry("NumRelRet", List.of("num_rel_ret"), p -> new Count(Count.Kind.NumRelRet, p.rel())));

    private static final Map<String, Entry> BY_NAME = byName();

    private Metrics() {}

    private static Map<String, Entry> byName() {
        Map<String, Entry> byName = new LinkedHashMap<>();
        for (Entry entry : ENTRIES) {
            byName.put(entry.name().toLowerCase(Locale.ROOT), entry);
            entry.aliases().forEach(alias -> byName.put(alias, entry));
        }
        return byName;
    }

    /** The usual names, without parameters. */
    public static List<String> names() {
        return ENTRIES.stream().map(Entry::name).toList();
    }

    /**
     * The metric of this name.
     *
     * @throws IllegalArgumentException if there is none, or a parameter is missing or out of range; the message names
     *     the nearest
     */
    public static Metric parse(String text) {
        String trimmed = text.strip();
        Matcher matcher = NAME.matcher(trimmed);
        if (matcher.matches()) {
            Entry entry = BY_NAME.get(matcher.group(1).toLowerCase(Locale.ROOT));
            if (entry != null) {
                return entry.maker().make(new Parsed(trimmed, matcher));
            }
        }
        throw new IllegalArgumentException("There is no metric \"%s\".\nMaybe \"%s\"; all of them: %s."
                .formatted(trimmed, nearest(trimmed), String.join(", ", names())));
    }

    /** Several, separated by commas outside parentheses. */
    public static List<Metric> parseAll(String text) {
        List<Metric> metrics = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && (depth == 0 || i == text.length())) {
                metrics.add(parse(text.substring(from, i)));
                from = i + 1;
            }
        }
        return List.copyOf(metrics);
    }

    private static String nearest(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("[@(.].*", "");
        return ENTRIES.stream()
                .map(Entry::name)
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    /** The parts of a name. */
    private record Parsed(String text, String base, Map<String, String> parameters, String at) {
        Parsed(String text, Matcher matcher) {
            this(
                    text,
                    matcher.group(1),
                    parameters(text, matcher.group(2) == null ? "" : matcher.group(2)),
                    matcher.group(3) == null ? "" : matcher.group(3));
        }

        private static Map<String, String> parameters(String text, String list) {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String pair : list.isBlank() ? new String[0] : list.split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(
                            "The parameter \"%s\" of \"%s\" must read name=value.".formatted(pair, text));
                }
                String value = pair.substring(equals + 1).strip();
                parameters.put(pair.substring(0, equals).strip(), value.replaceAll("^['\"]|['\"]$", ""));
            }
            return parameters;
        }

        int cutoff() {
            if (at.isEmpty()) {
                return 0;
            }
            try {
                int cutoff = Integer.parseInt(at);
                Names.requireCutoff(cutoff);
                return cutoff;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "The cut-off of \"%s\" must be a whole number of at least 1.".formatted(text), e);
            }
        }

        int requiredCutoff() {
            if (at.isEmpty()) {
                throw new IllegalArgumentException(
                        "The metric \"%s\" needs a cut-off.\nMaybe \"%s@10\".".formatted(text, text));
            }
            return cutoff();
        }

        double recall() {
            if (at.equals("avg") || base.equalsIgnoreCase("11pt_avg")) {
                return -1;
            }
            if (at.isEmpty()) {
                throw new IllegalArgumentException(
                        "The metric \"%s\" needs a recall.\nMaybe \"IPrec@0.1\".".formatted(text));
            }
            return Double.parseDouble(at);
        }

        int rel() {
            String value = parameters.getOrDefault("rel", "1");
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "The least relevant grade rel (%s) of \"%s\" must be a whole number.".formatted(value, text),
                        e);
            }
        }

        double number(String name, double usual) {
            String value = parameters.get(name);
            try {
                return value == null ? usual : Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "The parameter %s (%s) of \"%s\" must be a number.".formatted(name, value, text), e);
            }
        }

        NDcg.Gain gain() {
            String value = parameters.getOrDefault("dcg", "log2");
            return switch (value) {
                case "log2" -> NDcg.Gain.LINEAR;
                case "exp-log2" -> NDcg.Gain.EXPONENTIAL;
                default ->
                    throw new IllegalArgumentException(
                            "The gain dcg (%s) of \"%s\" must be log2 or exp-log2.".formatted(value, text));
            };
        }
    }
}
