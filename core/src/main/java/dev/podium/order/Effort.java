package dev.podium.order;

/**
 * What an order costs, in calls of a model: prompts it is given, or texts and pairs it is shown.
 *
 * <p>What papers count. A judge that answers a question in one prompt makes a call a question; one that looks at each candidate by
 * itself makes a call a candidate.
 *
 * @param fewest calls at least
 * @param most calls at most; equal to {@code fewest} where the number does not depend on the answers
 * @param rounds questions that must wait for one another at most: the depth of the longest chain, the floor of latency
 * @param shown candidates shown at most, over all calls: what the token bill grows with
 * @since 0.1.0
 */
public record Effort(long fewest, long most, long rounds, long shown) {

    /** Nothing to ask. */
    public static final Effort NONE = new Effort(0, 0, 0, 0);

    public Effort {
        if (fewest < 0 || most < fewest || rounds < 0 || shown < 0) {
            throw new IllegalArgumentException(
                    "An effort of %d to %d calls in %d rounds showing %d candidates is none: numbers must not be negative and fewest not above most."
                            .formatted(fewest, most, rounds, shown));
        }
    }

    /** A number of calls that is known beforehand. */
    public static Effort exactly(long calls, long rounds, long shown) {
        return new Effort(calls, calls, rounds, shown);
    }

    /** The same where each question takes so many calls, which all show the same candidates. */
    Effort times(long calls) {
        return new Effort(fewest * calls, most * calls, rounds, shown * calls);
    }

    /** This, and then another. */
    public Effort plus(Effort next) {
        return new Effort(fewest + next.fewest, most + next.most, rounds + next.rounds, shown + next.shown);
    }
}
