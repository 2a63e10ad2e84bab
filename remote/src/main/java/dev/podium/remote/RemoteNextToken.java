package dev.podium.remote;

import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.LabelLogits;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.ProviderException;
import dev.podium.model.ReadPart;
import dev.podium.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Labels by the probabilities that a service tells of the first token it would write.
 *
 * <p>A service tells the most probable tokens alone, twenty at most. A label that is not among them has a probability that nobody
 * knows, and that is an error: a made-up floor would order by a number that no model said.
 *
 * @param generation of the same service
 * @param most probable tokens to ask for
 */
record RemoteNextToken(Service service, Generation generation, int most) implements NextToken {

    @Override
    public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("At least one label must be asked for.");
        }
        return prompts.stream().map(prompt -> one(prompt, labels)).toList();
    }

    private LabelLogits one(Prompt prompt, List<String> labels) {
        GenerationOptions options = GenerationOptions.greedy(1).tellingTop(most);
        Generated answer = asked(generation, prompt, options);
        if (answer.tokens().isEmpty()) {
            throw failed("tells no probabilities", "Maybe it serves them only with a setting of its own.");
        }
        TokenLogProb first = answer.tokens().getFirst();
        List<TokenLogProb> told = first.top().isEmpty() ? List.of(first) : first.top();
        List<Double> logits = new ArrayList<>();
        for (String label : labels) {
            logits.add(
                    told.stream()
                            .filter(token -> token.token().equals(label))
                            .mapToDouble(TokenLogProb::logProb)
                            .findFirst()
                            .orElseThrow(
                                    () -> failed(
                                            "tells the probabilities of %s, and \"%s\" is not among them"
                                                    .formatted(
                                                            told.stream()
                                                                    .map(TokenLogProb::token)
                                                                    .toList(),
                                                            label),
                                            "Maybe write the label as the model does, with or without a blank before it, or use a model in process.")));
        }
        return new LabelLogits(logits, true, answer.promptTokens(), unread(prompt));
    }

    private ProviderException failed(String what, String advice) {
        return new ProviderException(
                service.provider(),
                ProviderException.NO_STATUS,
                false,
                null,
                "The model (%s) %s.\n%s".formatted(service.name(), what, advice),
                null);
    }

    /** A prompt in the form that the service is asked in. */
    static Generated asked(Generation generation, Prompt prompt, GenerationOptions options) {
        return switch (prompt.form()) {
            case PLAIN -> generation.complete(List.of(prompt.text()), options).getFirst();
            case CHAT -> generation.chat(List.of(prompt.turns()), options).getFirst();
            case FUSED ->
                throw new IllegalArgumentException(
                        "A service reads one text a prompt.\nMaybe use an encoder-decoder in process, with torch:.");
        };
    }

    /** The named parts, of which a service tells no tokens. */
    static List<ReadPart> unread(Prompt prompt) {
        return prompt.parts().stream()
                .filter(part -> !part.name().isEmpty())
                .map(part -> new ReadPart(part.name(), 0, 0))
                .toList();
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Set<Prompt.Form> forms() {
        return Set.of(Prompt.Form.PLAIN, Prompt.Form.CHAT);
    }
}
