package dev.podium;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * What is shown to a judge: a text, a program, a picture, a molecule.
 *
 * <p>Closed on purpose: every renderer is a {@code switch} that the compiler checks, so a kind that a method cannot
 * show is an error before the first question and never an empty string. {@link Custom} is the door for kinds of your
 * own that can be told in words.
 *
 * @since 0.1.0
 */
public sealed interface Content {

    /**
     * Prose, with a title where it has one.
     *
     * <p>The title is kept apart because published prompts place it apart; {@link #value()} is what collections call
     * "the text": title, one blank, body.
     *
     * @param title the title, empty if there is none
     * @param body the text itself
     * @param language BCP 47 tag, {@code und} if unknown
     */
    record Text(String title, String body, String language) implements Content {
        public Text {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(language, "language");
        }

        /** Title and body joined by one blank, as BEIR's reference loader joins them; the body alone without a title. */
        public String value() {
            return title.isEmpty() ? body : body.isEmpty() ? title : title + " " + body;
        }
    }

    /**
     * A program or a query in a formal language.
     *
     * @param source the code
     * @param language its usual lower-case name, such as {@code java} or {@code sql}
     */
    record Code(String source, String language) implements Content {}

    /**
     * A picture, by reference.
     *
     * @param location where its bytes are
     * @param mediaType such as {@code image/png}
     */
    record Image(URI location, String mediaType) implements Content {}

    /**
     * A molecule.
     *
     * @param smiles its structure in SMILES
     */
    record Molecule(String smiles) implements Content {}

    /**
     * A peptide.
     *
     * @param residues one letter each, modifications in ProForma
     */
    record Peptide(String residues) implements Content {}

    /**
     * A tandem mass spectrum.
     *
     * @param peaks in rising order of m/z
     * @param precursorMz of the ion that was broken, in Th
     * @param charge of that ion, at least 1
     */
    record Spectrum(List<Peak> peaks, double precursorMz, int charge) implements Content {
        public Spectrum {
            peaks = List.copyOf(peaks);
            if (charge < 1) {
                throw new IllegalArgumentException(
                        "The charge (%d) of a spectrum must be at least 1.".formatted(charge));
            }
        }
    }

    /**
     * One peak of a {@link Spectrum}.
     *
     * @param mz in Th
     * @param intensity in the instrument's unit, not negative
     */
    record Peak(double mz, double intensity) {}

    /**
     * A thing one can recommend.
     *
     * @param title its name
     */
    record Item(String title) implements Content {}

    /**
     * What somebody chose before.
     *
     * @param items oldest first
     */
    record History(List<Item> items) implements Content {
        public History {
            items = List.copyOf(items);
        }
    }

    /**
     * Several kinds together, such as a caption and its picture.
     *
     * @param parts in reading order
     */
    record Mixed(List<Content> parts) implements Content {
        public Mixed {
            parts = List.copyOf(parts);
        }
    }

    /** A kind of your own that can be told in words. */
    non-sealed interface Custom extends Content {
        /** What a judge that reads text is shown. */
        String asText();
    }

    /**
     * Prose that lies elsewhere and is read whenever somebody looks, so that a list of 100,000 costs no text.
     *
     * <p>A renderer that places the title apart asks for {@link #text()}; to all others it is a {@link Custom}.
     */
    interface Stored extends Custom {
        /** Reads it; the same each time. */
        Text text();

        @Override
        default String asText() {
            return text().value();
        }
    }

    /** Prose without a title, in an unknown language. */
    static Text text(String body) {
        return new Text("", body, "und");
    }

    /** Prose with a title, in an unknown language. */
    static Text text(String title, String body) {
        return new Text(title, body, "und");
    }
}
