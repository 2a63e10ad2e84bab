package dev.podium.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Hit;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.file.Corpus;
import dev.podium.file.QrelsFile;
import dev.podium.file.QueryFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Test collections, searched to a depth of 1000 with Anserini's settings, against figures that others published or measured. */
class QualityTest {

    private static final Path SHARED = Path.of(System.getProperty("podium.shared", "../../shared"), "data");

    /**
     * A subset of SciFact's training split that comes with Podium; an independent BM25 with exact lengths and a Porter
     * stemmer measured 0.6483.
     */
    @Test
    void scifact_mini_is_as_good_as_an_independent_bm25() {
        Path shipped = Path.of("../data/scifact-mini");
        Path folder = Files.exists(shipped) ? shipped : SHARED.resolve("scifact-mini");

        assertThat(mean(folder, QualityTest::ndcg10)).isCloseTo(0.6483, within(0.001));
    }

    /**
     * Collections too large or not free to come along. SciFact: Anserini's regression for the flat BM25 index is 0.6789.
     * The rest: MAP at 1000 of an independent BM25 with exact lengths, k1 0.9 and b 0.4.
     */
    @TestFactory
    Stream<DynamicTest> larger_collections_agree_with_published_figures() {
        return Stream.of(
                        new Figure("scifact", "nDCG@10", 0.6789, 0.0005),
                        new Figure("cranfield", "AP", 0.386, 0.02),
                        new Figure("cacm", "AP", 0.331, 0.02),
                        new Figure("med", "AP", 0.509, 0.02),
                        new Figure("npl", "AP", 0.286, 0.02))
                .filter(figure -> Files.exists(SHARED.resolve(figure.collection())))
                .map(figure -> DynamicTest.dynamicTest(figure.toString(), () -> {
                    Path folder = SHARED.resolve(figure.collection());
                    assertThat(mean(
                                    folder,
                                    figure.metric().equals("AP") ? QualityTest::averagePrecision : QualityTest::ndcg10))
                            .isCloseTo(figure.value(), within(figure.tolerance()));
                }));
    }

    private record Figure(String collection, String metric, double value, double tolerance) {}

    /** The mean over the judged queries, each ranking in trec_eval's order: score, then id, both falling. */
    private static double mean(Path folder, ToDoubleBiFunction<List<String>, Map<String, Integer>> metric) {
        Qrels qrels = QrelsFile.read(folder.resolve("qrels/test.tsv"));
        try (Corpus corpus = Corpus.open(folder);
                Bm25 bm25 = Bm25Index.inMemory(corpus, Bm25Settings.ANSERINI)) {
            return QueryFile.read(folder.resolve("queries.jsonl.gz")).stream()
                    .filter(query -> qrels.grades().containsKey(query.id()))
                    .mapToDouble(query ->
                            metric.applyAsDouble(asTrecEvalSorts(bm25.idsOnly().retrieve(query)), qrels.of(query.id())))
                    .average()
                    .orElseThrow();
        }
    }

    private static List<String> asTrecEvalSorts(Ranking ranking) {
        return ranking.hits().stream()
                .sorted(Comparator.comparingDouble(Hit::score)
                        .thenComparing(hit -> hit.candidate().id())
                        .reversed())
                .map(hit -> hit.candidate().id())
                .toList();
    }

    private static double ndcg10(List<String> ids, Map<String, Integer> grades) {
        double gain = 0;
        for (int i = 0; i < Math.min(10, ids.size()); i++) {
            gain += Math.max(0, grades.getOrDefault(ids.get(i), 0)) / log2(i + 2);
        }
        List<Integer> best = grades.values().stream()
                .filter(grade -> grade > 0)
                .sorted(Comparator.reverseOrder())
                .limit(10)
                .toList();
        double ideal = 0;
        for (int i = 0; i < best.size(); i++) {
            ideal += best.get(i) / log2(i + 2);
        }
        return ideal == 0 ? 0 : gain / ideal;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static double averagePrecision(List<String> ids, Map<String, Integer> grades) {
        double found = 0;
        double sum = 0;
        for (int i = 0; i < ids.size(); i++) {
            if (grades.getOrDefault(ids.get(i), 0) > 0) {
                found++;
                sum += found / (i + 1);
            }
        }
        double relevant = grades.values().stream().filter(grade -> grade > 0).count();
        return relevant == 0 ? 0 : sum / relevant;
    }
}
