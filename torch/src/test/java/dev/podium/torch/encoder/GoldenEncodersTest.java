package dev.podium.torch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.text.Encoding;
import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.config.Config;
import dev.podium.torch.head.Discriminator;
import dev.podium.torch.head.HeadKind;
import dev.podium.torch.head.MaskedLanguageModel;
import dev.podium.torch.head.Pooler;
import dev.podium.torch.head.SequenceClassifier;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every encoder's checks.json: what the reference implementation calculates, with the configuration of both generations. */
class GoldenEncodersTest {

    private static final String FAMILIES =
            "(albert|bert|camembert|deberta|distilbert|electra|modernbert|mpnet|roberta|xlmr)-.*";

    private static int threads;

    /** Threads that wait for each other cost more than so small a product. */
    @BeforeAll
    static void calculates_on_one_thread() {
        threads = Torch.threads();
        Torch.threads(1);
    }

    @AfterAll
    static void gives_the_others_back() {
        Torch.threads(threads);
    }

    @TestFactory
    Stream<DynamicTest> a_checkpoint_gives_what_the_reference_gives() {
        return Golden.folders(GoldenEncodersTest::isEncoder).stream()
                .flatMap(folder -> Stream.of("config.json", "config.v4.json")
                        .filter(config -> Files.exists(folder.resolve(config)))
                        .map(config -> DynamicTest.dynamicTest(
                                folder.getFileName() + " " + config, () -> check(folder, config))));
    }

    private static boolean isEncoder(String folder) {
        return folder.matches(FAMILIES) && !folder.equals("bert-bottleneck");
    }

    private static void check(Path folder, String configFile) {
        int done = 0;
        try (Golden golden = Golden.open(folder);
                Checkpoint checkpoint = Checkpoint.open(folder, configFile);
                Tokenizer tokenizer = Tokenizer.open(folder);
                Network network = Network.open(checkpoint)) {
            int limit = Config.readIfThere(folder.resolve("tokenizer_config.json"))
                    .integerOr(checkpoint.config().integer("max_position_embeddings"), "model_max_length");
            for (JsonNode check : golden.checks()) {
                switch (check.path("kind").asString()) {
                    case "tokens" -> tokens(golden, check, tokenizer, limit);
                    case "forward" -> forward(golden, check, network);
                    case "mlm" -> words(golden, check, network);
                    default -> throw new AssertionError("No such kind: " + check);
                }
                done++;
            }
        }
        assertThat(done).isGreaterThan(10);
    }

    private static void tokens(Golden golden, JsonNode check, Tokenizer tokenizer, int limit) {
        String text = check.path("text").asString();
        Encoding encoding = check.has("pair")
                ? tokenizer.encodePair(text, check.path("pair").asString(), limit)
                : tokenizer.encode(text, true);
        int[] ids = encoding.ids();
        int[] expected = Golden.ints(check.path("expect"));
        for (JsonNode item : golden.json().path("items")) {
            if (item.path("text").equals(check.path("text"))
                    && item.path("pair").asString("").equals(check.path("pair").asString(""))) {
                // The fixtures of masked language models were masked after they were cut into tokens.
                for (int masked : Golden.ints(item.path("masked_positions"))) {
                    ids[masked] = expected[masked];
                }
            }
        }
        assertThat(ids).as(check.path("name").asString()).isEqualTo(expected);
    }

    private static void forward(Golden golden, JsonNode check, Network network) {
        try (Scope _ = Scope.open()) {
            Kept kept = new Kept();
            Map<String, float[]> actual = network.run(batch(check), kept);
            actual.putAll(kept.numbers);
            for (Map.Entry<String, JsonNode> expected : check.path("expect").properties()) {
                assertThat(actual).as(check.path("name").asString()).containsKey(expected.getKey());
                golden.assertClose(expected.getValue().asString(), actual.get(expected.getKey()));
            }
        }
    }

