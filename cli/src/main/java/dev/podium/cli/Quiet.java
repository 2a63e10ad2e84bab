package dev.podium.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries from talking where only our own words belong. */
final class Quiet {

    // held, since loggers that nobody holds are collected and forget their level
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private Quiet() {}

    /** Lucene recommends an incubating module of the JDK at every start; it made no measurable difference here. */
    static void lucene() {
        LUCENE.setLevel(Level.SEVERE);
    }
}
