package dev.podium.cli;

/** How a command ended, for scripts; the numbers are a contract. */
enum ExitCode {
    /** Done. */
    DONE(0),
    /** The command line is wrong. */
    USAGE(2),
    /** Something is missing on the machine: a JDK, a model, a capability. */
    MISSING(3),
    /** Out of memory, disk or another resource. */
    RESOURCE(4),
    /** A file holds what it must not hold, or cannot be read. */
    BAD_DATA(5),
    /** A model or a service that was asked failed. */
    PROVIDER(6),
    /** Done in part: what was written is right but not everything. */
    PARTIAL(7);

    final int number;

    ExitCode(int number) {
        this.number = number;
    }
}
