package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.torch.Golden;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What sentence-transformers 6.2 calculates with its own folders, and with those of others that it reads. */
class GoldenFoldersTest {

    private static final List<String> NAMES = List.of("st-", "ce-", "splade", "colbert-", "multi-vector");

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> folders_give_what_the_reference_gives() {
        return folders()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    try (Golden golden = Golden.open(folder);
                            SentenceModel model = SentenceModel.open(folder, Numbers.FLOAT32, Device.CPU)) {
                        assertThat(golden.checks()).isNotEmpty();
                        golden.checks().forEach(check -> check(check, golden, model));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> older_configurations_give_the_same() {
        return folders()
                .filter(folder -> Files.exists(folder.resolve("config.v4.json")))
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    Path older = olderCopy(folder);
                    try (Golden golden = Golden.open(folder);
                            SentenceModel model = SentenceModel.open(older, Numbers.FLOAT32, Device.CPU)) {
                        golden.checks().forEach(check -> check(check, golden, model));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> logits_and_vectors_of_tokens_are_those_of_the_reference() {
        return folders()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    try (Golden golden = Golden.open(folder);
                            SentenceModel model = SentenceModel.open(folder, Numbers.FLOAT32, Device.CPU)) {
                        switch (model) {
                            case CrossEncoder judge -> golden.assertClose("pairs.scores", logits(judge, golden));
                            case LateInteraction late -> {
                                vectors(golden, late, "query", Task.QUERY);
                                vectors(golden, late, "document", Task.DOCUMENT);
                            }
                            case BiEncoder _, SparseEncoder _ -> {}
                        }
                    }
                }));
    }

    private static Stream<Path> folders() {
        return Golden.folders(name -> NAMES.stream().anyMatch(name::startsWith)).stream();
    }

    private Path olderCopy(Path folder) throws IOException {
        Path older = Files.createDirectories(temporary.resolve(folder.getFileName()));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = older.resolve(folder.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (String name : List.of("config", "tokenizer_config")) {
            Files.copy(
                    folder.resolve(name + ".v4.json"),
                    older.resolve(name + ".json"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return older;
    }

    private static void check(JsonNode check, Golden golden, SentenceModel model) {
        JsonNode expect = check.path("expect");
        switch (check.path("kind").asString()) {
            case "embed" -> {
                Task task = task(check.path("role").asString());
                List<String> texts = texts(check.path("texts"));
                golden.assertClose(
                        expect.path("vectors").asString(),
                        switch (model) {
                            case BiEncoder encoder -> joined(encoder.vectors(texts, task));
                            case SparseEncoder sparse ->
                                joined(sparse.encode(texts, task).stream()
                                        .map(vector -> vector.dense(sparse.vocabulary()))
                                        .toArray(float[][]::new));
                            case CrossEncoder _, LateInteraction _ ->
                                throw new AssertionError("no vectors of texts: " + golden.folder());
                        });
            }
            case "scores" ->
                golden.assertClose(
                        expect.path("scores").asString(), scores((CrossEncoder) model, pairs(check.path("pairs"))));
            case "maxsim" -> {
                LateInteraction late = (LateInteraction) model;
                double[][] scores = late.maxsim(
                        late.encode(texts(check.path("queries")), Task.QUERY),
                        late.encode(texts(check.path("documents")), Task.DOCUMENT));
                float[][] rows = new float[scores.length][];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = floats(scores[i]);
                }
                golden.assertClose(expect.path("scores").asString(), joined(rows));
            }
            default -> throw new AssertionError("not known here: " + check);
        }
    }

    private static float[] scores(CrossEncoder judge, List<TextPair> pairs) {
        return joined(judge.scores(pairs, Truncation.LONGEST_FIRST).stream()
                .map(score -> floats(score.scores().stream().mapToDouble(x -> x).toArray()))
                .toArray(float[][]::new));
    }

    private static float[] logits(CrossEncoder judge, Golden golden) {
        return joined(judge.scores(pairs(golden.json().path("pairs")), Truncation.LONGEST_FIRST).stream()
                .map(score -> floats(score.logits().stream().mapToDouble(x -> x).toArray()))
                .toArray(float[][]::new));
    }

    /** The golden vectors of all tokens, of which those count that the golden mask says. */
    private static void vectors(Golden golden, LateInteraction late, String role, Task task) {
        List<TokenVectors> vectors =
                late.encode(texts(golden.json().path(task == Task.QUERY ? "queries" : "documents")), task);
        float[] all = golden.tensor(role + ".vectors");
        long[] counts = golden.longs(role + ".scoring_mask");
        int width = all.length / counts.length;
        int perText = counts.length / vectors.size();
        for (int text = 0; text < vectors.size(); text++) {
            List<Float> expected = new ArrayList<>();
            for (int token = 0; token < perText; token++) {
                if (counts[text * perText + token] == 1) {
                    for (int i = 0; i < width; i++) {
                        expected.add(all[(text * perText + token) * width + i]);
                    }
                }
            }
            float[] actual = vectors.get(text).numbers();
            assertThat(actual).as("%s %d of %s", role, text, golden.folder()).hasSize(expected.size());
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i])
                        .as("number %d of %s %d in %s", i, role, text, golden.folder())
                        .isCloseTo(expected.get(i), org.assertj.core.data.Offset.offset(2e-4f));
            }
        }
    }

    private static Task task(String role) {
        return switch (role) {
            case "query" -> Task.QUERY;
            case "document" -> Task.DOCUMENT;
            default -> Task.NONE;
        };
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static List<TextPair> pairs(JsonNode list) {
        List<TextPair> pairs = new ArrayList<>();
        list.forEach(pair ->
                pairs.add(new TextPair(pair.path(0).asString(), pair.path(1).asString())));
        return pairs;
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private static float[] joined(float[][] rows) {
        int width = rows[0].length;
        float[] joined = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, joined, i * width, width);
        }
        return joined;
    }
}
