package dev.podium.prompt;

import dev.podium.model.Prompt.Kind;
import dev.podium.model.Prompt.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the slots of a template.
 *
 * @param slots by name, each a part of the prompt that is to be
 * @since 0.1.0
 */
public record Filling(Map<String, Part> slots) {

    /** Nothing. */
    public static final Filling NOTHING = new Filling(Map.of());

    /** Copies. */
    public Filling {
        slots = Map.copyOf(slots);
    }

    /** The query, in the slot of that name. */
    public static Filling query(String text) {
        return NOTHING.with("query", Part.query("query", text));
    }

    /** The same and some words of ours. */
    public Filling with(String slot, String text) {
        return with(slot, Part.fixed(text));
    }

    /** The same and a part of the prompt. */
    public Filling with(String slot, Part part) {
        Map<String, Part> more = new LinkedHashMap<>(slots);
        more.put(slot, part);
        return new Filling(more);
    }

    /** The same and all of another. */
    Filling and(Filling other) {
        Map<String, Part> more = new LinkedHashMap<>(slots);
        more.putAll(other.slots);
        return new Filling(more);
    }

    @Nullable
    Part slot(String name) {
        return slots.get(name);
    }

    /** Whether nothing of it may be cut. */
    static boolean isFixed(Part part) {
        return part.kind() == Kind.FIXED && part.name().isEmpty();
    }
}
