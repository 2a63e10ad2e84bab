package dev.podium.torch;

import dev.podium.model.Attention;
import dev.podium.model.AttentionMass;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.text.PromptTokens;
import dev.podium.text.Span;
import dev.podium.torch.decoder.AttentionMass.Tokens;
import dev.podium.torch.decoder.Decoder;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Attention mass within a decoder, over all of its layers and heads. */
record TorchAttention(WritingModel words, Decoder decoder) implements Attention {

    @Override
    public List<AttentionMass> mass(List<Prompt> prompts, String from, List<String> to) {
        List<PromptTokens> read =
                prompts.stream().map(prompt -> words.tokens(prompt, 0)).toList();
        List<Observer.Rows> rows = new ArrayList<>();
        List<List<Tokens>> spans = new ArrayList<>();
        for (PromptTokens prompt : read) {
            Span looking = prompt.span(from);
            if (looking.size() == 0) {
                throw new IllegalArgumentException(
                        "The part \"%s\", which looks, has no token.\nMaybe it was cut: shorten the prompt."
                                .formatted(from));
            }
            rows.add(new Observer.Rows(looking.from(), looking.to()));
            List<Tokens> single = new ArrayList<>();
            for (String part : to) {
                Span seen = prompt.span(part);
                for (int token = seen.from(); token < seen.to(); token++) {
                    single.add(new Tokens(token, token + 1));
                }
            }
            spans.add(single);
        }
        var mass = dev.podium.torch.decoder.AttentionMass.of(
                rows, spans, decoder.spec().layers().size());
        words.calculated(() -> {
            try (Scope _ = Scope.open()) {
                decoder.hidden(
                        TokenBatch.of(read.stream().map(PromptTokens::ids).toList()), mass);
            }
            return mass;
        });
        List<AttentionMass> told = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            told.add(new AttentionMass(
                    byPart(read.get(i), to, mass.total(i)),
                    read.get(i).size(),
                    read.get(i).parts()));
        }
        Tally.called(read.size(), read.stream().mapToLong(PromptTokens::size).sum(), 0);
        return told;
    }

    private static List<List<Double>> byPart(PromptTokens prompt, List<String> parts, double[] tokens) {
        List<List<Double>> byPart = new ArrayList<>();
        int at = 0;
        for (String part : parts) {
            List<Double> own = new ArrayList<>();
            for (int i = 0; i < prompt.span(part).size(); i++) {
                own.add(tokens[at++]);
            }
            byPart.add(own);
        }
        return byPart;
    }

    @Override
    public int maxTokens() {
        return words.maxTokens();
    }

    @Override
    public Set<Prompt.Form> forms() {
        return words.forms();
    }
}
