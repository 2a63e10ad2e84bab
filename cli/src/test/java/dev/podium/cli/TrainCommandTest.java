package dev.podium.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    /** A tiny BERT with one label, weights drawn by chance. */
    private static final Path TINY = Path.of("../torch/src/test/resources/models/training-traces");

    private static final List<String> ANIMALS = List.of("cat", "dog", "cow", "fish", "bird", "goat", "duck", "lion");

    @TempDir
    private Path folder;

    /** Questions that a word of the right text answers, which nothing that only counts letters could know. */
    @BeforeEach
    void data() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String animal : ANIMALS) {
            lines.append(
                    "{\"query\": \"food of a %1$s\", \"text\": \"here is the %1$s and its food\"}\n".formatted(animal));
        }
        Files.writeString(folder.resolve("pairs.jsonl"), lines);
    }

    private String recipe(int steps, String more) throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, """
                recipe: cross-encoder
                base: %s
                output: run
                seed: 3
                data:
                  - {name: animals, pairs: pairs.jsonl, hold-out: 2, licence: ours}
                learning: {steps: %d, batch: 4, part: 2, size: 4, rate: 0.002, warm-up: 0, max-tokens: 32, keep-every: 10}
                %s
                card: {name: A tiny one, license: apache-2.0, about: It knows animals.}
                """.formatted(TINY.toAbsolutePath(), steps, more));
        return file.toString();
    }

    private Path run() {
        return folder.resolve("run");
    }

    @Test
    void a_recipe_becomes_a_checkpoint_that_serves() throws IOException {
        Shell shell = Shell.run("train", recipe(40, ""), "--json");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(shell.data().at("/steps").asInt()).isEqualTo(40);
        assertThat(shell.data().at("/lists").asInt()).isEqualTo(6);
        assertThat(shell.data().at("/held_out").asInt()).isEqualTo(2);
        Path best = run().resolve("best");
        assertThat(Files.readString(best.resolve("README.md")))
                .startsWith("---\nlicense: apache-2.0\n")
                .contains("# A tiny one", "| animals | 6 lists | 2 | ours |", "It knows animals.");
        assertThat(Files.readString(best.resolve("config.json"))).contains("BertForSequenceClassification");
        assertThat(Files.readAllLines(run().resolve("log.jsonl"))).hasSizeGreaterThan(40);
        assertThat(Files.readString(run().resolve("log.html"))).contains("<polyline", "Step 40 of 40");

        Path docs = folder.resolve("docs.txt");
        Files.writeString(docs, "here is the dog and its food\nhere is the cow and its food\n");
        Shell served = Shell.run(
                "rerank", "--model", "torch:" + best, "--query", "food of a cow", "--docs", docs.toString(), "--json");
        assertThat(served.code()).as(served.err()).isZero();
        assertThat(served.data().at("/results").size()).isEqualTo(2);
    }

    /** Three features: the first less the second is the grade, the third is noise, the others say which grade; queries are told by sizes. */
    private void features(String name, int queries, int seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 6 * queries; i++) {
            int a = random.nextInt(4);
            int b = random.nextInt(3);
            int grade = Math.max(0, a - b);
            lines.append("%d 1:%d 2:%d 3:%.3f %d:1\n".formatted(grade, a, b, random.nextDouble(), 4 + grade));
        }
        Files.writeString(folder.resolve(name), lines);
        Files.writeString(folder.resolve(name + ".query"), "6\n".repeat(queries));
    }

    private String overFeatures(String recipe, String more) throws IOException {
        features("train.txt", 30, 1);
        features("test.txt", 20, 2);
        Path file = folder.resolve(recipe + ".yaml");
        Files.writeString(file, """
                recipe: %1$s
                output: %1$s
                data:
                  - {name: ours, letor: train.txt, sizes: train.txt.query, hold-out: 5}
                learning: {steps: 100, batch: 8, size: 6, relevant: 6, rate: 0.02}
                %2$s
                evaluation: {every: 50, test: {name: test, letor: test.txt, sizes: test.txt.query}}
                """.formatted(recipe, more));
        return file.toString();
    }

    @Test
    void rankers_over_features_learn_and_rank_a_test_file() throws IOException {
        for (String recipe : List.of("linear", "tsprank", "lambdamart")) {
            Shell shell = Shell.run(
                    "train", overFeatures(recipe, recipe.equals("linear") ? "aims: [{loss: ranknet}]" : ""), "--json");
            assertThat(shell.code()).as(shell.err()).isZero();
            assertThat(shell.data().at("/held_out").asInt()).isEqualTo(5);

            Shell measured = Shell.run(
                    "eval",
                    "--run",
                    folder.resolve(recipe + "/test.trec").toString(),
                    "--qrels",
                    folder.resolve(recipe + "/test.qrels").toString(),
                    "--metrics",
                    "nDCG@6",
                    "--json");
            assertThat(measured.code()).as(measured.err()).isZero();
            // By chance 0.72, by the grades 1.
            assertThat(measured.data().at("/runs/0/metrics/nDCG@6").asDouble())
                    .as(recipe)
                    .isGreaterThan(0.8);
        }
        assertThat(folder.resolve("tsprank/best/forms.safetensors")).exists();
        assertThat(folder.resolve("lambdamart/best/trees.json")).exists();
        assertThat(folder.resolve("linear/best/linear.safetensors")).exists();
    }

    @Test
    void tours_are_learnt_over_what_a_model_embeds_and_served_by_the_method() throws IOException {
        Path file = folder.resolve("tours.yaml");
        Files.writeString(file, """
                recipe: tsprank
                base: default
                output: tours
                data:
                  - {name: animals, pairs: pairs.jsonl}
                learning: {steps: 4, batch: 4, size: 4}
                """);
        Shell shell = Shell.run("train", file.toString(), "--json");
        assertThat(shell.code()).as(shell.err()).isZero();

        Path docs = folder.resolve("docs.txt");
        Files.writeString(docs, "here is the dog and its food\nhere is the cow and its food\n");
        Shell served = Shell.run(
                "rerank",
                "--method",
                "tsprank",
                "--set",
                "weights=" + folder.resolve("tours/best/forms.safetensors"),
                "--query",
                "food of a cow",
                "--docs",
                docs.toString(),
                "--json");
        assertThat(served.code()).as(served.err()).isZero();
        assertThat(served.data().at("/results").size()).isEqualTo(2);
    }

    @Test
    void any_model_teaches_by_any_method() throws IOException {
        String teachers = """
                mining:
                  dense: 2
                  teachers: [{model: "torch:%s", method: yes-no}, {model: "torch:%s"}]
                aims: [{loss: kl, at: teacher}]
                """.formatted(longer("qwen3"), longer("st-dense"));

        Shell shell = Shell.run("train", recipe(4, teachers), "--json");

        assertThat(shell.code()).as(shell.err()).isZero();
        try (Stream<Path> lists = Files.list(run().resolve("lists"))) {
            assertThat(Files.readString(lists.findFirst().orElseThrow())).contains("teacher");
        }
    }

    @Test
    void it_learns() throws IOException {
        Shell.run("train", recipe(60, ""), "--json");

        List<String> steps = Files.readAllLines(run().resolve("log.jsonl")).stream()
                .filter(line -> line.contains("\"loss\""))
                .toList();
        assertThat(mean(steps.subList(50, 60))).isLessThan(mean(steps.subList(0, 10)) / 2);
    }

    private static double mean(List<String> lines) {
        return lines.stream()
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*\"loss\":([^,]*),.*", "$1")))
                .average()
                .orElseThrow();
    }

    @Test
    void mined_lists_are_kept_and_a_run_that_is_done_goes_on_to_nothing() throws IOException {
        String recipe = recipe(12, "");
        Shell.run("train", recipe, "--json");
        byte[] weights = Files.readAllBytes(run().resolve("last/model.safetensors"));
        Path lists;
        try (var files = Files.list(run().resolve("lists"))) {
            lists = files.findFirst().orElseThrow();
        }
        assertThat(Files.readAllLines(lists)).hasSize(8);

        Shell again = Shell.run("train", recipe, "--resume", "--json");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(Files.readAllBytes(run().resolve("last/model.safetensors"))).isEqualTo(weights);
    }

    @Test
    void several_aims_and_an_evaluation_with_patience() throws IOException {
        Shell shell = Shell.run(
                "train",
                recipe(
                        30,
                        "aims: [{loss: softmax}, {loss: ranknet, weight: 0.5}]\nevaluation: {every: 5, patience: 1, depth: 4}"),
                "--json");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(shell.data().at("/best").asDouble()).isBetween(0.0, 1.0);
        assertThat(Files.readAllLines(run().resolve("evaluations.tsv"))).hasSizeBetween(2, 6);
    }

    /** A few steps of another kind over another tiny model. */
    private Shell trained(String kind, String base, String more) throws IOException {
        Path file = folder.resolve(kind + ".yaml");
        Files.writeString(file, """
                recipe: %s
                base: %s
                output: %s-run
                data:
                  - {name: animals, pairs: pairs.jsonl, hold-out: 2}
                learning: {steps: 4, batch: 2, part: 1, size: 4, rate: 0.001, max-tokens: 512}
                %s
                """.formatted(kind, longer(base), kind, more));
        return Shell.run("train", file.toString(), "--json");
    }

    /** A tiny model that reads prompts of the real length: places are rotations, of which there is no table. */
    private Path longer(String base) throws IOException {
        Path to = folder.resolve("longer-" + base);
        if (!Files.exists(to)) {
            try (Stream<Path> files = Files.walk(TINY.resolveSibling(base))) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(TINY.resolveSibling(base).relativize(file)));
                }
            }
            Path config = to.resolve("config.json");
            if (Files.exists(config)) {
                Files.writeString(
                        config,
                        Files.readString(config)
                                .replace("\"max_position_embeddings\": 256", "\"max_position_embeddings\": 1024"));
            }
        }
        return to;
    }

    private void assertTrained(String kind, String base, String more) throws IOException {
        Shell shell = trained(kind, base, more);

        assertThat(shell.code()).as("%s: %s", kind, shell.err()).isZero();
        assertThat(shell.data().at("/steps").asInt()).isEqualTo(4);
        assertThat(shell.data().at("/best").asDouble()).as(kind).isBetween(0.0, 1.0);
        assertThat(folder.resolve(kind + "-run/best")).as(kind).isNotEmptyDirectory();
    }

    @Test
    void a_bi_encoder_learns_by_contrast() throws IOException {
        assertTrained("bi-encoder", "st-dense", "asking: {temperature: 0.05, negatives: 2, part: 3}");
    }

    @Test
    void an_embedder_learns_the_vectors_of_others_and_goes_on_where_it_was() throws IOException {
        Path file = folder.resolve("leaf.yaml");
        Files.writeString(
                file, """
                recipe: leaf
                base: %s
                output: leaf-run
                data:
                  - {name: animals, pairs: pairs.jsonl, keywords: 1, hold-out: 4}
                mining:
                  teachers: [{model: "torch:%s"}, {model: "torch:%s", weight: 0.5}]
                learning: {steps: 60, batch: 6, part: 4, rate: 0.003, warm-up: 0, max-tokens: 64}
                evaluation: {every: 20}
                export: float32
                """.formatted(longer("st-prompts-excluded"), longer("st-dense"), longer("st-last-token-qwen3")));

        Shell shell = Shell.run("train", file.toString(), "--json");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(shell.data().at("/held_out").asInt()).isEqualTo(4);
        List<String> steps = Files.readAllLines(folder.resolve("leaf-run/log.jsonl")).stream()
                .filter(line -> line.contains("\"loss\""))
                .toList();
        assertThat(mean(steps.subList(50, 60))).isLessThan(mean(steps.subList(0, 10)) / 2);
        Path best = folder.resolve("leaf-run/best");
        assertThat(Files.readString(best.resolve("README.md"))).contains("A leaf, trained by Podium");
        String vectors = embedded("torch:" + best);
        assertThat(vectors).contains("\"vector\"");
        assertThat(numbers(embedded("onnx:" + folder.resolve("leaf-run/float32"))))
                .containsExactly(numbers(vectors), within(1e-5));

        Shell again = Shell.run("train", file.toString(), "--resume", "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(embedded("torch:" + best)).isEqualTo(vectors);
    }

    private static double[] numbers(String line) {
        String vector = line.replaceAll("(?s).*\\[(.*)\\].*", "$1");
        return Arrays.stream(vector.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private String embedded(String model) throws IOException {
        Path texts = folder.resolve("texts.jsonl");
        Path vectors = folder.resolve("vectors.jsonl");
        Files.writeString(texts, "{\"id\": \"1\", \"text\": \"food of a cow\"}\n");
        Shell shell = Shell.run("embed", "--model", model, "--texts", texts.toString(), "--output", vectors.toString());
        assertThat(shell.code()).as(shell.err()).isZero();
        return Files.readString(vectors);
    }

    @Test
    void first_learns_words_and_ranks() throws IOException {
        assertTrained("first", "qwen3", "asking: {words: 1, ranks: 10, noise: 5}\naims: [{loss: weighted-ranknet}]");
    }

    @Test
    void a_method_of_labels_learns_over_a_lora() throws IOException {
        assertTrained("labels", "qwen3", "tune: {lora: 4}\nasking: {method: yes-no}");
    }

    @Test
    void answers_are_learnt_as_words() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String animal : ANIMALS) {
            lines.append("{\"prompt\": \"a %1$s says\", \"answer\": \" food\"}\n".formatted(animal));
        }
        Files.writeString(folder.resolve("talk.jsonl"), lines);
        Path file = folder.resolve("writing.yaml");
        Files.writeString(file, """
                recipe: writing
                base: %s
                output: writing-run
                data: [{name: talk, conversations: talk.jsonl, hold-out: 2}]
                learning: {steps: 30, batch: 2, rate: 0.003, warm-up: 0}
                """.formatted(longer("qwen3")));

        Shell shell = Shell.run("train", file.toString(), "--json");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(shell.data().at("/lists").asInt()).isEqualTo(6);
        assertThat(shell.data().at("/best").asDouble()).isNegative();
        List<String> found = Files.readAllLines(folder.resolve("writing-run/evaluations.tsv"));
        assertThat(value(found.getLast())).isGreaterThan(value(found.getFirst()));
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.indexOf('\t') + 1));
    }

    @Test
    void a_lottery_ticket_is_drawn_and_trained() throws IOException {
        assertTrained("labels", "qwen3", "tune: {sparse: 500, frozen: [norm]}");

        assertThat(folder.resolve("labels-run/first/run.safetensors")).exists();
        assertThat(folder.resolve("labels-run/best/delta.safetensors")).exists();
    }

    @Test
    void gmr_learns_by_any_weight_and_direction() throws IOException {
        for (String weight : List.of("sft", "cl", "one", "unlearnt")) {
            assertTrained("gmr", "qwen3", "asking: {weight: %s, direction: cl}".formatted(weight));
        }
    }

    @Test
    void mvp_learns_views() throws IOException {
        assertTrained("mvp", "t5-v1.1-gated-untied", "asking: {apart: 1}\naims: [{loss: softmax}]");
    }

    @Test
    void an_unknown_loss_or_recipe_is_named_with_those_there_are() throws IOException {
        Shell loss = Shell.run("train", recipe(5, "aims: [{loss: sofmax}]"));
        Path other = folder.resolve("other.yaml");
        Files.writeString(other, Files.readString(folder.resolve("recipe.yaml")).replace("cross-encoder", "magic"));
        Shell unknown = Shell.run("train", other.toString());

        assertThat(loss.code()).isEqualTo(2);
        assertThat(loss.err()).contains("\"sofmax\"", "softmax");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("\"magic\"", "cross-encoder");
    }
}
