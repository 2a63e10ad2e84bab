/**
 * What is read of an experiment: a page, a table for a paper, a table for a terminal.
 *
 * <p>Every rendering is a function from a {@link dev.podium.eval.Report} to text; nothing is looked up, asked or written.
 *
 * <pre>{@code
 * Report report = Experiment.of(queries, qrels).compare(bm25, reranked).by(nDCG10, rr10).against(bm25);
 *
 * String page = HtmlPage.of(report);       // one self-contained page: plots, tables, footnotes; no outside request
 * String table = TextTable.of(report);     // for a terminal
 * String readme = MarkdownTable.of(report);
 * String paper = LatexTable.of(report);    // booktabs
 * List<String> said = Findings.of(report); // the result in sentences
 * }</pre>
 *
 * <p>The renderings agree: best in bold, a mark only where the corrected p-value says so, and a footnote that names test,
 * family and level. What failed is in all of them.
 *
 * <p>Read next: {@link dev.podium.report.Findings}, then {@link dev.podium.report.HtmlPage}.
 */
@NullMarked
package dev.podium.report;

import org.jspecify.annotations.NullMarked;
