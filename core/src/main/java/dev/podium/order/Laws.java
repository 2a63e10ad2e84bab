package dev.podium.order;

/** The ranges of settings, with one wording for all orders. */
final class Laws {

    private Laws() {}

    static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException("The %s (%d) must be at least %d.".formatted(name, value, least));
        }
    }

    static void within(int from, int to, String bounds, String name, int value, String advice) {
        if (value < from || value > to) {
            throw new IllegalArgumentException("The %s (%d) must be in %s.\n%s".formatted(name, value, bounds, advice));
        }
    }
}
