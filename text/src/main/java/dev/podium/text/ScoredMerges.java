package dev.podium.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The merges of a SentencePiece vocabulary that has scores and no merges.
 *
 * <p>SentencePiece joins the two neighbours whose joint piece has the best score. So every way to cut a piece into two others is a
 * merge, and the best pieces come first; among merges to one piece the longer first half, as the converter of the transformers
 * library orders them (its {@code generate_merges}).
 */
final class ScoredMerges {

    private ScoredMerges() {}

    /** Two pieces that become one. */
    record Merge(String left, String right) {}

    private record Cut(String left, String right, float score, int leftPoints) {}

    /**
     * @param pieces that a text may be made of
     * @param among all of them
     * @param scores of each, the best the greatest
     */
    static List<Merge> of(List<String> pieces, Set<String> among, float[] scores) {
        List<Cut> cuts = new ArrayList<>();
        for (int id = 0; id < pieces.size(); id++) {
            String piece = pieces.get(id);
            if (!among.contains(piece)) {
                continue;
            }
            for (int at = step(piece, 0), points = 1; at < piece.length(); at = step(piece, at), points++) {
                String left = piece.substring(0, at);
                if (!among.contains(left)) {
                    continue;
                }
                String right = piece.substring(at);
                if (among.contains(right)) {
                    cuts.add(new Cut(left, right, scores[id], points));
                }
            }
        }
        cuts.sort(Comparator.comparingDouble((Cut cut) -> -cut.score())
                .thenComparing(Comparator.comparingInt(Cut::leftPoints).reversed()));
        return cuts.stream().map(cut -> new Merge(cut.left(), cut.right())).toList();
    }

    private static int step(String text, int at) {
        return at + (at < text.length() ? Character.charCount(text.codePointAt(at)) : 1);
    }
}
