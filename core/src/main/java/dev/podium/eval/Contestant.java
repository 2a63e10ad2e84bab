package dev.podium.eval;

import dev.podium.Pipeline;
import dev.podium.Retriever;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A system as an experiment was given it. */
sealed interface Contestant {

    /** What it calls itself. */
    String name();

    /** What it is, in full. */
    String pipeline();

    /** One that is to be run. */
    record Runs(Retriever retriever) implements Contestant {
        /** A lambda prints an address that changes from run to run; a report must not. */
        private static final Pattern LAMBDA = Pattern.compile("[\\w.$]+\\$\\$Lambda[\\w/.]*@[0-9a-f]+");

        @Override
        public String name() {
            return steady(retriever);
        }

        @Override
        public String pipeline() {
            return steady(retriever instanceof Pipeline.NamedRetriever named ? named.retriever() : retriever);
        }

        private static String steady(Retriever retriever) {
            return LAMBDA.matcher(retriever.toString()).replaceAll("lambda");
        }
    }

    /** One that was run before. */
    record Ready(Run run) implements Contestant {
        @Override
        public String name() {
            return run.tag();
        }

        @Override
        public String pipeline() {
            return String.format(
                    Locale.ROOT, "ready-made run of %d queries", run.rankings().size());
        }
    }

    /**
     * A name for each, all different: where two systems print alike, the later ones are numbered.
     *
     * @throws IllegalArgumentException if one system stands twice
     */
    static List<String> names(List<Contestant> contestants) {
        Set<Contestant> seen = new HashSet<>();
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (Contestant contestant : contestants) {
            if (!seen.add(contestant)) {
                throw new IllegalArgumentException(
                        "The system \"%s\" stands twice in the experiment.".formatted(contestant.name()));
            }
            String name = contestant.name();
            for (int i = 2; !taken.add(name); i++) {
                name = String.format(Locale.ROOT, "%s (%d)", contestant.name(), i);
            }
            names.add(name);
        }
        return List.copyOf(names);
    }
}
