package dev.podium.torch.sentence;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Packing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says which tokens count in late interaction: those of the text, and those that a query was expanded by; not the skipped ones.
 *
 * @param skipped ids that do not count, such as those of punctuation
 * @param tasks for which they do not
 * @param only ids that alone count in what is no query; null for all
 */
record MultiVectorMask(
        Set<Integer> skipped, Set<Task> tasks, @Nullable Set<Integer> only) implements Stage {

    /** {@code string.punctuation} of Python. */
    static final List<String> PUNCTUATION = List.of("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".split(""));

    /** Copies. */
    MultiVectorMask {
        skipped = Set.copyOf(skipped);
        tasks = Set.copyOf(tasks);
        only = only == null ? null : Set.copyOf(only);
    }

    /** Words of documents that do not count. @param ids of a word, -1 for one that is no token by itself */
    static MultiVectorMask ofDocuments(List<String> words, ToIntFunction<String> ids) {
        return new MultiVectorMask(ids(words, ids), Set.of(Task.DOCUMENT, Task.NONE), null);
    }

    /** Reads the module's {@code config.json}. */
    static MultiVectorMask read(Config config, ToIntFunction<String> ids) {
        JsonNode named = config.json().path("skiplist_tasks");
        List<String> tasks = named.isString() ? List.of(named.asString()) : config.texts("skiplist_tasks");
        Set<Task> skipping = new HashSet<>();
        if (tasks.isEmpty() || tasks.contains("document")) {
            skipping.addAll(List.of(Task.DOCUMENT, Task.NONE));
        }
        if (tasks.contains("query")) {
            skipping.add(Task.QUERY);
        }
        List<Integer> only = config.integers("keep_only_token_ids");
        return new MultiVectorMask(
                ids(config.texts("skiplist_words"), ids), skipping, only.isEmpty() ? null : Set.copyOf(only));
    }

    private static Set<Integer> ids(List<String> words, ToIntFunction<String> ids) {
        List<Integer> found = new ArrayList<>();
        for (String word : words) {
            int id = ids.applyAsInt(word);
            if (id >= 0) { // else it would be read as the unknown token, and that one counts
                found.add(id);
            }
        }
        return new HashSet<>(found);
    }

    @Override
    public void on(Features features) {
        boolean[] counted = features.counted();
        int[] ids = features.batch().ids();
        boolean query = features.task() == Task.QUERY;
        boolean skips = tasks.contains(features.task());
        for (Packing.Segment segment : features.packing().segments()) {
            for (int i = segment.from(); i < segment.to(); i++) {
                counted[i] = !(skips && skipped.contains(ids[i])) && (query || only == null || only.contains(ids[i]));
            }
        }
    }
}
