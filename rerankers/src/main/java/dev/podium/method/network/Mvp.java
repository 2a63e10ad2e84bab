package dev.podium.method.network;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.ListScoring;
import dev.podium.model.Method;
import dev.podium.model.PlainText;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import dev.podium.order.ByScore;
import java.util.ArrayList;
import java.util.List;

/**
 * Each candidate is read into a few vectors of relevance; one step of a decoder looks at those of all candidates and finds what they are to
 * be measured by.
 *
 * <p>Shows each candidate once: n texts for n candidates, and one step for the whole list, which is not cut into windows. The score is the
 * mean over views of the product of the decoder's vector with the candidate's. It depends on the other candidates of the list, but not on
 * their order: nothing tells the decoder where in the list a candidate stood.
 *
 * <p>Source: MVP, arXiv 2509.07485, section 3, as a public fork of its code has it (8679104). The network, its {@code m} views and its 256
 * tokens belong to the checkpoint, so the model that is opened has them; the words of {@code mvp} are what it reads of each candidate.
 *
 * @param model that scores lists
 * @since 0.1.0
 */
public record Mvp(ListScoring model) implements Scorer {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("mvp")
            .family("network")
            .paper("MVP, arXiv 2509.07485")
            .needs(ListScoring.class)
            .builtAs((model, _) -> new ByScore(new Mvp(model.as(ListScoring.class))));

    @Override
    public double[] score(Slate slate) {
        return scoreAll(List.of(slate)).getFirst();
    }

    @Override
    public List<double[]> scoreAll(List<Slate> slates) {
        List<List<Scored>> answers = model.score(slates.stream()
                .map(slate -> new ListScoring.Asked(
                        PlainText.of(slate.query()),
                        slate.candidates().stream().map(PlainText::of).toList()))
                .toList());
        List<double[]> scores = new ArrayList<>();
        for (int s = 0; s < slates.size(); s++) {
            List<Scored> answer = answers.get(s);
            double[] own = new double[answer.size()];
            for (int i = 0; i < own.length; i++) {
                Scored one = answer.get(i);
                own[i] = one.score();
                if (one.truncated()) {
                    Tally.truncated(slates.get(s).candidate(i).id(), one.tokens(), one.tokensUsed());
                }
            }
            scores.add(own);
        }
        return scores;
    }
}
