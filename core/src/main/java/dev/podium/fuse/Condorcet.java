package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;

/**
 * Condorcet fusion: an election by duels. A candidate stands above another that fewer lists put first than second.
 *
 * <p>A list puts what it holds above what it lacks, and has no vote where it holds neither (ranx gives that vote to one of
 * the two). Duels can go round in circles; then, as in the paper, the result is one path through the majorities: nobody
 * stands directly below one that loses to it. A duel without a majority leaves the two in the order that breaks ties.
 * The scores count places and are {@link dev.podium.Scale#ORDINAL}. Costs n log n duels.
 *
 * <p>Source: Montague and Aslam, "Condorcet Fusion for Improved Retrieval", CIKM 2002.
 *
 * @since 0.1.0
 */
public record Condorcet() implements Fusion {
    @Override
    public Ranking fuse(List<Ranking> rankings) {
        Union union = Union.byRank(rankings);
        return WeightedCondorcet.elect(union, Weights.of(this, List.of(), union.lists()));
    }

    @Override
    public String toString() {
        return "condorcet";
    }
}
