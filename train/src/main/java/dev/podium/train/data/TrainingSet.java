package dev.podium.train.data;

import java.util.List;

/**
 * Lists of one source.
 *
 * @param name for logs and cards
 * @param lists at least one
 * @since 0.1.0
 */
public record TrainingSet(String name, List<TrainingList> lists) {

    /** Checks and copies. */
    public TrainingSet {
        lists = List.copyOf(lists);
        if (lists.isEmpty()) {
            throw new IllegalArgumentException(
                    "The training set \"%s\" must have at least one list.\nMaybe a filter dropped all of them."
                            .formatted(name));
        }
    }

    /** How many lists it has. */
    public int size() {
        return lists.size();
    }
}
