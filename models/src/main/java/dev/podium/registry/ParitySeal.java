package dev.podium.registry;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Asks a loaded model for scores that its makers published, and refuses it when it gives others.
 *
 * <p>One scoring call a query. What was compared and how close it came is part of the verdict; without golden pairs the verdict says
 * that nothing was compared, which is not the same as being right.
 *
 * @since 0.1.0
 */
public final class ParitySeal {

    /** What came of it; a model that differs has no verdict but an exception. */
    public sealed interface Verdict {}

    /**
     * The model gives the published scores.
     *
     * @param pairs compared, at least 1
     * @param worst largest difference
     */
    public record Sealed(int pairs, double worst) implements Verdict {}

    /** No scores are known, so nothing was checked. */
    public record NoGoldenPairs() implements Verdict {}

    private ParitySeal() {}

    /**
     * Checks a model that is meant to be a known checkpoint.
     *
     * @throws ModelUnavailableException if a score differs by more than its tolerance
     */
    public static Verdict check(PairScoring model, KnownCheckpoint known) {
        return check(model, known.id(), known.golden());
    }

    /**
     * Checks a model against golden pairs, such as those {@link GoldenPair#beside beside} it.
     *
     * @param name of the model, for the message
     * @throws ModelUnavailableException if a score differs by more than its tolerance; the message has the pair, both scores and
     *     the likely cause
     */
    public static Verdict check(PairScoring model, String name, List<GoldenPair> golden) {
        if (golden.isEmpty()) {
            return new NoGoldenPairs();
        }
        List<Compared> compared = compared(model, golden);
        Compared worst = compared.getFirst();
        for (Compared one : compared) {
            // By tolerances, since pairs may have different ones.
            if (one.gap() / one.pair().tolerance() > worst.gap() / worst.pair().tolerance()) {
                worst = one;
            }
        }
        if (worst.gap() <= worst.pair().tolerance()) {
            return new Sealed(
                    compared.size(),
                    compared.stream().mapToDouble(Compared::gap).max().orElseThrow());
        }
        long wrong = compared.stream()
                .filter(one -> one.gap() > one.pair().tolerance())
                .count();
        throw new ModelUnavailableException(
                "The model %s does not give the scores published for it, so it is not served: %d of %d golden pairs differ. For the query \"%s\" and the document \"%s\" it must give %s (within %s) and gives %s; source: %s.\nMaybe %s."
                        .formatted(
                                name,
                                wrong,
                                compared.size(),
                                shown(worst.pair().query()),
                                shown(worst.pair().document()),
                                worst.pair().score(),
                                worst.pair().tolerance(),
                                worst.found(),
                                worst.pair().source(),
                                cause(compared)));
    }

    private record Compared(GoldenPair pair, double found) {
        double gap() {
            return Math.abs(found - pair.score());
        }
    }

    private static List<Compared> compared(PairScoring model, List<GoldenPair> golden) {
        Map<String, List<GoldenPair>> byQuery = new LinkedHashMap<>();
        golden.stream()
                .map(pair -> pair.behind(model.activation()))
                .forEach(pair -> byQuery.computeIfAbsent(pair.query(), _ -> new ArrayList<>())
                        .add(pair));
        List<Compared> compared = new ArrayList<>();
        byQuery.forEach((query, pairs) -> {
            List<Scored> scores =
                    model.score(query, pairs.stream().map(GoldenPair::document).toList());
            for (int i = 0; i < pairs.size(); i++) {
                compared.add(new Compared(pairs.get(i), scores.get(i).score()));
            }
        });
        return compared;
    }

    /** What kind of wrong the scores are; in the order of how sure a look at them makes us. */
    private static String cause(List<Compared> compared) {
        if (agree(compared, ParitySeal::logistic, score -> score)) {
            return "the wrong activation: these are logits, and the published scores are behind a sigmoid";
        }
        if (agree(compared, score -> score, ParitySeal::logistic)) {
            return "the wrong activation: a sigmoid was applied that the published scores do not have";
        }
        if (agree(compared, score -> -score, score -> score) || agree(compared, score -> 1 - score, score -> score)) {
            return "the wrong head: yes and no, or two labels, are exchanged";
        }
        double low = compared.stream().mapToDouble(Compared::found).min().orElseThrow();
        double high = compared.stream().mapToDouble(Compared::found).max().orElseThrow();
        if (compared.size() > 1 && high - low < 1e-6) {
            return "the wrong head: all pairs get the same score, as when a head's weights were not found in the checkpoint";
        }
        double shift = compared.getFirst().found() - compared.getFirst().pair().score();
        if (compared.size() > 1 && agree(compared, score -> score - shift, score -> score)) {
            return "a missing constant: every score is off by %.4g, as a bias or a normalisation would"
                    .formatted(shift);
        }
        return ordersAgree(compared)
                ? "the wrong template or prompt, another truncation, or weights in coarser numbers: the order is right and the scores are not"
                : "the wrong template, tokenizer or head: not even the order is right";
    }

    /** Whether the two sides are the same once each is seen through its function. */
    private static boolean agree(
            List<Compared> compared, DoubleUnaryOperator ofFound, DoubleUnaryOperator ofPublished) {
        return compared.stream()
                .allMatch(one -> Math.abs(ofFound.applyAsDouble(one.found())
                                - ofPublished.applyAsDouble(one.pair().score()))
                        <= one.pair().tolerance());
    }

    private static boolean ordersAgree(List<Compared> compared) {
        for (Compared a : compared) {
            for (Compared b : compared) {
                if (a.pair().score() < b.pair().score() && a.found() >= b.found()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
