package dev.podium.order;

/**
 * What an order costs, in questions.
 *
 * @param fewest questions it asks at least
 * @param most questions it asks at most; equal to {@code fewest} where the number does not depend on the answers
 * @param rounds questions that must wait for one another at most: the depth of the longest chain, the floor of latency
 * @param shown candidates shown at most, over all questions: what the token bill grows with
 * @since 0.1.0
 */
public record Effort(long fewest, long most, long rounds, long shown) {

    /** Nothing to ask. */
    public static final Effort NONE = new Effort(0, 0, 0, 0);

    public Effort {
        if (fewest < 0 || most < fewest || rounds < 0 || shown < 0) {
            throw new IllegalArgumentException(
                    "An effort of %d to %d questions in %d rounds showing %d candidates is none: numbers must not be negative and fewest not above most."
                            .formatted(fewest, most, rounds, shown));
        }
    }

    /** A number of questions that is known beforehand. */
    static Effort exactly(long questions, long rounds, long shown) {
        return new Effort(questions, questions, rounds, shown);
    }
}
