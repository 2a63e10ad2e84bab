package dev.podium.method.pairwise;

import dev.podium.Candidate;
import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.Slate;
import dev.podium.ask.Comparer;
import dev.podium.ask.Pair;
import dev.podium.ask.Scorer;
import dev.podium.ask.Trace;
import dev.podium.judge.Lengths;
import dev.podium.judge.PairLogits;
import dev.podium.model.LabelLogits;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.order.ByScore;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A budget of calls, part of it spent on yes or no for the head of the list, the rest on comparing neighbours.
 *
 * <p>Candidates that are said to be relevant go up and those that are not go down, with those not asked about between them; then the better
 * of two neighbours climbs, from as far below as the budget reaches to the head, and again while calls are left.
 *
 * <p>Source: EcoRank, arXiv 2402.10866, section 4, called EchoRank in Rankify. Departs from it: the budget counts calls and not tokens; one
 * model does both parts, where the paper has a dear one filter and a cheap one compare; both answers are read off logits; the prompts are our
 * own words. A pair is asked about once, the lower one shown first, as there.
 *
 * @param filter above 0 for a candidate that is relevant
 * @param duel which of two neighbours
 * @param budget calls for a list, at least 1
 * @param split share of the budget that is spent on the filter, in 0..1
 * @since 0.1.0
 */
public record EchoRank(Scorer filter, Comparer duel, int budget, double split) implements Order {

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Method.named("echorank")
                            .alias("ecorank")
                            .family("pairwise")
                            .paper("EcoRank, Rashid et al., arXiv 2402.10866")
                            .status("re-derived: prompts; budget in calls, one model")
                            .needs(NextToken.class),
                    0,
                    128)
            .setting("budget", "100", "calls for a list, at least 1")
            .setting("split", "0.5", "share of the budget for yes or no, from 0 to 1")
            .builtAs((model, settings) -> {
                NextToken next = model.as(NextToken.class);
                Passages passages = Lengths.passages(settings, Ids.LETTERS);
                return new EchoRank(
                        new Relevant(next, passages),
                        new PairLogits(
                                next,
                                Prp.begun(Published.template("echorank_pair"), next.forms()),
                                passages,
                                " A",
                                " B"),
                        settings.integer("budget", 1),
                        settings.number("split", 0, 1));
            });

    @Override
    public Ranking rerank(Ranking ranking) {
        if (ranking.size() < 2) {
            return ranking;
        }
        int asked = asked(ranking.size());
        List<Candidate> order = new ArrayList<>(ranking.candidates());
        try {
            if (asked > 0) {
                order = filtered(ranking, asked);
            }
            climb(ranking, order, budget - asked);
        } catch (LimitReachedException e) {
            throw e.with(Ranking.inOrder(ranking.query(), order));
        }
        return Ranking.inOrder(ranking.query(), order);
    }

    /** How many are asked about by themselves. */
    private int asked(int n) {
        return (int) Math.min(n, Math.round(budget * split));
    }

    private List<Candidate> filtered(Ranking ranking, int asked) {
        Ranking head = new ByScore(filter).rerank(ranking.top(asked));
        List<Candidate> order = new ArrayList<>();
        List<Candidate> no = new ArrayList<>();
        head.forEach(hit -> (hit.score() > 0 ? order : no).add(hit.candidate()));
        order.addAll(ranking.slice(asked, ranking.size()).candidates());
        order.addAll(no);
        return order;
    }

    /** Bubbles from as far below as the calls reach, and again while there are any; until a pass changes nothing. */
    private void climb(Ranking ranking, List<Candidate> order, int calls) {
        int left = calls;
        boolean changed = true;
        for (int head = 0; changed && left > 0 && head < order.size() - 1; head++) {
            changed = false;
            int from = Math.min(order.size() - 1, head + left);
            for (int i = from; i > head; i--) {
                if (isBetter(ranking, order.get(i), order.get(i - 1))) {
                    Collections.swap(order, i, i - 1);
                    changed = true;
                }
            }
            left -= from - head;
        }
    }

    private boolean isBetter(Ranking ranking, Candidate lower, Candidate upper) {
        List<String> ids = ranking.ids();
        Slate two = ranking.slate().pick(ids.indexOf(lower.id()), ids.indexOf(upper.id()));
        Trace.round();
        double win = duel.firstWins(two, List.of(new Pair(0, 1)))[0];
        Trace.tell(() -> new Trace.Step(
                "compare", two.query().id(), List.of(lower.id(), upper.id()), List.of(String.valueOf(win))));
        return win > 0.5;
    }

    @Override
    public Effort effort(int n) {
        if (n < 2) {
            return Effort.NONE;
        }
        long asked = asked(n);
        long left = budget - asked;
        long most = Math.min(left, (long) n * (n - 1) / 2);
        return new Effort(asked + Math.min(left, n - 1), asked + most, most + (asked > 0 ? 1 : 0), asked + 2 * most);
    }

    /** 1 where the model would rather say yes than no, -1 where it would not. */
    private record Relevant(NextToken model, Passages passages) implements Scorer {
        @Override
        public double[] score(Slate slate) {
            // after a template's own line break a word stands without a blank, after our colon with one
            String blank = model.forms().contains(Prompt.Form.CHAT) ? "" : " ";
            List<Slate> each = new ArrayList<>();
            for (int i = 0; i < slate.size(); i++) {
                each.add(slate.pick(i));
            }
            List<LabelLogits> answers =
                    model.logits(each.stream().map(this::prompt).toList(), List.of(blank + "yes", blank + "no"));
            double[] relevant = new double[slate.size()];
            for (int i = 0; i < relevant.length; i++) {
                relevant[i] =
                        answers.get(i).logits().get(0) > answers.get(i).logits().get(1) ? 1 : -1;
                Ask.tellCut(each.get(i), answers.get(i).parts());
            }
            return relevant;
        }

        private Prompt prompt(Slate one) {
            Filling filling = Filling.query(passages.query(one)).with("passage", passages.part(one, 0));
            return Published.template("echorank_binary").render(model.forms(), filling, List.of());
        }
    }
}
