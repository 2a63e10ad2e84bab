package dev.podium.model;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Query;
import java.util.stream.Collectors;

/**
 * What a model that reads text is shown of a content.
 *
 * <p>A picture and a spectrum cannot be told in words: showing one is an error and never an empty text.
 *
 * @since 0.1.0
 */
public final class PlainText {

    private PlainText() {}

    /**
     * A query in words.
     *
     * @throws IllegalArgumentException if its content has none; the message names the query
     */
    public static String of(Query query) {
        return of(query.content(), "query", query.id());
    }

    /**
     * A candidate in words; its fields are not shown.
     *
     * @throws IllegalArgumentException if its content has none; the message names the candidate
     */
    public static String of(Candidate candidate) {
        return of(candidate.content(), "candidate", candidate.id());
    }

    private static String of(Content content, String what, String id) {
        return switch (content) {
            case Content.Text text -> text.value();
            case Content.Code code -> code.source();
            case Content.Molecule molecule -> molecule.smiles();
            case Content.Peptide peptide -> peptide.residues();
            case Content.Item item -> item.title();
            case Content.History history ->
                history.items().stream().map(Content.Item::title).collect(Collectors.joining("; "));
            case Content.Mixed mixed ->
                mixed.parts().stream().map(part -> of(part, what, id)).collect(Collectors.joining("\n"));
            case Content.Custom custom -> custom.asText();
            case Content.Image image -> throw wordless("a picture", what, id);
            case Content.Spectrum spectrum -> throw wordless("a spectrum", what, id);
        };
    }

    private static IllegalArgumentException wordless(String kind, String what, String id) {
        return new IllegalArgumentException(
                "The %s \"%s\" is or holds %s, which a model that reads text cannot be shown.\nMaybe use a method for that kind, or give it a caption as Content.Text."
                        .formatted(what, id, kind));
    }
}
