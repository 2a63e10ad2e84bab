package dev.podium.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Pipeline;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Retriever;
import dev.podium.Scale;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Bm25Test {

    private static final Bm25Settings PLAIN = Bm25Settings.ANSERINI.analyzedBy("whitespace");

    private static Bm25 over(Bm25Settings settings, String... texts) {
        List<Candidate> corpus = new ArrayList<>();
        for (String text : texts) {
            corpus.add(Candidate.of("d" + (corpus.size() + 1), text));
        }
        return Bm25Index.inMemory(corpus, settings);
    }

    @Test
    void scores_are_those_of_the_formula() {
        // Three documents of 1, 2 and 3 terms, mean length 2; k1 0.9, b 0.4. The term "tea" stands in two of them:
        // idf = ln(1 + (3 - 2 + 0.5) / (2 + 0.5)) = ln 1.6 = 0.470004
        // d1: tf 1, length 1: 1 / (1 + 0.9 (0.6 + 0.4 * 1/2)) = 1 / 1.72 = 0.581395; score 0.273258
        // d3: tf 2, length 3: 2 / (2 + 0.9 (0.6 + 0.4 * 3/2)) = 2 / 3.08 = 0.649351; score 0.305197
        try (Bm25 bm25 = over(PLAIN, "tea", "black coffee", "tea tea milk")) {
            Ranking found = bm25.retrieve(Query.of("tea"));

            assertThat(found.ids()).containsExactly("d3", "d1");
            assertThat(found.scores()).containsExactly(new double[] {0.305197, 0.273258}, offset(1e-6));
            assertThat(found.scale()).isEqualTo(Scale.REAL);
        }
    }

    @Test
    void a_term_counts_as_often_as_the_query_repeats_it() {
        try (Bm25 bm25 = over(PLAIN, "tea", "black coffee", "tea tea milk")) {
            double once = bm25.retrieve(Query.of("tea")).scores()[0];
            double thrice = bm25.retrieve(Query.of("tea tea tea")).scores()[0];

            assertThat(thrice).isCloseTo(3 * once, within(1e-6));
        }
    }

    @Test
    void agrees_with_a_search_by_hand() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<List<String>> texts = IntStream.range(0, 1 + random.nextInt(60))
                    .mapToObj(_ -> words(random, random.nextInt(30), 40))
                    .toList();
            List<String> query = words(random, 1 + random.nextInt(6), 45);
            double k1 = random.nextInt(30) / 10.0;
            double b = random.nextInt(11) / 10.0;
            List<Candidate> corpus = new ArrayList<>();
            texts.forEach(text -> corpus.add(Candidate.of("d" + corpus.size(), String.join(" ", text))));

            try (Bm25 bm25 = Bm25Index.inMemory(corpus, PLAIN.scoredWith(k1, b))) {
                double[] expected = byHand(texts, query, k1, b);
                Ranking found = bm25.retrieve(Query.of(String.join(" ", query)));

                assertThat(found.size()).as("seed %d", seed).isEqualTo((int) IntStream.range(0, expected.length)
                        .filter(i -> texts.get(i).stream().anyMatch(query::contains))
                        .count());
                for (Hit hit : found) {
                    int document = Integer.parseInt(hit.candidate().id().substring(1));
                    assertThat(hit.score())
                            .as("seed %d, document %d", seed, document)
                            .isCloseTo(expected[document], within(1e-5 * Math.max(1, expected[document])));
                }
            }
        }
    }

    private static List<String> words(Random random, int length, int vocabulary) {
        return random.ints(length, 0, vocabulary).mapToObj(i -> "w" + i).toList();
    }

    /** The formula in the comment of {@link Bm25}, one document after another; lengths are below 40, where they are exact. */
    private static double[] byHand(List<List<String>> texts, List<String> query, double k1, double b) {
        double[] scores = new double[texts.size()];
        double n =
                texts.stream().filter(text -> !text.isEmpty()).count(); // a document without a term is none to Lucene
        double mean = texts.stream().mapToInt(List::size).sum() / n;
        for (String term : query) {
            double df = texts.stream().filter(text -> text.contains(term)).count();
            double idf = Math.log(1 + (n - df + 0.5) / (df + 0.5));
            for (int i = 0; i < scores.length; i++) {
                double tf = Collections.frequency(texts.get(i), term);
                if (tf > 0) { // at k1 0 an absent term would be 0 / 0
                    scores[i] += idf * tf / (tf + k1 * (1 - b + b * texts.get(i).size() / mean));
                }
            }
        }
        return scores;
    }

    @Test
    void lengths_above_forty_terms_are_rounded() {
        String forty = "tea" + " x".repeat(39);
        try (Bm25 bm25 = over(PLAIN, forty + " x x", forty + " x", forty)) {
            double[] scores = bm25.retrieve(Query.of("tea")).scores();

            assertThat(scores[0]).isEqualTo(scores[1]); // 40 and 41 terms
            assertThat(scores[2]).isLessThan(scores[1]); // 42 terms
        }
    }

    @Test
    void equal_scores_stand_in_the_order_of_the_collection() {
        try (Bm25 bm25 = over(PLAIN, "tea b", "tea", "tea a", "tea c")) {
            assertThat(bm25.retrieve(Query.of("tea")).ids()).containsExactly("d2", "d1", "d3", "d4");
        }
    }

    @Test
    void a_deeper_search_begins_with_the_shallower_one() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Candidate> corpus = randomCorpus(random, 3000);
            try (Bm25 bm25 = Bm25Index.inMemory(corpus, PLAIN)) {
                Query query = Query.of(String.join(" ", words(random, 8, 60)));
                Ranking deep = bm25.top(3000).retrieve(query);

                for (int k : new int[] {1, 2, 10, 100, 1000}) {
                    assertThat(bm25.top(k).retrieve(query))
                            .as("seed %d, top %d", seed, k)
                            .isEqualTo(deep.top(k));
                }
            }
        }
    }

    private static List<Candidate> randomCorpus(Random random, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> Candidate.of(
                        "d" + random.nextInt(1000) + "-" + i,
                        String.join(" ", words(random, 1 + random.nextInt(12), 60))))
                .toList();
    }

    @Test
    void many_threads_find_what_one_finds() throws Exception {
        Random random = new Random(7);
        try (Bm25 bm25 = Bm25Index.inMemory(randomCorpus(random, 2000), PLAIN);
                var pool = Executors.newFixedThreadPool(8)) {
            List<Query> queries = IntStream.range(0, 100)
                    .mapToObj(i -> Query.of("q" + i, String.join(" ", words(random, 5, 60))))
                    .toList();
            List<Ranking> alone = queries.stream().map(bm25::retrieve).toList();
            List<Callable<Ranking>> tasks = queries.stream()
                    .map(query -> (Callable<Ranking>) () -> bm25.retrieve(query))
                    .toList();

            List<Ranking> together = new ArrayList<>();
            for (var one : pool.invokeAll(tasks)) {
                together.add(one.get());
            }

            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void english_finds_other_forms_of_a_word_and_ignores_stop_words() {
        try (Bm25 bm25 = over(Bm25Settings.ANSERINI, "The foxes' dens", "Running with the wolves", "The end")) {
            assertThat(bm25.retrieve(Query.of("a fox's den")).ids()).containsExactly("d1");
            assertThat(bm25.retrieve(Query.of("the RUN")).ids()).containsExactly("d2");
        }
    }

    @Test
    void a_query_without_terms_finds_nothing() {
        try (Bm25 bm25 = over(Bm25Settings.ANSERINI, "tea", "the the")) {
            for (String empty : List.of("", "  ", "the of and", "?!", "\ud83d")) {
                assertThat(bm25.retrieve(Query.of(empty)))
                        .as("query \"%s\"", empty)
                        .isEqualTo(new Ranking(Query.of(empty), List.of(), Scale.REAL));
            }
        }
    }

    @Test
    void a_query_may_be_longer_than_lucene_allows() {
        List<String> texts = IntStream.range(0, 5000).mapToObj(i -> "w" + i).toList();
        try (Bm25 bm25 = over(PLAIN, texts.toArray(String[]::new)).top(5000)) {
            double alone = bm25.retrieve(Query.of("w0")).scores()[0];

            Ranking found = bm25.retrieve(Query.of(String.join(" ", texts) + " w4321"));

            assertThat(found.size()).isEqualTo(5000);
            assertThat(found.ids().getFirst()).isEqualTo("d4322"); // the term that stands there twice
            assertThat(found.scores()[0]).isCloseTo(2 * alone, within(1e-5));
            assertThat(found.ids().subList(1, 4)).containsExactly("d1", "d2", "d3");
            assertThat(found.scores()[4999]).isEqualTo(alone);
        }
    }

    @Test
    void candidates_come_back_as_they_went_in() {
        Map<String, String> fields = Map.of("year", "1999");
        List<Candidate> corpus = List.of(
                new Candidate("1", new Content.Text("Tea", "black or green", "en"), fields),
                new Candidate("2", new Content.Code("tea = 1", "python"), Map.of()),
                new Candidate("3", new Content.Item("tea pot"), Map.of("price", "7", "", "")),
                new Candidate("4", new Content.History(List.of(new Content.Item("tea"), new Content.Item(""))), fields),
                new Candidate(
                        "5",
                        new Content.Mixed(List.of(Content.text("tea"), new Content.Code("sip()", "java"))),
                        Map.of()));
        try (Bm25 bm25 = Bm25Index.inMemory(corpus, Bm25Settings.ANSERINI)) {
            assertThat(bm25.retrieve(Query.of("tea")).candidates()).containsExactlyInAnyOrderElementsOf(corpus);
        }
    }

    @Test
    void title_and_text_are_one_field() {
        List<Candidate> corpus = List.of(
                new Candidate("1", Content.text("green tea", "leaves"), Map.of()),
                Candidate.of("2", "green tea leaves"));
        try (Bm25 bm25 = Bm25Index.inMemory(corpus, Bm25Settings.ANSERINI)) {
            double[] scores = bm25.retrieve(Query.of("tea leaves")).scores();

            assertThat(scores).hasSize(2);
            assertThat(scores[0]).isEqualTo(scores[1]);
        }
    }

    @Test
    void ids_only_finds_the_same_and_texts_fills_them_in() {
        try (Bm25 bm25 = over(PLAIN, "tea", "black coffee", "tea tea milk")) {
            Ranking full = bm25.retrieve(Query.of("tea"));
            Ranking ids = bm25.idsOnly().retrieve(Query.of("tea"));

            assertThat(ids.candidates()).containsExactly(Candidate.named("d3"), Candidate.named("d1"));
            assertThat(ids.scores()).isEqualTo(full.scores());
            assertThat(bm25.texts().rerank(ids)).isEqualTo(full);
        }
    }

    @Test
    void texts_names_a_candidate_of_another_collection() {
        try (Bm25 bm25 = over(PLAIN, "tea")) {
            Ranking foreign = Ranking.inOrder(Query.of("q7", "tea"), List.of(Candidate.named("x")));

            assertThatThrownBy(() -> bm25.texts().rerank(foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"x\"")
                    .hasMessageContaining("\"q7\"");
        }
    }

    @Test
    void finds_a_candidate_by_its_id() {
        try (Bm25 bm25 = over(PLAIN, "tea", "black coffee")) {
            assertThat(bm25.find("d2")).isEqualTo(Candidate.of("d2", "black coffee"));
            assertThat(bm25.find("d")).isNull();
            assertThat(bm25.find("")).isNull();
            assertThat(bm25.find("x".repeat(100_000))).isNull();
        }
    }

    @Test
    void another_k1_and_b_need_no_other_index() {
        try (Bm25 bm25 = over(PLAIN, "tea", "black coffee", "tea tea milk");
                Bm25 other = over(PLAIN.scoredWith(2, 1), "tea", "black coffee", "tea tea milk")) {
            Bm25 changed = bm25.scoredWith(2, 1);

            assertThat(changed.retrieve(Query.of("tea"))).isEqualTo(other.retrieve(Query.of("tea")));
            assertThat(changed.settings()).isEqualTo(PLAIN.scoredWith(2, 1));
        }
    }

    @Test
    void a_cut_behind_the_search_becomes_its_depth() {
        try (Bm25 bm25 = over(Bm25Settings.ANSERINI, "tea")) {
            Reranker reverse = Reranker.class.cast(Pipeline.Identity.IDENTITY).named("reverse");

            assertThat(bm25.cut(10)).isEqualTo(bm25.top(10));
            assertThat(bm25.cut(10).cut(20)).isEqualTo(bm25.top(10));
            assertThat(bm25.cut(5000)).isEqualTo(bm25);
            assertThat(bm25.cut(10).then(reverse)).isEqualTo(bm25.then(new Pipeline.Cut(10).then(reverse)));
            assertThat(bm25.then(reverse).cut(10))
                    .isEqualTo(new Pipeline.Then(bm25.then(reverse), new Pipeline.Cut(10)));
        }
    }

    @Test
    void prints_its_settings() {
        try (Bm25 bm25 = over(Bm25Settings.ANSERINI, "tea");
                Bm25 german = over(new Bm25Settings(1.2, 0.75, "german"), "Tee")) {
            assertThat(bm25).hasToString("bm25(k1=0.9, b=0.4)");
            assertThat(bm25.top(10)).hasToString("bm25(k1=0.9, b=0.4, top=10)");
            assertThat(german).hasToString("bm25(k1=1.2, b=0.75, analyzer=german)");
        }
    }

    @Test
    void equal_searches_of_one_index_are_equal() {
        try (Bm25 bm25 = over(PLAIN, "tea");
                Bm25 twin = over(PLAIN, "tea")) {
            assertThat(bm25.top(7)).isEqualTo(bm25.top(7)).hasSameHashCodeAs(bm25.top(7));
            assertThat(bm25.scoredWith(1, 1)).isEqualTo(bm25.scoredWith(1, 1));
            assertThat(bm25).isNotEqualTo(bm25.top(7)).isNotEqualTo(bm25.idsOnly());
            assertThat(bm25).as("two indexes in memory are two").isNotEqualTo(twin);
        }
    }

    @Test
    void a_query_in_pictures_is_refused() {
        try (Bm25 bm25 = over(PLAIN, "tea")) {
            Query picture = new Query("q3", new Content.Image(URI.create("file:tea.png"), "image/png"));

            assertThatThrownBy(() -> bm25.retrieve(picture))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"q3\"")
                    .hasMessageContaining("Image");
        }
    }

    @Test
    void a_query_may_be_anything_with_words() {
        try (Bm25 bm25 = over(PLAIN, "tea", "milk")) {
            Retriever search = bm25;
            var contents = List.of(
                    new Content.Code("tea", "java"),
                    new Content.Item("tea"),
                    new Content.History(List.of(new Content.Item("sugar"), new Content.Item("tea"))),
                    new Content.Mixed(List.of(Content.text("tea"), Content.text("sugar"))));

            for (Content content : contents) {
                assertThat(search.retrieve(new Query("q", content)).ids())
                        .as(content.toString())
                        .containsExactly("d1");
            }
        }
    }

    @Test
    void refuses_a_depth_of_zero() {
        try (Bm25 bm25 = over(PLAIN, "tea")) {
            assertThatThrownBy(() -> bm25.top(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(0)");
        }
    }

    @Test
    void refuses_numbers_out_of_range_and_unknown_analyzers() {
        for (double k1 : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Bm25Settings(k1, 0.4, "english"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("k1 (" + k1 + ")");
        }
        for (double b : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new Bm25Settings(0.9, b, "english"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("b (" + b + ")");
        }
        assertThatThrownBy(() -> new Bm25Settings(0.9, 0.4, "klingon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"klingon\"")
                .hasMessageContaining("english, standard, simple, whitespace, arabic");
    }

    @Test
    void every_analyzer_makes_terms_and_finds_them_again() {
        String sample = "Podium 2026 поезд τραίνο قطار ट्रेन 列車 기차 รถไฟ գնացք ரயில் రైలు ট্রেন";
        for (String name : Bm25Settings.analyzers()) {
            try (Bm25 bm25 = over(Bm25Settings.ANSERINI.analyzedBy(name), sample, "zzz")) {
                assertThat(bm25.retrieve(Query.of(sample)).ids()).as(name).containsExactly("d1");
            }
        }
        assertThat(Bm25Settings.analyzers()).hasSize(42).doesNotHaveDuplicates();
    }

    @Test
    void all_hits_of_a_search_are_found_when_asked_for() {
        String[] texts = IntStream.range(0, 2500).mapToObj(i -> "tea " + i).toArray(String[]::new);
        try (Bm25 bm25 = over(PLAIN, texts)) {
            assertThat(bm25.retrieve(Query.of("tea")).size()).isEqualTo(1000);
            assertThat(bm25.top(Integer.MAX_VALUE).retrieve(Query.of("tea")).ids())
                    .isEqualTo(IntStream.rangeClosed(1, 2500)
                            .mapToObj(i -> "d" + i)
                            .collect(Collectors.toList()));
        }
    }
}
