package dev.podium.torch;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import dev.podium.torch.sentence.BiEncoder;
import dev.podium.torch.sentence.Task;
import java.util.List;

/** Texts embedded by a bi-encoder. */
record TorchEmbedding(BiEncoder encoder, Turn turn) implements Embedding {

    @Override
    public List<Embedded> embed(List<String> texts, Role role) {
        Task task = switch (role) {
            case QUERY -> Task.QUERY;
            case PASSAGE -> Task.DOCUMENT;
        };
        List<Embedded> embedded = turn.take(() -> encoder.embed(texts, task));
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
