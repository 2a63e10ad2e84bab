package dev.podium.text.jinja;

/**
 * The value of a name or member that there is not: prints as nothing, is false, and fails when anything is done with it.
 *
 * @param what for messages
 */
record Undefined(String what) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
