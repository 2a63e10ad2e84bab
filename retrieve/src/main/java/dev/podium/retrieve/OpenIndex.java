package dev.podium.retrieve;

import dev.podium.Candidate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** An index that is open: what all searches over it share. */
final class OpenIndex implements AutoCloseable {

    private final String place;
    private final Directory directory;
    private final DirectoryReader reader;
    private final Analyzer analyzer;
    private final Bm25Settings builtWith;

    private OpenIndex(
            String place, Directory directory, DirectoryReader reader, Analyzer analyzer, Bm25Settings builtWith) {
        this.place = place;
        this.directory = directory;
        this.reader = reader;
        this.analyzer = analyzer;
        this.builtWith = builtWith;
    }

    /** Takes over the directory, also where it throws. */
    static OpenIndex of(String place, Directory directory) throws IOException {
        DirectoryReader reader = null;
        try {
            reader = DirectoryReader.open(directory);
            Bm25Settings settings = Layout.read(place, reader.getIndexCommit().getUserData());
            if (reader.leaves().size() > 1) {
                throw new IndexUnavailableException(
                        "The index in \"%s\" has %d segments where Podium writes one: somebody else added to it.\nMaybe build it again from its collection."
                                .formatted(place, reader.leaves().size()));
            }
            return new OpenIndex(place, directory, reader, Analyzers.named(settings.analyzer()), settings);
        } catch (IOException | RuntimeException e) {
            if (reader != null) {
                reader.close();
            }
            directory.close();
            throw e;
        }
    }

    String place() {
        return place;
    }

    /** In memory there are no names, only the thing itself. */
    boolean isSamePlaceAs(OpenIndex other) {
        return this == other || (directory instanceof FSDirectory && place.equals(other.place));
    }

    Bm25Settings builtWith() {
        return builtWith;
    }

    Analyzer analyzer() {
        return analyzer;
    }

    int size() {
        return reader.numDocs();
    }

    /** Without a query cache: it pays for filters, and a bag of words is not one. */
    IndexSearcher searcher(Bm25Settings settings) {
        var searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
        searcher.setSimilarity(new BM25Similarity((float) settings.k1(), (float) settings.b()));
        return searcher;
    }

    /**
     * The candidates of some documents.
     *
     * @param documents in rising order
     * @param withText whether text and fields are wanted as well as ids
     */
    Candidate[] candidates(int[] documents, boolean withText) throws IOException {
        var candidates = new Candidate[documents.length];
        if (documents.length == 0) {
            return candidates;
        }
        BinaryDocValues ids = DocValues.getBinary(leaf(), Layout.ID);
        BinaryDocValues stored = withText ? DocValues.getBinary(leaf(), Layout.CANDIDATE) : null;
        for (int i = 0; i < documents.length; i++) {
            BytesRef name = valueOf(ids, documents[i]);
            String id = new String(name.bytes, name.offset, name.length, StandardCharsets.UTF_8);
            candidates[i] =
                    stored == null ? Candidate.named(id) : StoredCandidate.read(id, valueOf(stored, documents[i]));
        }
        return candidates;
    }

    private BytesRef valueOf(BinaryDocValues values, int document) throws IOException {
        if (!values.advanceExact(document)) {
            throw new IndexUnavailableException(
                    "Document %d of the index in \"%s\" has lost its text.\nMaybe build it again from its collection."
                            .formatted(document, place));
        }
        return values.binaryValue();
    }

    @Nullable
    Candidate find(String id) throws IOException {
        if (size() == 0) {
            return null;
        }
        PostingsEnum found = leaf().postings(new Term(Layout.ID, id), PostingsEnum.NONE);
        return found == null ? null : candidates(new int[] {found.nextDoc()}, true)[0];
    }

    private LeafReader leaf() {
        return reader.leaves().getFirst().reader();
    }

    @Override
    public void close() {
        try (directory;
                reader;
                analyzer) {
            // nothing but closing
        } catch (IOException e) {
            throw IndexUnavailableException.of(place, e);
        }
    }
}
