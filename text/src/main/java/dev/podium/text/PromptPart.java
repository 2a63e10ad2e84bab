package dev.podium.text;

/**
 * A named stretch of a prompt, in tokens.
 *
 * @since 0.1.0
 */
public final class PromptPart {

    /** What may be done to a part. */
    enum Kind {
        FIXED,
        QUERY,
        DOCUMENT
    }

    private final String name;
    private final Kind kind;
    private final int[] ids;
    private final int budget;

    private PromptPart(String name, Kind kind, int[] ids, int budget) {
        if (budget < 0) {
            throw new IllegalArgumentException(
                    "The budget (%d) of the part \"%s\" must be 0 or greater.".formatted(budget, name));
        }
        this.name = name;
        this.kind = kind;
        this.ids = ids.clone();
        this.budget = budget;
    }

    /** Instructions, separators and the suffix at which the model answers: never cut. */
    public static PromptPart fixed(String name, int[] ids) {
        return new PromptPart(name, Kind.FIXED, ids, ids.length);
    }

    /** A query: cut last, and to its budget at once. */
    public static PromptPart query(String name, int[] ids, int budget) {
        return new PromptPart(name, Kind.QUERY, ids, budget);
    }

    /** A document: cut first, and to its budget at once. */
    public static PromptPart document(String name, int[] ids, int budget) {
        return new PromptPart(name, Kind.DOCUMENT, ids, budget);
    }

    /** The name by which its span is found again. */
    public String name() {
        return name;
    }

    /** The ids before anything is cut; the array is the caller's own. */
    public int[] ids() {
        return ids.clone();
    }

    Kind kind() {
        return kind;
    }

    /** How many tokens there are within the budget. */
    int size() {
        return Math.min(ids.length, budget);
    }
}
