package dev.podium.method.groupwise;

import dev.podium.judge.ChoiceInWords;
import dev.podium.judge.Lengths;
import dev.podium.judge.Words;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.order.Tournament;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.published.Published;
import dev.podium.read.ChosenReader;
import dev.podium.read.Where;

/**
 * Seeded groups from which a model chooses those that go on; who survives longest stands highest.
 *
 * <p>Asks 13 times a tournament for 100 candidates, in 5 rounds: 100, 50, 20, 10, 5, 2. Points of several tournaments, which are shuffled
 * otherwise, are added up: one leaves many ranks tied, the first two among them, and more tell them apart (the paper runs up to 10). It
 * hardly depends on the order it is given.
 *
 * <p>Source: TourRank, arXiv 2406.11678, section 3. Departs from its code, which may send on too few, too many or wrong ones: here the
 * first mention counts, what was not shown is dropped, and those shown first fill up, which counts as a malformed answer. The words of the
 * prompt are our own; how much of a document is shown is re-derived.
 *
 * @since 0.1.0
 */
public final class TourRank {

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Words.settings(
                            Method.named("tourrank")
                                    .family("groupwise")
                                    .paper("TourRank, Chen et al., arXiv 2406.11678")
                                    .status("re-derived: words of the prompt, length of documents")
                                    .needs(Generation.class),
                            256,
                            0),
                    300,
                    0)
            .setting("tournaments", "1", "whose points are added up, at least 1; up to 10 in the paper")
            .builtAs((model, settings) -> new Tournament(
                    new ChoiceInWords(
                            Words.ask(model, settings),
                            Published.template("tourrank"),
                            Lengths.passages(settings, Ids.NUMBERS),
                            wanted -> new ChosenReader(wanted, Ids.NUMBERS, Where.LAST_LINE),
                            "Document %s",
                            "",
                            Filling.NOTHING),
                    settings.integer("tournaments", 1),
                    settings.whole("seed")));

    private TourRank() {}
}
