package dev.podium.judge;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.read.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Shows a window of passages and reads, in one forward pass and without a word written, how much the model would go on with the id of
 * each.
 *
 * <p>The logits of exactly these ids are asked for, so none is ever missing; an id that is not one token where the prompt ends is an
 * error that names it. Scores of different windows are not comparable.
 *
 * @param model that tells the next token
 * @param template of the prompt, up to where the id follows
 * @param passages how they are shown, and the ids
 * @param label how the model would write an id there, such as {@code %s}, or with a blank before it
 * @param slots filled besides
 * @since 0.1.0
 */
public record IdLogits(NextToken model, Template template, Passages passages, String label, Filling slots)
        implements Scorer {

    @Override
    public double[] score(Slate slate) {
        return scoreAll(List.of(slate)).getFirst();
    }

    @Override
    public List<double[]> scoreAll(List<Slate> slates) {
        List<double[]> scores = new ArrayList<>();
        slates.forEach(slate -> scores.add(new double[slate.size()]));
        TreeMap<Integer, List<Integer>> bySize = new TreeMap<>();
        for (int i = 0; i < slates.size(); i++) {
            bySize.computeIfAbsent(slates.get(i).size(), _ -> new ArrayList<>()).add(i);
        }
        bySize.forEach((size, places) -> {
            if (size > 0) {
                ask(slates, places, size, scores);
            }
        });
        return scores;
    }

    private void ask(List<Slate> slates, List<Integer> places, int size, List<double[]> scores) {
        var answers = model.logits(
                places.stream()
                        .map(place -> {
                            Slate slate = slates.get(place);
                            Filling filling = slots.and(Filling.query(passages.query(slate)))
                                    .with("num", String.valueOf(size));
                            return template.render(model.forms(), filling, passages.fill(slate));
                        })
                        .toList(),
                passages.ids().all(size, label));
        for (int i = 0; i < places.size(); i++) {
            List<Double> logits = answers.get(i).logits();
            double[] own = scores.get(places.get(i));
            for (int j = 0; j < own.length; j++) {
                own[j] = logits.get(j);
            }
            Ask.tellCut(slates.get(places.get(i)), answers.get(i).parts());
        }
    }

    /** One forward pass, whatever the window holds. */
    @Override
    public long calls(int size) {
        return size == 0 ? 0 : 1;
    }
}
