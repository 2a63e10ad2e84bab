package dev.podium.torch.adapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The adapters of one model by name, any of which count at a time.
 *
 * @since 0.1.0
 */
public final class Adapters implements AutoCloseable {

    private final SequencedMap<String, Adapter> known = new LinkedHashMap<>();
    private final List<String> laid = new ArrayList<>();

    /**
     * Keeps an adapter, which is closed with this.
     *
     * @throws IllegalArgumentException if there is one of this name
     */
    public void add(String name, Adapter adapter) {
        if (known.putIfAbsent(name, adapter) != null) {
            throw new IllegalArgumentException("There is an adapter \"%s\" already.".formatted(name));
        }
    }

    /** The names of all, in the order in which they were added. */
    public List<String> names() {
        return List.copyOf(known.keySet());
    }

    /** The names of those that count, in their order. */
    public List<String> used() {
        return List.copyOf(laid);
    }

    /**
     * From here on these count and no others, in this order; none is the model itself.
     *
     * @throws IllegalArgumentException if one is not known; then nothing has changed
     */
    public void use(String... names) {
        for (String name : names) {
            if (!known.containsKey(name)) {
                throw new IllegalArgumentException(
                        "There is no adapter \"%s\", only %s.\nMaybe add it first.".formatted(name, known.keySet()));
            }
        }
        liftAll();
        for (String name : names) {
            adapter(name).lay();
            laid.add(name);
        }
    }

    private void liftAll() {
        while (!laid.isEmpty()) {
            adapter(laid.removeLast()).lift();
        }
    }

    private Adapter adapter(String name) {
        @Nullable Adapter adapter = known.get(name);
        if (adapter == null) {
            throw new IllegalStateException("There is no adapter \"%s\".".formatted(name));
        }
        return adapter;
    }

    @Override
    public void close() {
        liftAll();
        known.values().forEach(Adapter::close);
        known.clear();
    }
}
