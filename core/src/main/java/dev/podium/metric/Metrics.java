package dev.podium.metric;

import dev.podium.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
            Pattern.compile("([A-Za-z0-9_-]*[A-Za-z])\\s*(?:\\(([^)]*)\\))?(?:\\s*[@._]\\s*([0-9.]+|avg))?");

    /** Makes a metric of its cut-off (0 if none was named), level and other parameters. */
    private interface Maker {
        Metric make(Parsed parsed);
    }

    /** A usual name, how it is made, and other names for it. */
    private record Entry(String name, List<String> aliases, Maker maker) {}

    private static final List<Entry> ENTRIES = List.of(
            new Entry("DCG", List.of(), p -> new Dcg(p.cutoff(), p.gain())),
            new Entry("nDCG", List.of("ndcg_cut"), Parsed::nDcg),
            new Entry("AP", List.of("map", "map_cut"), p -> new AveragePrecision(p.rel(), p.cutoff())),
            new Entry("RR", List.of("mrr", "recip_rank"), p -> new ReciprocalRank(p.rel(), p.cutoff())),
            new Entry("P", List.of("precision"), p -> new Precision(p.requiredCutoff(), p.rel())),
            new Entry("R", List.of("recall"), p -> new Recall(p.requiredCutoff(), p.rel())),
            new Entry(
                    "RelP",
                    List.of("relative_p", "capped_recall", "r_cap"),
                    p -> new RelativePrecision(p.requiredCutoff(), p.rel())),
            new Entry("Hits", List.of(), p -> new Hits(p.requiredCutoff(), p.rel())),
            new Entry("Success", List.of("hit", "hit_rate"), p -> new Success(p.requiredCutoff(), p.rel())),
            new Entry("Rprec", List.of("r_precision", "r-precision"), p -> new RPrecision(p.rel())),
            new Entry("RprecMult", List.of("rprec_mult"), p -> new RPrecisionMultiple(p.share("0.5"), p.rel())),
            new Entry("Bpref", List.of(), p -> new Bpref(p.rel())),
            new Entry("infAP", List.of(), p -> new InfAp(p.rel())),
            new Entry("GMAP", List.of("gm_map"), p -> new GeometricAp(p.rel())),
            new Entry("gm_bpref", List.of(), p -> new GeometricBpref(p.rel())),
            new Entry("binG", List.of(), p -> new BinaryG(p.rel())),
            new Entry("G", List.of(), _ -> new GradedG()),
            new Entry("ndcg_rel", List.of(), _ -> new NDcgAtRelevant()),
            new Entry("Rndcg", List.of(), p -> new NDcgAtLevels(p.rel())),
            new Entry(
                    "Utility",
                    List.of(),
                    p -> new Utility(
                            p.number("hit", 1),
                            p.number("miss", -1),
                            p.number("lost", 0),
                            p.number("spared", 0),
                            (long) p.number("collection", 0),
                            p.rel())),
            new Entry("GradedRBP", List.of(), p -> new GradedRbp(p.number("p", 0.9))),
            new Entry("RBPResidual", List.of("rbp_resid"), p -> new RbpResidual(p.number("p", 0.9))),
            new Entry("RBP", List.of(), p -> new Rbp(p.number("p", 0.8), p.rel(), p.cutoff())),
            new Entry("ERR", List.of(), p -> new Err(p.cutoff())),
            new Entry("Judged", List.of(), p -> new JudgedShare(p.requiredCutoff())),
            new Entry("Unjudged", List.of("unj"), p -> new UnjudgedShare(p.requiredCutoff())),
            new Entry("SetP", List.of("set_p"), p -> new SetMeasure(SetMeasure.Kind.P, p.rel())),
            new Entry("SetR", List.of("set_recall"), p -> new SetMeasure(SetMeasure.Kind.R, p.rel())),
            new Entry("SetF", List.of("set_f"), p -> new SetF(p.number("beta", 1), p.rel())),
            new Entry("SetAP", List.of("set_map"), p -> new SetMeasure(SetMeasure.Kind.AP, p.rel())),
            new Entry("SetRelP", List.of("set_relative_p"), p -> new SetMeasure(SetMeasure.Kind.RelP, p.rel())),
            new Entry(
                    "IPrec",
                    List.of("iprec_at_recall", "11pt_avg"),
                    p -> new InterpolatedPrecision(p.points(), p.rel(), p.number("version", 10) < 10)),
            // ir_measures says NumRet(rel=1) for what trec_eval calls num_rel_ret
            new Entry(
                    "NumRet",
                    List.of("num_ret"),
                    p -> new Count(
                            p.parameters().containsKey("rel") ? Count.Kind.NumRelRet : Count.Kind.NumRet, p.rel())),
            new Entry(
                    "NumNonRelRet", List.of("num_nonrel_judged_ret"), p -> new Count(Count.Kind.NumNonRelRet, p.rel())),
            new Entry("NumQ", List.of("num_q"), p -> new Count(Count.Kind.NumQ, p.rel())),
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
        throw Nearest.unknown("metric", trimmed, trimmed.replaceAll("[@(.].*", ""), names());
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
            String written = at.isEmpty()
                    ? parameters.getOrDefault("cutoff", "")
                    : at; // Judged(cutoff=10), as ir_measures prints
            if (written.isEmpty()) {
                return 0;
            }
            try {
                int cutoff = Integer.parseInt(written);
                Names.requireCutoff(cutoff);
                return cutoff;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "The cut-off of \"%s\" must be a whole number of at least 1.".formatted(text), e);
            }
        }

        int requiredCutoff() {
            int cutoff = cutoff();
            if (cutoff == 0) {
                throw new IllegalArgumentException(
                        "The metric \"%s\" needs a cut-off.\nMaybe \"%s@10\".".formatted(text, text));
            }
            return cutoff;
        }

        List<Double> points() {
            if (parameters.containsKey("points")) {
                List<Double> points = new ArrayList<>();
                for (String point : parameters.get("points").split(" ")) {
                    points.add(decimal("points", point));
                }
                return points;
            }
            return at.equals("avg") || base.equalsIgnoreCase("11pt_avg")
                    ? InterpolatedPrecision.ELEVEN
                    : List.of(share("0.1"));
        }

        /** What stands behind the @, a decimal number. */
        double share(String example) {
            if (at.isEmpty()) {
                throw new IllegalArgumentException(
                        "The metric \"%s\" needs a number.\nMaybe \"%s@%s\".".formatted(text, text, example));
            }
            return decimal("@", at);
        }

        private double decimal(String name, String value) {
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "The parameter %s (%s) of \"%s\" must be a number.".formatted(name, value, text), e);
            }
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
            return value == null ? usual : decimal(name, value);
        }

        Metric nDcg() {
            String written = parameters.get("gains");
            if (written == null) {
                return new NDcg(cutoff(), gain());
            }
            SortedMap<Integer, Double> gains = new TreeMap<>();
            for (String pair : written.split(" ")) {
                String[] sides = pair.split("=", 2);
                if (sides.length < 2) {
                    throw new IllegalArgumentException(
                            "The gains (%s) of \"%s\" must read grade=gain, with blanks between."
                                    .formatted(written, text));
                }
                gains.put((int) decimal("gains", sides[0]), decimal("gains", sides[1]));
            }
            return new NDcgWithGains(cutoff(), gains);
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
