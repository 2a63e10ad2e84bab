package dev.podium.method.attention;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.Lengths;
import dev.podium.model.Attention;
import dev.podium.model.AttentionMass;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Kind;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Settings;
import dev.podium.order.ByScore;
import dev.podium.order.Order;
import dev.podium.order.Sliding;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A document's score is the attention that its tokens get from the instruction and query behind all documents, less what they get from the
 * query "N/A".
 *
 * <p>Two forward passes for the whole list, which a back end that keeps prefixes reads once up to the instruction. Of each document's tokens
 * those count whose difference lies above the mean less two standard deviations of that document: the few that "N/A" looks at far more are
 * marks of the format and no content. Differences are added up, not averaged, so a long document can gather more.
 *
 * <p>Source: ICR, arXiv 2410.02642, section 3, with the layout of its code: the best document stands last, in front of the query
 * ({@code reverse}), and a document's tokens include its {@code [1]}. Departs from it: what the chat template puts behind the query does not
 * look; a token at exactly the threshold counts, so that a document of like tokens has a score; the words of the instruction are our own. A
 * list that is too long for the model can be gone over in windows, which the authors found to hurt.
 *
 * @param model that tells what it looks at
 * @param template of the prompt, its passages in sections of their own
 * @param passages how they are shown
 * @param reverse whether the first candidate is shown last
 * @param calibrated whether what "N/A" looks at is taken off; where not, all tokens count
 * @since 0.1.0
 */
public record Icr(Attention model, Template template, Passages passages, boolean reverse, boolean calibrated)
        implements Scorer {

    private static final String LOOKING = "instruction and query";
    private static final String NOTHING_ASKED = "N/A";

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Method.named("icr")
                            .family("attention")
                            .paper("In-Context Re-ranking, Chen et al., arXiv 2410.02642")
                            .status("re-derived: words of the instruction")
                            .needs(Attention.class),
                    300,
                    0)
            .setting(
                    "instruction", "qa", "qa for questions that the documents answer, ie for anything else to look for")
            .setting("reverse", "yes", "yes: the first candidate is shown last, next to the query; no: first")
            .setting("calibration", "yes", "yes: less what the query N/A looks at, a second prompt; no: as it is")
            .setting("window", "0", "candidates shown at once; 0 for all, as published")
            .setting("stride", "0", "how far a window moves, in 1..window; 0 for half of it")
            .builtAs(Icr::order);

    private static Order order(Model model, Settings settings) {
        Scorer judge = new Icr(
                model.as(Attention.class),
                Published.template("icr_" + settings.choice("instruction", "qa", "ie")),
                Lengths.passages(settings, Ids.NUMBERS).titled(Passages.Title.ABOVE),
                settings.yes("reverse"),
                settings.yes("calibration"));
        int window = settings.integer("window", 0);
        int stride = settings.integer("stride", 0);
        return window == 0
                ? new ByScore(judge)
                : new Sliding(judge.asArranger(), window, stride == 0 ? Math.max(1, window / 2) : stride);
    }

    @Override
    public double[] score(Slate slate) {
        int n = slate.size();
        if (n == 0) {
            return new double[0];
        }
        Slate shown =
                reverse ? slate.pick(IntStream.range(0, n).map(i -> n - 1 - i).toArray()) : slate;
        List<Prompt> prompts = new ArrayList<>(List.of(prompt(shown, passages.query(shown))));
        if (calibrated) {
            prompts.add(prompt(shown, NOTHING_ASKED));
        }
        List<String> documents = IntStream.range(0, n).mapToObj(Passages::name).toList();
        List<AttentionMass> answers = model.mass(prompts, LOOKING, documents);
        Ask.tellCut(shown, answers.getFirst().parts());
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            List<Double> asked = answers.getFirst().mass().get(i);
            scores[reverse ? n - 1 - i : i] = calibrated
                    ? kept(less(asked, answers.get(1).mass().get(i)))
                    : asked.stream().mapToDouble(Double::doubleValue).sum();
        }
        return scores;
    }

    /** The template's prompt, each document one part with its mark, and all that stands behind them one part that looks. */
    private Prompt prompt(Slate shown, String query) {
        Prompt rendered = template.render(model.forms(), Filling.query(query), passages.fill(shown));
        List<Part> parts = new ArrayList<>();
        String between = "";
        int left = shown.size();
        for (Part part : rendered.parts()) {
            if (part.kind() == Kind.DOCUMENT) {
                int mark = between.lastIndexOf('\n') + 1;
                parts.add(Part.fixed(between.substring(0, mark)));
                String marked = between.substring(mark) + part.text();
                parts.add(Part.document(part.name(), marked, part.maxTokens()));
                between = "";
                left--;
            } else {
                between += part.text();
            }
        }
        if (left > 0) {
            throw new IllegalStateException(
                    "The template \"%s\" shows %d documents fewer than there are.".formatted(template.name(), left));
        }
        int begin = between.length() - between.stripLeading().length();
        parts.add(Part.fixed(between.substring(0, begin)));
        parts.add(Part.fixed(between.substring(begin)).called(LOOKING));
        return new Prompt(rendered.form(), parts);
    }

    /** Token by token; where the longer query cut a document shorter, as far as both were read. */
    private static double[] less(List<Double> asked, List<Double> calibration) {
        return IntStream.range(0, Math.min(asked.size(), calibration.size()))
                .mapToDouble(token -> asked.get(token) - calibration.get(token))
                .toArray();
    }

    /** The sum of those not far below the others. */
    static double kept(double[] differences) {
        int n = differences.length;
        double mean = 0;
        for (double difference : differences) {
            mean += difference / n;
        }
        double squares = 0;
        for (double difference : differences) {
            squares += (difference - mean) * (difference - mean);
        }
        double least = n < 2 ? Double.NEGATIVE_INFINITY : mean - 2 * Math.sqrt(squares / (n - 1));
        double sum = 0;
        for (double difference : differences) {
            sum += difference >= least ? difference : 0;
        }
        return sum;
    }

    /** However many documents: one prompt, and one for the calibration. */
    @Override
    public long calls(int size) {
        return size == 0 ? 0 : calibrated ? 2 : 1;
    }
}
