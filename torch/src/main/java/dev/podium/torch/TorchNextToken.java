package dev.podium.torch;

import dev.podium.model.LabelLogits;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.text.PromptTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels by the logits of their tokens: the head's rows for these alone are multiplied.
 *
 * @param model that tells them
 */
record TorchNextToken(WritingModel model) implements NextToken {

    @Override
    public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("At least one label must be asked for.");
        }
        List<PromptTokens> read =
                prompts.stream().map(prompt -> model.tokens(prompt, 1)).toList();
        LabelLogits[] answers = new LabelLogits[read.size()];
        byLabels(read, labels).forEach((ids, places) -> {
            List<int[]> some =
                    places.stream().map(place -> read.get(place).ids()).toList();
            float[][] logits = model.calculated(() -> model.next()
                    .logits(some, ids.stream().mapToInt(Integer::intValue).toArray()));
            for (int i = 0; i < logits.length; i++) {
                answers[places.get(i)] = answer(logits[i], read.get(places.get(i)));
            }
        });
        Tally.called(read.size(), read.stream().mapToLong(PromptTokens::size).sum(), 0);
        return Arrays.asList(answers);
    }

    /** Prompts whose ends make other tokens of the labels are asked apart; nearly always there is one group. */
    private Map<List<Integer>, List<Integer>> byLabels(List<PromptTokens> read, List<String> labels) {
        Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < read.size(); i++) {
            List<Integer> ids =
                    Arrays.stream(model.labels(read.get(i), labels)).boxed().toList();
            groups.computeIfAbsent(ids, _ -> new ArrayList<>()).add(i);
        }
        return groups;
    }

    private static LabelLogits answer(float[] logits, PromptTokens prompt) {
        List<Double> all = new ArrayList<>();
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new ModelUnavailableException(
                        "The model gave the logits %s.\nMaybe its weights are damaged, or of half precision and overflowed."
                                .formatted(Arrays.toString(logits)));
            }
            all.add((double) logit);
        }
        return new LabelLogits(all, false, prompt.size(), prompt.parts());
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public Set<Prompt.Form> forms() {
        return model.forms();
    }
}
