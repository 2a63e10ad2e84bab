package dev.podium.method;

import dev.podium.Nearest;
import dev.podium.method.across.Anytime;
import dev.podium.method.across.Cascade;
import dev.podium.method.across.Mmr;
import dev.podium.method.across.SelfConsistency;
import dev.podium.method.attention.Icr;
import dev.podium.method.embedding.BiEncoder;
import dev.podium.method.embedding.ColBert;
import dev.podium.method.embedding.E2Rank;
import dev.podium.method.embedding.MultiVector;
import dev.podium.method.embedding.Splade;
import dev.podium.method.feedback.PrfText;
import dev.podium.method.feedback.PrfVector;
import dev.podium.method.feedback.RelevanceFeedback;
import dev.podium.method.groupwise.GroupRank;
import dev.podium.method.groupwise.TourRank;
import dev.podium.method.listwise.Apeer;
import dev.podium.method.listwise.DearOrder;
import dev.podium.method.listwise.First;
import dev.podium.method.listwise.InsertRank;
import dev.podium.method.listwise.LiT5;
import dev.podium.method.listwise.Lrl;
import dev.podium.method.listwise.MmR5;
import dev.podium.method.listwise.RankGpt;
import dev.podium.method.listwise.RankK;
import dev.podium.method.listwise.RankVicuna;
import dev.podium.method.listwise.RankZephyr;
import dev.podium.method.listwise.ReasonRank;
import dev.podium.method.listwise.TopDownPartitioning;
import dev.podium.method.listwise.UnimeList;
import dev.podium.method.network.Mvp;
import dev.podium.method.pairwise.DuoT5;
import dev.podium.method.pairwise.EchoRank;
import dev.podium.method.pairwise.Prp;
import dev.podium.method.pairwise.TspRank;
import dev.podium.method.pointwise.BgeGemma;
import dev.podium.method.pointwise.BgeLayerwise;
import dev.podium.method.pointwise.BgeLightweight;
import dev.podium.method.pointwise.BgeReranker;
import dev.podium.method.pointwise.CrossEncoder;
import dev.podium.method.pointwise.DearScore;
import dev.podium.method.pointwise.ERank;
import dev.podium.method.pointwise.Gmr;
import dev.podium.method.pointwise.InRanker;
import dev.podium.method.pointwise.MonoBert;
import dev.podium.method.pointwise.MonoT5;
import dev.podium.method.pointwise.ProRank;
import dev.podium.method.pointwise.Qwen3Reranker;
import dev.podium.method.pointwise.Rank1;
import dev.podium.method.pointwise.RankT5;
import dev.podium.method.pointwise.Twolar;
import dev.podium.method.pointwise.UnimePair;
import dev.podium.method.pointwise.Upr;
import dev.podium.method.pointwise.YesNo;
import dev.podium.method.setwise.IRanker;
import dev.podium.method.setwise.RankR1;
import dev.podium.method.setwise.Setwise;
import dev.podium.method.setwise.SetwiseLikelihood;
import dev.podium.model.Capability;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import java.util.List;
import java.util.Set;

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
            MonoBert.METHOD,
            MonoT5.METHOD,
            RankT5.METHOD,
            InRanker.METHOD,
            Twolar.METHOD,
            BgeReranker.METHOD,
            BgeGemma.METHOD,
            BgeLayerwise.METHOD,
            BgeLightweight.METHOD,
            Qwen3Reranker.METHOD,
            ProRank.METHOD,
            ERank.METHOD,
            Rank1.METHOD,
            Upr.METHOD,
            DearScore.METHOD,
            Gmr.METHOD,
            UnimePair.METHOD,
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
            RankVicuna.METHOD,
            RankZephyr.METHOD,
            Lrl.METHOD,
            Apeer.METHOD,
            First.METHOD,
            ReasonRank.METHOD,
            InsertRank.METHOD,
            RankK.METHOD,
            DearOrder.METHOD,
            LiT5.METHOD,
            TopDownPartitioning.METHOD,
            MmR5.METHOD,
            UnimeList.METHOD,
            GroupRank.METHOD,
            TourRank.METHOD,
            Icr.METHOD,
            BiEncoder.METHOD,
            MultiVector.METHOD,
            E2Rank.METHOD,
            ColBert.METHOD,
            Splade.METHOD,
            Mvp.METHOD,
            PrfText.METHOD,
            PrfVector.METHOD,
            RelevanceFeedback.METHOD,
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

    /**
     * The method that a model is usually for, by what it can do.
     *
     * @throws IllegalArgumentException if it can do nothing that a method is usual for
     */
    public static Method usual(Model model) {
        Set<Class<? extends Capability>> able = model.capabilities();
        if (able.contains(PairScoring.class)) {
            return method(model.as(PairScoring.class).apart() ? "multi-vector" : "cross-encoder");
        }
        // Before embeddings, which every decoder has and few were trained for.
        if (able.contains(NextToken.class)) {
            return method("yes-no");
        }
        if (able.contains(Embedding.class)) {
            return method("bi-encoder");
        }
        throw new IllegalArgumentException(
                "The model (%s) has no usual method.\nMaybe name one; podium methods lists all."
                        .formatted(model.name()));
    }
}
