package dev.podium.retrieve;

import dev.podium.Content;
import java.util.stream.Collectors;

/** The words of a content: what of it a term index can see. */
final class Words {

    private Words() {}

    /**
     * Title and text in one, as Anserini's "flat" BEIR indexes have them.
     *
     * @param owner whose content it is, for the message, such as {@code query "q1"}
     * @throws IllegalArgumentException if the content is of a kind without words
     */
    static String of(Content content, String owner) {
        return switch (content) {
            case Content.Text text -> text.value();
            case Content.Code code -> code.source();
            case Content.Item item -> item.title();
            case Content.History history ->
                history.items().stream().map(Content.Item::title).collect(Collectors.joining(" "));
            case Content.Mixed mixed ->
                mixed.parts().stream().map(part -> of(part, owner)).collect(Collectors.joining(" "));
            case Content.Custom custom -> custom.asText();
            case Content.Image _, Content.Molecule _, Content.Peptide _, Content.Spectrum _ ->
                throw new IllegalArgumentException(
                        "The %s holds a %s, in which BM25 finds no words.\nMaybe describe it in a Text, or start from a run."
                                .formatted(owner, content.getClass().getSimpleName()));
        };
    }
}
