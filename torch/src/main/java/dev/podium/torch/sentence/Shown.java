package dev.podium.torch.sentence;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tokens that a network is shown of one text or pair.
 *
 * @param ids of the tokens, marks and prompt included
 * @param types of the tokens, 0 or 1
 * @param seen how many of them, from the first, attention looks at; fewer than there are where a query is expanded
 * @param prompted how many of them, from the first, are marks and prompt before the text; 0 without a prompt
 * @param tokens the length of the text, or of the document of a pair, without prompt and marks
 * @param tokensUsed how many of these are here
 */
record Shown(int[] ids, int[] types, int seen, int prompted, int tokens, int tokensUsed) {

    /** The places of those that have a token, the shortest first: neighbours of one length share one attention. */
    static int[] shortestFirst(List<Shown> all) {
        return IntStream.range(0, all.size())
                .boxed()
                .filter(i -> all.get(i).length() > 0)
                .sorted(Comparator.comparing(i -> all.get(i).length()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** All tokens in a row. */
    int length() {
        return ids.length;
    }

    /** Whether attention looks at all of them. */
    boolean whole() {
        return seen == ids.length;
    }
}
