/**
 * The files of the field, read as they come and written so that others read the same.
 *
 * <ul>
 *   <li>runs: {@link dev.podium.file.TrecRun}, for evaluation alone {@link dev.podium.file.JudgedRun}, five times as fast;
 *       MS MARCO's: {@link dev.podium.file.MsMarco}
 *   <li>judgments: {@link dev.podium.file.QrelsFile}, TREC's four columns or BEIR's three
 *   <li>preferences of several readers: {@link dev.podium.file.PreferencesFile}; values of other systems to compare with:
 *       {@link dev.podium.file.ZScoresFile}
 *   <li>queries: {@link dev.podium.file.QueryFile}, JSON lines, TSV or TREC topics
 *   <li>documents: {@link dev.podium.file.Corpus}, a BEIR folder, JSON lines, TSV or a folder of texts
 *   <li>some documents of a corpus, or lines, too many to hold: {@link dev.podium.file.StoredCorpus},
 *       {@link dev.podium.file.StoredLines}
 *   <li>all of these at once: {@link dev.podium.file.BeirFolder}
 *   <li>features: {@link dev.podium.file.Letor}; ranked lists of others: {@link dev.podium.file.RankLlm},
 *       {@link dev.podium.file.Rankify}
 * </ul>
 *
 * <pre>{@code
 * Run run = TrecRun.read(Path.of("bm25.trec.gz"));
 * Qrels qrels = QrelsFile.read(Path.of("qrels/test.tsv"));
 * try (Corpus corpus = Corpus.open(Path.of("scifact"))) {
 *     for (Candidate document : corpus) { ... }              // one at a time, never all
 * }
 * }</pre>
 *
 * <p>Every file may be gzip: its first two bytes tell, not its name. A line that breaks its format's law ends the reading
 * with a {@link dev.podium.file.BadDataException} that names file, line and law; nothing is skipped, and a file without
 * content is an error too.
 *
 * <p>Characters that are none (bytes that are no UTF-8, half a surrogate pair escaped in JSON) are read as U+FFFD in texts,
 * since old collections hold some and losing a document over one letter helps nobody; what comes out is always well-formed.
 * In the columns of runs and judgments they are an error, as two ids could become one.
 *
 * <p>This is the only package of the core that touches files. Read next: {@code dev.podium.metric}.
 */
@NullMarked
package dev.podium.file;

import org.jspecify.annotations.NullMarked;
