package dev.podium.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.eval.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three plain tables of one report. */
class TablesTest {

    private static final String FOOTNOTE =
            "2 tests (2 systems against base by 1 metric), sign test, Holm at 0.05. 10 queries; intervals by percentile bootstrap (1,000 resamples, seed 42), uncorrected.";

    private final Report report = Samples.upAndDown();

    @Test
    void text_is_aligned_and_explains_its_marks() {
        assertThat(TextTable.of(report)).isEqualTo("""
                        system      RR    time/query
                        ────────────────────────────
                        base    0.5000          1 ms
                        up      1.0000*▲        1 ms
                        down    0.2500 ▼        1 ms
                        * best; ▲ better, ▼ worse than base; %s
                        """.formatted(FOOTNOTE));
    }

    @Test
    void markdown_puts_the_best_in_bold() {
        assertThat(MarkdownTable.of(report)).isEqualTo("""
                        **up improves RR from .500 to 1.000 (+.500, 95%% CI +.500 to +.500, p = .002; Holm over 2 tests: p = .004).**

                        | System | RR | Time a query |
                        |:---|---:|---:|
                        | base *(baseline)* | 0.5000 | 1 ms |
                        | up | **1.0000** ▲ | 1 ms |
                        | down | 0.2500 ▼ | 1 ms |

                        ▲ better, ▼ worse than base; %s
                        """.formatted(FOOTNOTE));
    }

    @Test
    void latex_is_a_booktabs_table() {
        assertThat(LatexTable.of(report)).isEqualTo("""
                        %% \\usepackage{booktabs}
                        \\begin{table}
                          \\centering
                          \\caption{up improves RR from .500 to 1.000 (+.500, 95\\%% CI +.500 to +.500, p = .002; Holm over 2 tests: p = .004). Best in bold; $^{\\dagger}$ better, $^{\\ddagger}$ worse than base; %s}
                          \\begin{tabular}{lrr}
                            \\toprule
                            System & RR & Time/query \\\\
                            \\midrule
                            base & 0.5000\\phantom{$^{\\dagger}$} & 1 ms \\\\
                            up & \\textbf{1.0000}$^{\\dagger}$ & 1 ms \\\\
                            down & 0.2500$^{\\ddagger}$ & 1 ms \\\\
                            \\bottomrule
                          \\end{tabular}
                        \\end{table}
                        """.formatted(FOOTNOTE));
    }

    @Test
    void names_cannot_break_out_of_a_table() {
        String markdown = MarkdownTable.of(Samples.hostile());
        String latex = LatexTable.of(Samples.hostile());

        assertThat(markdown).doesNotContain("<img").doesNotContain("<script").contains("\\|");
        assertThat(markdown.lines().filter(line -> line.startsWith("| ")))
                .allSatisfy(row ->
                        // system, metric and time: four bars that are not escaped
                        assertThat(row.replace("\\|", "")
                                        .chars()
                                        .filter(c -> c == '|')
                                        .count())
                                .isEqualTo(4));
        assertThat(latex.split("\\\\end\\{table\\}", -1)).hasSize(2);
        assertThat(latex).contains("\\textbackslash{}end\\{table\\}").contains("\\$x\\_1\\$");
    }

    @Test
    void tables_can_be_written_in_any_encoding_of_unicode() {
        for (String table : List.of(
                TextTable.of(Samples.hostile()),
                MarkdownTable.of(Samples.hostile()),
                LatexTable.of(Samples.hostile()))) {
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(table)).isTrue();
        }
    }

    @Test
    void warnings_stand_below_every_table() {
        assertThat(TextTable.of(Samples.hostile())).contains("! other ").contains("failed on 5 of 5 queries");
        assertThat(MarkdownTable.of(Samples.hostile())).contains("failed on 5 of 5 queries");
        assertThat(LatexTable.of(Samples.hostile())).contains("% Note: other ");
    }
}
