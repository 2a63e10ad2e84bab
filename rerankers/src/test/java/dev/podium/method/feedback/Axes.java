package dev.podium.method.feedback;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Similarity;
import java.util.ArrayList;
import java.util.List;

/** A text is its vector: {@code 1 0.5}. */
record Axes(Similarity similarity) implements Embedding {

    static Slate slate(String query, String... documents) {
        List<Hit> hits = new ArrayList<>();
        for (String document : documents) {
            hits.add(new Hit(Candidate.of("d" + hits.size(), document), 0));
        }
        return new Slate(Query.of(query), hits, Scale.REAL);
    }

    @Override
    public List<Embedded> embed(List<String> texts, Role role) {
        return texts.stream()
                .map(text -> {
                    String[] numbers = text.split(" ");
                    float[] vector = new float[numbers.length];
                    for (int i = 0; i < vector.length; i++) {
                        vector[i] = Float.parseFloat(numbers[i]);
                    }
                    return new Embedded(vector, 2, 2);
                })
                .toList();
    }

    @Override
    public int dimensions() {
        return 2;
    }

    @Override
    public int maxTokens() {
        return 512;
    }
}
