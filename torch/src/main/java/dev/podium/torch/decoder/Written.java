package dev.podium.torch.decoder;

import java.util.List;

/**
 * What a decoder wrote behind one prompt.
 *
 * @param thoughts tokens before the answer, those that closed them included; empty without {@link Thinking}
 * @param ids tokens of the answer, without the one that ended it
 * @param text of the answer, without the stop word
 * @param finish why it ended
 * @param places what was probable at each place, thoughts included, where that was asked for
 * @since 0.1.0
 */
public record Written(int[] thoughts, int[] ids, String text, Finish finish, List<Place> places) {

    /** Why it ended. */
    public enum Finish {
        /** By a token or word that ends it, or because the grammar allows no more. */
        STOP,
        /** It has as many tokens as it may: the text is cut. */
        LENGTH
    }

    /** A token and the natural logarithm of its probability, as the model says without any option. */
    public record Choice(int token, double logProb) {}

    /**
     * One place of the text.
     *
     * @param chosen the token written
     * @param top the most probable ones, best first
     */
    public record Place(Choice chosen, List<Choice> top) {
        public Place {
            top = List.copyOf(top);
        }
    }

    public Written {
        thoughts = thoughts.clone();
        ids = ids.clone();
        places = List.copyOf(places);
    }

    @Override
    public int[] thoughts() {
        return thoughts.clone();
    }

    @Override
    public int[] ids() {
        return ids.clone();
    }
}