    private static void words(Golden golden, JsonNode check, Network network) {
        int[] positions = Golden.ints(check.path("positions"));
        if (positions.length == 0) {
            return;
        }
        MaskedLanguageModel model = ((Network.Words) network).model();
        String name = check.path("expect").path("logits").asString();
        try (Scope _ = Scope.open()) {
            float[] all = model.logits(batch(check), positions).floats();
            golden.assertClose(name, all);

            float[] some =
                    model.logits(batch(check), positions, new int[] {7, 3}).floats();
            int vocabulary = all.length / positions.length;
            for (int i = 0; i < positions.length; i++) {
                assertThat(some[2 * i]).isCloseTo(all[i * vocabulary + 7], within(1e-4f));
                assertThat(some[2 * i + 1]).isCloseTo(all[i * vocabulary + 3], within(1e-4f));
            }
        }
    }

    private static TokenBatch batch(JsonNode check) {
        if (!check.path("ids").path(0).isArray()) {
            int[] ids = Golden.ints(check.path("ids"));
            int[] types = check.has("types") ? Golden.ints(check.path("types")) : new int[ids.length];
            return TokenBatch.of(List.of(ids), List.of(types));
        }
        int[][] ids = rows(check.path("ids"));
        int[][] types = check.has("types") ? rows(check.path("types")) : new int[ids.length][ids[0].length];
        return TokenBatch.masked(ids, types, rows(check.path("mask")));
    }

    private static int[][] rows(JsonNode lists) {
        int[][] rows = new int[lists.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Golden.ints(lists.path(i));
        }
        return rows;
    }

    /** A model with the head that its checkpoint has. */
    private sealed interface Network extends AutoCloseable {

        Map<String, float[]> run(TokenBatch batch, Observer observer);

        @Override
        void close();

        static Network open(Checkpoint checkpoint) {
            Numbers exact = Numbers.FLOAT32;
            return switch (HeadKind.of(checkpoint.config(), checkpoint.source())) {
                case LABELS -> new Labels(SequenceClassifier.open(checkpoint, exact, Device.CPU));
                case WORDS -> new Words(MaskedLanguageModel.open(checkpoint, exact, Device.CPU));
                case REPLACED -> new Replaced(Discriminator.open(checkpoint, exact, Device.CPU));
                case NONE -> new Bare(Encoder.open(checkpoint, exact, Device.CPU));
            };
        }

        record Labels(SequenceClassifier model) implements Network {
            @Override
            public Map<String, float[]> run(TokenBatch batch, Observer observer) {
                return new HashMap<>(
                        Map.of("logits", model.logits(batch, observer).floats()));
            }

            @Override
            public void close() {
                model.close();
            }
        }

        record Words(MaskedLanguageModel model) implements Network {
            @Override
            public Map<String, float[]> run(TokenBatch batch, Observer observer) {
                model.encoder().hidden(batch, observer);
                return new HashMap<>();
            }

            @Override
            public void close() {
                model.close();
            }
        }

        record Replaced(Discriminator model) implements Network {
            @Override
            public Map<String, float[]> run(TokenBatch batch, Observer observer) {
                return new HashMap<>(
                        Map.of("logits", model.logits(batch, observer).floats()));
            }

            @Override
            public void close() {
                model.close();
            }
        }

        record Bare(Encoder model) implements Network {
            @Override
            public Map<String, float[]> run(TokenBatch batch, Observer observer) {
                Tensor hidden = model.hidden(batch, observer);
                Map<String, float[]> numbers = new HashMap<>();
                Pooler.of(model)
                        .ifPresent(pooler -> numbers.put(
                                "pooled", pooler.of(hidden, batch.packing()).floats()));
                return numbers;
            }

            @Override
            public void close() {
                model.close();
            }
        }
    }

    /** Keeps all that it is shown, by the names of the checks. */
    private static final class Kept implements Observer {

        private final Map<String, float[]> numbers = new HashMap<>();

        @Override
        public void hidden(int layer, Tensor hidden) {
            numbers.put("hidden." + layer, hidden.floats());
            numbers.put("last_hidden", hidden.floats());
        }

        @Override
        public Rows attentionOf(int layer, int sequence, int queries) {
            return new Rows(0, queries);
        }

        @Override
        public void attention(int layer, int sequence, Tensor probabilities) {
            numbers.put("attention." + layer, probabilities.floats());
        }
    }
}
