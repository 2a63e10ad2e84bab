package dev.podium.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels that are one token each where the model writes them, so that one logit stands for each.
 *
 * <p>A label is resolved in its context: after {@code "Answer:"} the label {@code " A"} is another token than {@code "A"},
 * and a tokenizer may split it in two, which is refused. Where it would merge with what stands before, as a word does with the last of
 * several line breaks, the prompt's tokens stand as they are read, and the label is the token that it is on a line of its own.
 *
 * @since 0.1.0
 */
public final class Identifiers {

    private static final String LINE_BREAK = "\n";

    private final Map<String, Integer> ids;

    private Identifiers(Map<String, Integer> ids) {
        this.ids = ids;
    }

    /**
     * Resolves labels.
     *
     * @param context what stands right before a label, for example the end of the prompt; may be empty
     * @param labels as the model would write them, with their leading blank if they have one
     * @throws IllegalArgumentException for a label that is not one token of its own there
     */
    public static Identifiers resolve(Tokenizer tokenizer, String context, List<String> labels) {
        int[] before = tokenizer.encode(context, false).ids();
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String label : labels) {
            int[] with = tokenizer.encode(context + label, false).ids();
            int start = before.length;
            if (!begins(with, before)) {
                int[] line = tokenizer.encode(LINE_BREAK, false).ids();
                with = tokenizer.encode(LINE_BREAK + label, false).ids();
                start = begins(with, line) ? line.length : 0;
            }
            if (with.length != start + 1) {
                throw new IllegalArgumentException(
                        "The label \"%s\" splits after \"%s\": its token ids are %s, and must be one.\nMaybe use letters or single digits as labels, or another blank before them."
                                .formatted(
                                        label, context, Arrays.toString(Arrays.copyOfRange(with, start, with.length))));
            }
            int id = with[start];
            for (Map.Entry<String, Integer> other : ids.entrySet()) {
                if (other.getValue() == id) {
                    throw new IllegalArgumentException(
                            "The labels \"%s\" and \"%s\" are the same token (%d).\nMaybe each label must be another word."
                                    .formatted(other.getKey(), label, id));
                }
            }
            ids.put(label, id);
        }
        return new Identifiers(ids);
    }

    private static boolean begins(int[] ids, int[] with) {
        return ids.length >= with.length && Arrays.equals(ids, 0, with.length, with, 0, with.length);
    }

    /** The token of a label. */
    public int id(String label) {
        Integer id = ids.get(label);
        if (id == null) {
            throw new IllegalArgumentException(
                    "The label \"%s\" was not resolved; there are %s.".formatted(label, ids.keySet()));
        }
        return id;
    }

    /** The labels, in the order given. */
    public List<String> labels() {
        return List.copyOf(ids.keySet());
    }

    /** The tokens in the order of the labels. */
    public int[] ids() {
        return ids.values().stream().mapToInt(Integer::intValue).toArray();
    }
}
