package dev.podium.eval;

import java.util.List;

/**
 * Which queries count.
 *
 * <p>The rule is that of {@code trec_eval -c}: a judged query counts whether a system returned something or not, an
 * unjudged one does not count. Where the queries were given, the judged ones among them count; what the qrels hold
 * beyond is listed here and left alone.
 *
 * @param counted judged and asked, in the order asked
 * @param unjudged asked but without a line in the qrels
 * @param notAsked judged but not among the queries given
 * @param withoutRelevant counted, though no candidate is graded above 0: every system has 0 there by most metrics
 * @since 0.1.0
 */
public record Coverage(
        List<String> counted, List<String> unjudged, List<String> notAsked, List<String> withoutRelevant) {
    public Coverage {
        counted = List.copyOf(counted);
        unjudged = List.copyOf(unjudged);
        notAsked = List.copyOf(notAsked);
        withoutRelevant = List.copyOf(withoutRelevant);
    }
}
