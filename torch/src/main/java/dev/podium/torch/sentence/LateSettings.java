package dev.podium.torch.sentence;

import dev.podium.torch.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What folders of late interaction say outside of their modules: those of the Stanford code and of PyLate.
 *
 * @param queryMarker what a query begins with; empty for nothing
 * @param documentMarker what a document begins with
 * @param skipped words of documents that do not count; null where nothing is said
 * @param queryLength of a query at most; 0 where nothing is said, as with documentLength
 * @param expansion of queries, null for none
 */
record LateSettings(
        String queryMarker,
        String documentMarker,
        @Nullable List<String> skipped,
        int queryLength,
        int documentLength,
        @Nullable Spec expansion) {

    private static final int USUAL_LENGTH = 32; // ColBERT's

    /**
     * An expansion before its token has an id.
     *
     * @param token empty for the mask
     */
    record Spec(int length, boolean fixed, boolean attend, String token) {

        /** Reads {@code query_expansion}; null if there is none. */
        static @Nullable Spec read(Config config) {
            if (!config.has("length")) {
                return null;
            }
            return new Spec(
                    config.integer("length"),
                    config.textOr("fixed", "strategy").equals("fixed"),
                    config.flagOr(false, "attend"),
                    config.textOr("", "token"));
        }
    }

    /** Nothing is said. */
    static final LateSettings NONE = new LateSettings("", "", null, 0, 0, null);

    /** Reads them. */
    static LateSettings read(Folder folder) {
        if (folder.isStanfordColBert()) {
            return stanford(folder.path());
        }
        Config settings = folder.settings();
        boolean said = settings.has(
                "query_length",
                "document_length",
                "query_expansion",
                "do_query_expansion",
                "attend_to_expansion_tokens",
                "attend_to_mask_tokens",
                "query_prefix",
                "document_prefix",
                "skiplist_words");
        if (!said) {
            return NONE;
        }
        int length = settings.integerOr(0, "query_length");
        boolean own = !settings.json().path("query_expansion").isMissingNode();
        boolean expands = own || settings.flagOr(true, "do_query_expansion");
        Spec spec = own
                ? Spec.read(settings.under("query_expansion"))
                : new Spec(
                        length > 0 ? length : USUAL_LENGTH,
                        true,
                        settings.flagOr(false, "attend_to_expansion_tokens", "attend_to_mask_tokens"),
                        "");
        boolean skips = !settings.json().path("skiplist_words").isMissingNode();
        return new LateSettings(
                settings.textOr("", "query_prefix"),
                settings.textOr("", "document_prefix"),
                skips ? settings.texts("skiplist_words") : folder.isPyLate() ? MultiVectorMask.PUNCTUATION : null,
                own || !expands ? length : 0,
                settings.integerOr(0, "document_length"),
                expands ? spec : null);
    }

    private static LateSettings stanford(Path folder) {
        Path file = folder.resolve("artifact.metadata");
        Config said = Files.isRegularFile(file) ? Config.read(file) : Config.readIfThere(file);
        return new LateSettings(
                said.textOr("[unused0]", "query_token_id") + " ",
                said.textOr("[unused1]", "doc_token_id") + " ",
                said.flagOr(true, "mask_punctuation") ? MultiVectorMask.PUNCTUATION : List.of(),
                0,
                said.integerOr(0, "doc_maxlen"),
                new Spec(
                        said.integerOr(USUAL_LENGTH, "query_maxlen"),
                        true,
                        said.flagOr(false, "attend_to_mask_tokens"),
                        ""));
    }
}
