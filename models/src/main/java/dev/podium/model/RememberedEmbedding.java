package dev.podium.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An embedding that remembers the vectors of the texts it met last.
 *
 * <p>A vector depends on its own text and role alone, so remembering changes no score: it saves the work for documents
 * that stand in the lists of several queries, which in a collection most do. The least recently used is forgotten first.
 * A remembered text costs no tokens and so adds none to the {@link Tally}.
 *
 * <p>Safe for use by several threads; two that miss the same text at once both embed it.
 *
 * @since 0.1.0
 */
public final class RememberedEmbedding implements Embedding {

    private record Key(Role role, String text) {}

    private final Embedding model;
    private final int most;
    private final Map<Key, Embedded> known;

    /**
     * @param model that embeds what is not known
     * @param most vectors remembered, at least 1; each takes 4 bytes a dimension and holds on to its text
     */
    public RememberedEmbedding(Embedding model, int most) {
        this.model = Objects.requireNonNull(model, "model");
        if (most < 1) {
            throw new IllegalArgumentException(
                    "The number of vectors to remember (%d) must be at least 1.".formatted(most));
        }
        this.most = most;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Embedded> eldest) {
                return size() > most;
            }
        };
    }

    /** What embeds the texts that are not known; asking it leaves no trace here. */
    public Embedding model() {
        return model;
    }

    /** How many vectors are remembered at most. */
    public int most() {
        return most;
    }

    @Override
    public List<Embedded> embed(List<String> texts, Role role) {
        Map<String, Embedded> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        synchronized (known) {
            for (String text : texts) {
                Embedded vector = known.get(new Key(role, text));
                if (vector != null) {
                    found.put(text, vector);
                } else if (!found.containsKey(text)) {
                    missing.add(text);
                }
            }
        }
        List<String> asked = missing.stream().distinct().toList();
        List<Embedded> made = asked.isEmpty() ? List.of() : model.embed(asked, role);
        for (int i = 0; i < asked.size(); i++) {
            found.put(asked.get(i), made.get(i));
        }
        synchronized (known) {
            for (int i = 0; i < asked.size(); i++) {
                known.put(new Key(role, asked.get(i)), made.get(i));
            }
        }
        return texts.stream()
                .map(text -> Objects.requireNonNull(found.get(text)))
                .toList();
    }

    /** Prompts are seldom met twice and are not remembered. */
    @Override
    public List<Embedded> embed(List<Prompt> prompts) {
        return model.embed(prompts);
    }

    @Override
    public Set<Prompt.Form> forms() {
        return model.forms();
    }

    @Override
    public Similarity similarity() {
        return model.similarity();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }
}
