package dev.podium.method.listwise;

import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.ask.Arranger;
import dev.podium.judge.ListBm25;
import dev.podium.judge.OrderInWords.Wording;
import dev.podium.judge.Shuffled;
import dev.podium.judge.Windows;
import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import dev.podium.published.Published;
import dev.podium.read.PermutationReader;
import java.util.Arrays;

/**
 * Each passage is shown with its BM25 score, and the model is told that term matching is a signal.
 *
 * <p>Asks 9 times for 100 candidates. A passage keeps its own score in every window it stands in; RankLLM prints the score of the place,
 * which after the first window is another passage's. Where the stage before gave no scores, BM25 is computed over the list itself.
 *
 * <p>Source: InsertRank, arXiv 2506.14086, in RankLLM's wording. The paper gives no window, stride or length: those here are RankLLM's,
 * re-derived. Two of its ablations are settings: {@code scores=scaled} brings the list's scores to 0..100, {@code shuffle=yes} shows each
 * window in an order of its own. Small models that do not reason can get worse by it: Qwen2.5-7B-Instruct lost 0.019 on DL20 (RankLLM).
 *
 * @since 0.1.0
 */
public final class InsertRank {

    private static final long SEED = 42;

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "insertrank", "InsertRank, Seetharaman et al., arXiv 2506.14086", 300)
            .status("re-derived: window, stride and length")
            .setting("scores", "raw", "as the stage before gave them: raw; or scaled to 0..100 over the list")
            .setting("shuffle", "no", "yes: each window is shown in an order of its own")
            .builtAs((model, settings) -> {
                Arranger arranger = WrittenWindows.arranger(
                        model,
                        settings,
                        Published.template("insert_rank"),
                        new PermutationReader(),
                        Wording.ARROWS,
                        "");
                Order order = Windows.over(settings.yes("shuffle") ? new Shuffled(arranger, SEED) : arranger, settings);
                return new Scored(
                        order, settings.choice("scores", "raw", "scaled").equals("scaled"));
            });

    /**
     * The list with the scores that are to be shown.
     *
     * @param order asked with these scores
     * @param scaled whether they are brought to 0..100
     */
    private record Scored(Order order, boolean scaled) implements Order {

        @Override
        public Ranking rerank(Ranking ranking) {
            boolean scored = ranking.scale() != Scale.ORDINAL;
            if (scored && !scaled) {
                return order.rerank(ranking);
            }
            // The list stands by falling scores whatever they are, so BM25 over a list in another order sorts it first.
            double[] scores = scored ? ranking.scores() : new ListBm25().score(ranking.slate());
            double least = Arrays.stream(scores).min().orElse(0);
            double range = Arrays.stream(scores).max().orElse(0) - least;
            double[] shown = scaled && range > 0
                    ? Arrays.stream(scores)
                            .map(score -> (score - least) / range * 100)
                            .toArray()
                    : scores;
            return order.rerank(Ranking.byScore(ranking.query(), ranking.candidates(), shown, Scale.REAL));
        }

        @Override
        public Effort effort(int n) {
            return order.effort(n);
        }
    }

    private InsertRank() {}
}
