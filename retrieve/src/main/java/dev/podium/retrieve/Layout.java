package dev.podium.retrieve;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/**
 * What an index of ours looks like inside: its fields, and the words in its commit that say how it was made.
 *
 * <p>The documents of the one segment stand in the order of the collection, whatever the number of threads that built
 * it, because the index is sorted by {@link #POSITION}. Lucene's own tie-break, by document number, is therefore by
 * place in the collection.
 *
 * <p>Texts are doc values, not stored fields: uncompressed, so the disk holds them in full, and the thousand texts of a
 * result are a thousand reads of mapped memory in place of a thousand inflated blocks.
 */
final class Layout {

    private Layout() {}

    /** Title and text, analysed; document numbers and term frequencies, no positions: BM25 asks for no more. */
    static final String CONTENTS = "contents";

    /** The id, as a term to find a document by and as a value to name one. */
    static final String ID = "id";

    /** What {@link StoredCandidate} writes. */
    static final String CANDIDATE = "candidate";

    /** The place in the collection, from 0. */
    static final String POSITION = "position";

    static final Sort IN_ORDER = new Sort(new SortField(POSITION, SortField.Type.LONG));

    /** Raised whenever an older reader would misread what is written. */
    private static final String FORMAT = "1";

    private static final String FORMAT_KEY = "podium.format";
    private static final String K1_KEY = "podium.k1";
    private static final String B_KEY = "podium.b";
    private static final String ANALYZER_KEY = "podium.analyzer";

    private static final FieldType TERMS = new FieldType();

    static {
        TERMS.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        TERMS.setTokenized(true);
        TERMS.freeze();
    }

    static Field contents(String text) {
        return new Field(CONTENTS, text, TERMS);
    }

    static Field id(String id) {
        return new StringField(ID, id, Field.Store.NO);
    }

    static Map<String, String> write(Bm25Settings settings) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(FORMAT_KEY, FORMAT);
        data.put(K1_KEY, Double.toString(settings.k1()));
        data.put(B_KEY, Double.toString(settings.b()));
        data.put(ANALYZER_KEY, settings.analyzer());
        return data;
    }

    static String requireOurs(String place, Map<String, String> data) {
        String format = data.get(FORMAT_KEY);
        if (format == null) {
            throw new IndexUnavailableException(
                    "The index in \"%s\" was not made by Podium: it does not say how its texts were analysed.\nMaybe build one from the same collection, in a folder of its own."
                            .formatted(place));
        }
        return format;
    }

    static Bm25Settings read(String place, Map<String, String> data) {
        String format = requireOurs(place, data);
        if (!format.equals(FORMAT)) {
            throw new IndexUnavailableException(
                    "The index in \"%s\" has format %s, and this version reads format %s.\nMaybe build it again from its collection."
                            .formatted(place, format, FORMAT));
        }
        try {
            return new Bm25Settings(
                    Double.parseDouble(data.getOrDefault(K1_KEY, "")),
                    Double.parseDouble(data.getOrDefault(B_KEY, "")),
                    data.getOrDefault(ANALYZER_KEY, ""));
        } catch (IllegalArgumentException e) {
            throw new IndexUnavailableException(
                    "The index in \"%s\" holds settings that this version cannot read (%s).\nMaybe build it again from its collection."
                            .formatted(place, data),
                    e);
        }
    }
}
