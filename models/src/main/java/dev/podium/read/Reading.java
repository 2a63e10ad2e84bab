package dev.podium.read;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an answer was found to say.
 *
 * @since 0.1.0
 */
public sealed interface Reading {

    /** The candidates named, best first; none where the answer is unreadable. */
    List<Mark> marks();

    /** Their indices in what was shown, best first. */
    default int[] indices() {
        return marks().stream().mapToInt(Mark::index).toArray();
    }

    /**
     * An answer exactly as asked for.
     *
     * @param marks best first
     */
    record Clean(List<Mark> marks) implements Reading {
        public Clean {
            marks = List.copyOf(marks);
        }
    }

    /**
     * An answer repaired by the reader's stated rule.
     *
     * @param marks best first
     * @param flaws what was wrong, at least one
     */
    record Mended(List<Mark> marks, Set<Flaw> flaws) implements Reading {
        public Mended {
            marks = List.copyOf(marks);
            if (flaws.isEmpty()) {
                throw new IllegalArgumentException("A mended answer names at least one flaw; without one it is clean.");
            }
            flaws = Collections.unmodifiableSet(EnumSet.copyOf(flaws));
        }
    }

    /**
     * An answer that names no candidate at all.
     *
     * @param answer what the model wrote, for the error message
     */
    record Unreadable(String answer) implements Reading {
        @Override
        public List<Mark> marks() {
            return List.of();
        }
    }
}
