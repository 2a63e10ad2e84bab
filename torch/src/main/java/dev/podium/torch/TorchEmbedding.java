package dev.podium.torch;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Prompt;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import dev.podium.torch.sentence.BiEncoder;
import dev.podium.torch.sentence.Task;
import java.util.List;
import java.util.Set;

/** Texts embedded by a bi-encoder, and where its network is a decoder prompts as they stand. */
record TorchEmbedding(BiEncoder encoder, Turn turn) implements Embedding {

    @Override
    public List<Embedded> embed(List<String> texts, Role role) {
        Task task = switch (role) {
            case QUERY -> Task.QUERY;
            case PASSAGE -> Task.DOCUMENT;
        };
        return counted(turn.take(() -> encoder.embed(texts, task)));
    }

    @Override
    public List<Embedded> embed(List<Prompt> prompts) {
        return counted(turn.take(() -> encoder.embedPrompts(prompts)));
    }

    @Override
    public Set<Prompt.Form> forms() {
        return encoder.forms();
    }

    private static List<Embedded> counted(List<Embedded> embedded) {
        Tally.called(
                embedded.size(),
                embedded.stream().mapToLong(Embedded::tokensUsed).sum(),
                0);
        return embedded;
    }

    @Override
    public Similarity similarity() {
        return encoder.similarity();
    }

    @Override
    public int dimensions() {
        return encoder.dimensions();
    }

    @Override
    public int maxTokens() {
        return encoder.maxTokens();
    }
}
