package dev.podium.method;

import dev.podium.Nearest;
import dev.podium.method.across.Anytime;
import dev.podium.method.across.Cascade;
import dev.podium.method.across.Mmr;
import dev.podium.method.across.SelfConsistency;
import dev.podium.method.attention.Icr;
import dev.podium.method.embedding.BiEncoder;
import dev.podium.method.groupwise.GroupRank;
import dev.podium.method.groupwise.TourRank;
import dev.podium.method.listwise.First;
import dev.podium.method.listwise.RankGpt;
import dev.podium.method.pairwise.DuoT5;
import dev.podium.method.pairwise.EchoRank;
import dev.podium.method.pairwise.Prp;
import dev.podium.method.pairwise.TspRank;
import dev.podium.method.pointwise.CrossEncoder;
import dev.podium.method.pointwise.YesNo;
import dev.podium.method.setwise.IRanker;
import dev.podium.method.setwise.RankR1;
import dev.podium.method.setwise.Setwise;
import dev.podium.method.setwise.SetwiseLikelihood;
import dev.podium.model.Method;
import java.util.List;

/**
 * Every method by its name.
 *
 * <p>A new method is one file and one line here.
 *
 * @since 0.1.0
 */
public final class Catalogue {

    private static final List<Method> METHODS = List.of(
            CrossEncoder.METHOD, //
            YesNo.METHOD,
            Prp.ALL_PAIRS,
            Prp.HEAP,
            Prp.SLIDING,
            DuoT5.METHOD,
            EchoRank.METHOD,
            TspRank.METHOD,
            Setwise.METHOD,
            SetwiseLikelihood.METHOD,
            RankR1.METHOD,
            IRanker.METHOD,
            RankGpt.METHOD,
            RankGpt.SINGLE_TURN,
            First.METHOD,
            GroupRank.METHOD,
            TourRank.METHOD,
            Icr.METHOD,
            BiEncoder.METHOD,
            SelfConsistency.over(Catalogue::method),
            Cascade.over(Catalogue::method),
            Mmr.METHOD,
            Anytime.over(Catalogue::method));

    private Catalogue() {}

    /** All methods, in the order of their families. */
    public static List<Method> methods() {
        return METHODS;
    }

    /**
     * The method of this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest and lists all
     */
    public static Method method(String name) {
        return METHODS.stream()
                .filter(method -> method.isCalled(name))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown(
                        "method", name, METHODS.stream().map(Method::name).toList()));
    }
}
