package dev.podium.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Content;
import dev.podium.Query;
import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9]+)((?:[^<>\"]|\"[^\"]*\")*?)(/?)>");
    private static final Set<String> WITHOUT_END = Set.of("meta", "input");

    @Test
    void says_the_finding_first_and_the_best_in_bold() {
        String page = HtmlPage.of(Samples.upAndDown());

        assertThat(page)
                .contains(
                        "<h1>up improves RR from .500 to 1.000 (+.500, 95% CI +.500 to +.500, p = .002; Holm over 2 tests: p = .004).</h1>")
                .contains("<td class=\"best\" data-v=\"1.0\"><span class=\"v\">1.0000")
                .contains("title=\"significantly worse\">▼")
                .contains("The baseline is never tested against itself");
    }

    @Test
    void asks_nothing_of_the_outside() {
        String page = HtmlPage.of(Samples.random(30, 5, 1));

        assertThat(page)
                .doesNotContainIgnoringCase("http:")
                .doesNotContainIgnoringCase("https:")
                .doesNotContain("src=")
                .doesNotContain("href=")
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("fetch(");
    }

    @Test
    void every_element_is_closed_in_order() {
        for (Report report : List.of(
                Samples.upAndDown(),
                Samples.onlyDown(),
                Samples.alone(),
                Samples.hostile(),
                Samples.random(30, 11, 2))) {
            assertBalanced(HtmlPage.of(report));
        }
    }

    private static void assertBalanced(String page) {
        String markup = page.replaceAll("(?s)<script[^>]*>.*?</script>", "").replaceAll("(?s)<style>.*?</style>", "");
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(markup.replaceFirst("<!DOCTYPE html>", ""));
        int end = 0;
        while (tag.find()) {
            assertThat(tag.start()).as("a bare < near %s", tag.group()).isGreaterThanOrEqualTo(end);
            String name = tag.group(2);
            if (!tag.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(name);
            } else if (tag.group(4).isEmpty() && !WITHOUT_END.contains(name)) {
                open.push(name);
            }
            end = tag.end();
        }
        assertThat(open).isEmpty();
        assertThat(TAG.matcher(markup.replaceFirst("<!DOCTYPE html>", "")).replaceAll(""))
                .doesNotContain("<");
    }

    @Test
    void hostile_words_stay_words() {
        String page = HtmlPage.of(Samples.hostile());

        assertThat(page)
                .doesNotContain("<img")
                .doesNotContain(Samples.HOSTILE.substring(0, 20))
                .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot; &#39;single&#39;")
                .contains("\\u003c/script\\u003e\\u003cimg src=x")
                .doesNotContain("\ud800 ");
        // the data and the behaviour: two script elements, ended twice
        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(page.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
    }

    @Test
    void reads_in_light_in_dark_and_on_paper() {
        assertThat(HtmlPage.of(Samples.upAndDown()))
                .contains("color-scheme:light dark")
                .contains("@media (prefers-color-scheme:dark)")
                .contains("@media print")
                .contains("<html lang=\"en\">");
    }

    @Test
    void every_plot_tells_what_it_shows_to_those_who_do_not_see_it() {
        String page = HtmlPage.of(Samples.random(30, 4, 3));

        Matcher svg = Pattern.compile("<svg[^>]*>").matcher(page);
        int plots = 0;
        while (svg.find()) {
            assertThat(svg.group()).matches(".*(role=\"img\" aria-label=\"[^\"]+\"|aria-hidden=\"true\").*");
            plots++;
        }
        // by two metrics: one against time, three differences and four distributions; three intervals and an axis
        assertThat(plots).isEqualTo(2 * (1 + 3 + 4 + 3 + 1));
        assertThat(page).contains("30 queries, mean").contains("above").contains("RR against time a query");
    }

    @Test
    void each_query_has_its_place_in_the_bars_and_in_the_data() {
        Report report = Samples.random(25, 2, 4);
        String page = HtmlPage.of(report);

        Matcher order = Pattern.compile("data-order=\"([^\"]*)\"").matcher(page);
        assertThat(order.find()).isTrue();
        List<Integer> queries = Pattern.compile(",")
                .splitAsStream(order.group(1))
                .map(Integer::valueOf)
                .toList();
        assertThat(queries).hasSize(25).doesNotHaveDuplicates();
        Scored system = report.systems().get(1);
        Scored base = report.system(report.baseline());
        for (int i = 1; i < 25; i++) {
            assertThat(difference(report, system, base, queries.get(i - 1)))
                    .isGreaterThanOrEqualTo(difference(report, system, base, queries.get(i)));
        }
        assertThat(page).contains("[\"1\",\"text of 1\"],[\"2\",\"text of 2\"]");
    }

    private static double difference(Report report, Scored system, Scored base, int query) {
        String id = report.queries().get(query).id();
        return system.by("RR").values().getOrDefault(id, -9.0)
                - base.by("RR").values().getOrDefault(id, -9.0);
    }

    @Test
    void a_long_list_of_queries_says_that_it_is_cut() {
        assertThat(HtmlPage.of(Samples.random(1001, 2, 5)))
                .contains("The 1,000 of 1,001 queries on which the systems differ most.");
        assertThat(HtmlPage.of(Samples.random(1000, 2, 5))).doesNotContain("on which the systems differ most");
    }

    @Test
    void failures_are_listed_by_cause() {
        assertThat(HtmlPage.of(Samples.hostile()))
                .contains("<h2>Failures</h2>")
                .contains("5 in all")
                .contains("IllegalStateException: &lt;/script&gt;");
    }

    @Test
    void the_same_report_makes_the_same_page_in_every_country() {
        String page = HtmlPage.of(Samples.random(20, 3, 6));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(HtmlPage.of(Samples.random(20, 3, 6))).isEqualTo(page);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void every_kind_of_query_has_words() {
        assertThat(HtmlPage.text(Query.of("q", "tea"))).isEqualTo("tea");
        assertThat(HtmlPage.text(new Query("q", new Content.Molecule("CCO")))).isEqualTo("CCO");
        assertThat(HtmlPage.text(new Query("q", new Content.Spectrum(List.of(new Content.Peak(1, 2)), 500.25, 2))))
                .isEqualTo("spectrum of 1 peaks, precursor 500.2500 Th");
        assertThat(HtmlPage.text(new Query("q", new Content.History(List.of(new Content.Item("a"))))))
                .isEqualTo("history of 1 items");
    }
}
