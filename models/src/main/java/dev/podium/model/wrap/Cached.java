package dev.podium.model.wrap;

import dev.podium.model.GenerationOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Remembers answers, and asks for those it does not know.
 *
 * <p>The key is a SHA-256 over the model's name, what is asked, what is common and the item, so a text takes 32 bytes
 * however long it is, and several models may share one memory. The least recently used is forgotten first. What is
 * remembered costs no tokens and so adds none to the {@link dev.podium.model.Tally}.
 *
 * <p>Text that is drawn without a seed is never remembered: who asks twice wants two answers. Two threads that miss the
 * same item at once both ask.
 *
 * @since 0.1.0
 */
public final class Cached implements Wrapper {

    private final Map<String, Object> known;

    /**
     * @param most answers remembered, at least 1
     */
    public Cached(int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "The number of answers to remember (%d) must be at least 1.".formatted(most));
        }
        known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public <I, R> List<R> call(Call<I, R> call) {
        if (call.common() instanceof GenerationOptions options && !options.repeatable()) {
            return call.ask();
        }
        List<String> keys =
                call.items().stream().map(item -> Wire.digest(call, item)).toList();
        Map<String, Object> found = new HashMap<>();
        Map<String, I> missing = new LinkedHashMap<>();
        synchronized (known) {
            for (int i = 0; i < keys.size(); i++) {
                Object answer = known.get(keys.get(i));
                if (answer == null) {
                    missing.putIfAbsent(keys.get(i), call.items().get(i));
                } else {
                    found.put(keys.get(i), answer);
                }
            }
        }
        List<R> answers = call.ask(List.copyOf(missing.values()));
        synchronized (known) {
            int next = 0;
            for (String key : missing.keySet()) {
                Object answer = Objects.requireNonNull(answers.get(next++));
                found.put(key, answer);
                known.put(key, answer);
            }
        }
        List<R> all = new ArrayList<>(keys.size());
        keys.forEach(key -> all.add(answer(found, key)));
        return all;
    }

    /** Under a key, which holds the kind of the question, stands an answer of its kind. */
    @SuppressWarnings("unchecked")
    private static <R> R answer(Map<String, Object> found, String key) {
        return (R) Objects.requireNonNull(found.get(key));
    }
}
