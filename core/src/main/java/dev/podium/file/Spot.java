package dev.podium.file;

/** Where something was read, so that an error about it can name file and line. */
@FunctionalInterface
interface Spot {

    /** The error that what stands there is not what it should be. */
    BadDataException bad(String law, String advice);
}
