package dev.podium.retrieve;

import dev.podium.Candidate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Writes one collection into one index: read on the calling thread, analysed on several, committed at the end or not at
 * all.
 *
 * <p>An index that stood in the directory before stays as it was until the new one is whole.
 */
final class Indexing {

    /** Documents handed to a thread at once: enough to make the hand-over cheap, few enough to bound what waits. */
    private static final int BATCH = 64;

    /** The longest id in bytes of UTF-8 that Lucene can look up. */
    private static final int LONGEST_ID = IndexWriter.MAX_TERM_LENGTH;

    private final IndexWriter writer;
    private final int threads;
    private final LongConsumer progress;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Indexing(IndexWriter writer, int threads, LongConsumer progress) {
        this.writer = writer;
        this.threads = threads;
        this.progress = progress;
    }

    static void run(
            Iterable<Candidate> corpus, Directory directory, Bm25Settings settings, int threads, LongConsumer progress)
            throws IOException {
        try (Analyzer analyzer = Analyzers.named(settings.analyzer())) {
            var config = new IndexWriterConfig(analyzer)
                    .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                    .setIndexSort(Layout.IN_ORDER)
                    .setRAMBufferSizeMB(bufferMegabytes())
                    .setUseCompoundFile(false)
                    .setCommitOnClose(false);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                new Indexing(writer, threads, progress).addAll(corpus);
                writer.forceMerge(1);
                refuseRepeatedIds(writer);
                writer.setLiveCommitData(Layout.write(settings).entrySet());
                writer.commit();
            }
        }
    }

    /** An eighth of the heap: the fewer segments are written on the way, the fewer are merged at the end. */
    private static double bufferMegabytes() {
        return Math.clamp(Runtime.getRuntime().maxMemory() / (8.0 * 1024 * 1024), 16, 512);
    }

    private void addAll(Iterable<Candidate> corpus) throws IOException {
        var free = new Semaphore(2 * threads); // so that reading never runs far ahead of analysis
        var named = Thread.ofPlatform().name("podium-index-", 1).daemon().factory();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads, named)) {
            long position = 0;
            Iterator<Candidate> rest = corpus.iterator();
            while (rest.hasNext() && failure.get() == null) {
                List<Candidate> batch = next(rest);
                long first = position;
                position += batch.size();
                free.acquire();
                workers.execute(() -> {
                    try {
                        add(batch, first);
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e); // told below, on the thread that asked
                    } finally {
                        free.release();
                    }
                });
                progress.accept(position);
            }
        } catch (InterruptedException e) {
            // whoever catches it interrupts the thread again: here the writer has still to be closed in peace
            throw new InterruptedIOException("interrupted while indexing");
        }
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError("add throws no checked exception but IOException", e);
        }
    }

    private static List<Candidate> next(Iterator<Candidate> rest) {
        List<Candidate> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH && rest.hasNext()) {
            batch.add(rest.next());
        }
        return batch;
    }

    /** One set of field objects for the batch, filled anew for each document, as Lucene advises. */
    private void add(List<Candidate> batch, long first) throws IOException {
        var contents = Layout.contents("");
        var id = Layout.id("");
        var name = new BinaryDocValuesField(Layout.ID, new BytesRef());
        var stored = new BinaryDocValuesField(Layout.CANDIDATE, new BytesRef());
        var position = new NumericDocValuesField(Layout.POSITION, 0);
        var bytes = new StoredCandidate();
        var document = new Document();
        List.of(contents, id, name, stored, position).forEach(document::add);
        for (int i = 0; i < batch.size(); i++) {
            Candidate candidate = batch.get(i);
            contents.setStringValue(Words.of(candidate.content(), "candidate \"" + candidate.id() + "\""));
            BytesRef key = key(candidate.id(), first + i);
            id.setStringValue(candidate.id());
            name.setBytesValue(key);
            stored.setBytesValue(bytes.write(candidate));
            position.setLongValue(first + i);
            writer.addDocument(document);
        }
    }

    private static BytesRef key(String id, long position) {
        if (!StoredCandidate.isWellFormed(id)) {
            throw new IllegalArgumentException(
                    "The id of document %d of the collection holds half a surrogate pair, which no file of ids can carry.\nMaybe it was cut in the middle of a character."
                            .formatted(position + 1));
        }
        var key = new BytesRef(id);
        if (key.length > LONGEST_ID) {
            throw new IllegalArgumentException(
                    "The id of document %d of the collection (%d bytes, \"%s...\") must not be longer than %d bytes.\nMaybe the text stands where the id should."
                            .formatted(position + 1, key.length, id.substring(0, 40), LONGEST_ID));
        }
        return key;
    }

    /** At the end, from the index itself: a set of all ids would cost more memory than the rest of the build. */
    private static void refuseRepeatedIds(IndexWriter writer) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                var ids = leaf.reader().terms(Layout.ID);
                if (ids == null) {
                    continue;
                }
                TermsEnum each = ids.iterator();
                for (BytesRef id = each.next(); id != null; id = each.next()) {
                    if (each.docFreq() > 1) {
                        PostingsEnum documents = each.postings(null, PostingsEnum.NONE);
                        throw new IllegalArgumentException(
                                "The id \"%s\" stands twice in the collection, at document %d and at document %d.\nMaybe number the documents: equal ids would be one document to every run and every metric."
                                        .formatted(
                                                id.utf8ToString(), documents.nextDoc() + 1, documents.nextDoc() + 1));
                    }
                }
            }
        }
    }
}
