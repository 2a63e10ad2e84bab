package dev.podium.eval;

import dev.podium.LimitReachedException;
import dev.podium.Pipeline;
import dev.podium.Query;
import dev.podium.Ranking;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one stage returned for one query: a ranking, a ranking that a spent limit left unfinished, or nothing and why.
 *
 * @param ranking null where the stage failed
 * @param trouble null where all went well
 * @param limited whether the trouble is a spent limit, so that the ranking is the best so far
 * @param nanos spent in this stage alone
 */
record Answer(@Nullable Ranking ranking, @Nullable String trouble, boolean limited, long nanos) {

    /** Runs one stage on what the stages before it returned. Errors of the machine, such as a full memory, pass through. */
    static Answer of(Plan.Stage stage, Query query, List<Answer> before, Clock clock) {
        String limit = null;
        for (Answer answer : before) {
            if (answer.ranking == null) {
                return new Answer(null, answer.trouble, answer.limited, 0);
            }
            limit = answer.limited ? answer.trouble : limit;
        }
        List<Ranking> rankings = before.stream()
                .map(answer -> Objects.requireNonNull(answer.ranking))
                .toList();
        if (limit != null && stage instanceof Plan.Step step && !(step.reranker() instanceof Pipeline.Cut)) {
            // as in Pipeline.Chain: what a spent limit leaves undone is left undone, but the size that was promised
            // holds
            return new Answer(rankings.getFirst(), limit, true, 0);
        }
        long start = clock.nanos();
        try {
            Ranking ranking = ask(stage, query, rankings);
            return new Answer(ranking, limit, limit != null, clock.nanos() - start);
        } catch (LimitReachedException e) {
            Ranking best = e.best() != null ? e.best() : rankings.isEmpty() ? null : rankings.getFirst();
            return new Answer(best == null ? null : best.of(query), said(e), true, clock.nanos() - start);
        } catch (RuntimeException e) {
            return new Answer(null, said(e), false, clock.nanos() - start);
        }
    }

    private static Ranking ask(Plan.Stage stage, Query query, List<Ranking> before) {
        Ranking ranking = switch (stage) {
            case Plan.Source source -> source.retriever().retrieve(query);
            case Plan.Step step -> step.reranker().rerank(before.getFirst());
            case Plan.Join join -> join.fusion().fuse(before);
            case Plan.Again again ->
                again.second()
                        .retrieve(again.feedback().expand(before.getFirst()))
                        .of(query);
        };
        if (!ranking.query().id().equals(query.id())) {
            throw new IllegalStateException("It answered query \"%s\" when asked \"%s\"."
                    .formatted(ranking.query().id(), query.id()));
        }
        return ranking;
    }

    private static String said(RuntimeException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null || message.isBlank() ? "" : ": " + message);
    }
}
