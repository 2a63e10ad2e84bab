package dev.podium.torch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.Golden;
import dev.podium.torch.ResidentMemory;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Dropout;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Masks;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EncoderTest {

    private static final List<String> COPIES =
            List.of("bert-seqcls", "bert-mlm", "deberta-v2-conv-seqcls", "modernbert-seqcls-cls", "mpnet-base");

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

    @Test
    void neighbours_in_a_batch_change_nothing_but_roundings() {
        for (String name : COPIES) {
            with(name, encoder -> {
                for (int seed = 0; seed < 20; seed++) {
                    Random random = new Random(seed);
                    List<int[]> sequences = sequences(random, 1 + random.nextInt(9));
                    if (seed % 2 == 0) {
                        sequences.sort(Comparator.comparingInt(ids -> ids.length));
                    }
                    try (Scope _ = Scope.open()) {
                        TokenBatch batch = TokenBatch.of(sequences);
                        float[] together = encoder.hidden(batch, Observer.NONE).floats();
                        for (int i = 0; i < sequences.size(); i++) {
                            float[] alone = encoder.hidden(TokenBatch.of(List.of(sequences.get(i))), Observer.NONE)
                                    .floats();
                            Packing.Segment at = batch.packing().segments().get(i);
                            assertThat(Arrays.copyOfRange(
                                            together, at.from() * encoder.width(), at.to() * encoder.width()))
                                    .as("%s, sequence %d, seed %d", name, i, seed)
                                    .satisfies(part -> close(part, alone, 1e-5));
                        }
                    }
                }
            });
        }
    }

    @Test
    void padding_at_either_end_is_not_seen_by_the_tokens_beside_it() {
        for (String name : List.of("bert-seqcls", "deberta-v2-conv-seqcls", "modernbert-seqcls-cls")) {
            with(name, encoder -> {
                for (int seed = 0; seed < 20; seed++) {
                    int[] ids = sequences(new Random(seed), 1).getFirst();
                    int[] others = sequences(new Random(seed + 1000), 1).getFirst();
                    int padding = Math.min(others.length, encoder.maxTokens() - ids.length);
                    int[] padded = Arrays.copyOf(ids, ids.length + padding);
                    System.arraycopy(others, 0, padded, ids.length, padding);
                    int[] mask = new int[padded.length];
                    Arrays.fill(mask, 0, ids.length, 1);
                    try (Scope _ = Scope.open()) {
                        TokenBatch batch = TokenBatch.masked(
                                new int[][] {padded}, new int[][] {new int[padded.length]}, new int[][] {mask});
                        float[] beside = encoder.hidden(batch, Observer.NONE).floats();
                        float[] alone = encoder.hidden(TokenBatch.of(List.of(ids)), Observer.NONE)
                                .floats();
                        assertThat(Arrays.copyOf(beside, alone.length))
                                .as("%s, seed %d", name, seed)
                                .satisfies(part -> close(part, alone, 1e-5));
                    }
                }
            });
        }
    }

    @Test
    void looking_does_not_change_what_is_looked_at() {
        for (String name : COPIES) {
            with(name, encoder -> {
                try (Scope _ = Scope.open()) {
                    TokenBatch batch = TokenBatch.of(sequences(new Random(7), 6));
                    Sums sums = new Sums();

                    float[] watched = encoder.hidden(batch, sums).floats();

                    assertThat(encoder.hidden(batch, Observer.NONE).floats())
                            .as(name)
                            .isEqualTo(watched);
                    assertThat(sums.hidden)
                            .as("embeddings and layers of %s", name)
                            .isEqualTo(encoder.spec().layers().size() + 1);
                    assertThat(sums.rows)
                            .isNotEmpty()
                            .allSatisfy(sum -> assertThat(sum).isCloseTo(1f, within(1e-5f)));
                }
            });
        }
    }

    @Test
    void a_window_cut_into_spans_sees_what_a_mask_over_all_shows() {
        with("modernbert-seqcls-cls", encoder -> {
            // 600 tokens in windows of 8 to each side are three spans; the rows that an observer gets are calculated
            // without spans.
            int[] ids = new Random(3).ints(600, 5, 700).toArray();
            try (Scope _ = Scope.open()) {
                Windows windows = new Windows();

                encoder.hidden(TokenBatch.of(List.of(ids)), windows);

                assertThat(windows.widest).isEqualTo(8);
                assertThat(windows.global).isEqualTo(599);
            }
        });
        List<Packing.Group> groups = Packing.of(600).groups();
        try (Scope _ = Scope.open()) {
            Sight sight = Sight.of(groups, 8, false, Device.CPU).getFirst();
            assertThat(sight.spans()).extracting(Sight.Span::from).containsExactly(0, 256, 512);
            assertThat(sight.spans()).extracting(Sight.Span::firstKey).containsExactly(0, 248, 504);
            assertThat(sight.spans()).extracting(Sight.Span::lastKey).containsExactly(264, 520, 600);
            Torch.seed(1);
            Tensor x = Tensors.normal(1, 1, 600, 8);
            Tensor whole = Functional.attention(x, x, x, Masks.window(600, 600, 8, 8), false, 3);
            close(
                    new GroupAttention(x, x, x, null, sight, Dropout.NONE, 3)
                            .attended()
                            .floats(),
                    whole.floats(),
                    1e-5);
        }
    }

    @Test
    void an_observer_ends_the_pass_where_it_wants() {
        with("bert-seqcls", encoder -> {
            try (Scope _ = Scope.open()) {
                TokenBatch batch = TokenBatch.of(List.of(new int[] {2, 7, 8, 3}));
                float[][] second = new float[1][];
                float[] early = encoder.hidden(batch, new Observer() {
                            @Override
                            public boolean goesOnAfter(int layers) {
                                return layers < 2;
                            }
                        })
                        .floats();
                encoder.hidden(batch, new Observer() {
                    @Override
                    public void hidden(int layer, Tensor hidden) {
                        if (layer == 2) {
                            second[0] = hidden.floats();
                        }
                    }
                });

                assertThat(early).isEqualTo(second[0]);
            }
        });
    }

    @Test
    void bytes_for_weights_come_near_to_floats() {
        Path folder = Golden.copy("bert-seqcls").folder();
        TokenBatch batch = TokenBatch.of(sequences(new Random(5), 4));
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                Encoder exact = Encoder.open(checkpoint, Numbers.FLOAT32, Device.CPU);
                Encoder rounded = Encoder.open(checkpoint, Numbers.INT8, Device.CPU);
                Encoder halved = Encoder.open(checkpoint, Numbers.BFLOAT16, Device.CPU);
                Scope _ = Scope.open()) {
            float[] expected = exact.hidden(batch, Observer.NONE).floats();
            close(rounded.hidden(batch, Observer.NONE).floats(), expected, 0.5);
            close(halved.hidden(batch, Observer.NONE).floats(), expected, 0.1);
        }
    }

    @Test
    void native_memory_stays_flat_over_thousands_of_small_calls() {
        for (String name : List.of("bert-seqcls", "deberta-v2-conv-seqcls", "modernbert-seqcls-cls")) {
            with(name, encoder -> {
                TokenBatch batch = TokenBatch.of(
                        Collections.nCopies(15, new Random(11).ints(20, 5, 700).toArray()));
                call(encoder, batch, 100);
                long before = ResidentMemory.bytes();
                call(encoder, batch, 1000);
                // A leak of one [tokens, width] a call were 300 tokens * 32 numbers * 4 bytes * 1000 calls: 38 MB.
                assertThat(ResidentMemory.bytes() - before)
                        .as("bytes more in %s", name)
                        .isLessThan(20L << 20);
            });
        }
    }

    private static void call(Encoder encoder, TokenBatch batch, int times) {
        for (int i = 0; i < times; i++) {
            try (Scope _ = Scope.open()) {
                encoder.hidden(batch, Observer.NONE);
            }
        }
    }

    @Test
    void what_does_not_fit_is_refused_in_words() {
        with("bert-seqcls", encoder -> {
            assertThatThrownBy(() -> encoder.hidden(TokenBatch.of(List.of(new int[49])), Observer.NONE))
                    .hasMessageContaining("position (48)")
                    .hasMessageContaining("48 tokens");
            assertThatThrownBy(() -> encoder.hidden(TokenBatch.of(List.of(new int[] {2, 800})), Observer.NONE))
                    .hasMessageContaining("token id (800)");
            assertThatThrownBy(() -> encoder.hidden(TokenBatch.of(List.of(new int[] {2}, new int[0])), Observer.NONE))
                    .hasMessageContaining("sequence 1 of 2");
        });
        assertThatThrownBy(() -> EncoderSpec.of(config("{\"model_type\": \"llama\"}")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("llama");
        assertThatThrownBy(
                        () -> EncoderSpec.of(
                                config(
                                        "{\"model_type\": \"bert\", \"position_embedding_type\": \"relative_key\", \"hidden_size\": 8}")))
                .hasMessageContaining("relative_key");
    }

    @Test
    void a_file_without_model_type_is_known_by_its_architecture() {
        assertThat(Family.of(config("{\"architectures\": [\"XLMRobertaForSequenceClassification\"]}")))
                .isEqualTo(Family.ROBERTA);
        assertThat(Family.of(config("{\"architectures\": [\"BertModel\"]}"))).isEqualTo(Family.BERT);
        assertThat(Family.of(config("{\"architectures\": [\"DebertaV2ForMaskedLM\"]}")))
                .isEqualTo(Family.DEBERTA);
    }

    private static Config config(String json) {
        return Config.of("a test", new JsonMapper().readTree(json));
    }

    private interface Use {
        void with(Encoder encoder);
    }

    private static void with(String name, Use use) {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.copy(name).folder());
                Encoder encoder = Encoder.open(checkpoint, Numbers.FLOAT32, Device.CPU)) {
            use.with(encoder);
        }
    }

    /** Of 1 to 40 tokens, now and then of equal length. */
    private static List<int[]> sequences(Random random, int count) {
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(4) == 0 ? 12 : 1 + random.nextInt(40);
            sequences.add(random.ints(length, 5, 700).toArray());
        }
        return sequences;
    }

    private static void close(float[] actual, float[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double greatest = 1;
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            greatest = Math.max(greatest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs((double) actual[i] - expected[i]));
        }
        assertThat(worst).isLessThanOrEqualTo(tolerance * greatest);
    }

    /** Counts hidden states, and adds up rows of attention. */
    private static final class Sums implements Observer {

        private int hidden;
        private final List<Float> rows = new ArrayList<>();

        @Override
        public void hidden(int layer, Tensor states) {
            assertThat(layer).isEqualTo(hidden);
            hidden++;
        }

        @Override
        public Rows attentionOf(int layer, int sequence, int queries) {
            return new Rows(queries / 2, queries);
        }

        @Override
        public void attention(int layer, int sequence, Tensor probabilities) {
            for (float sum : probabilities.sum(-1, false).floats()) {
                rows.add(sum);
            }
        }
    }

    /** How far from its own place any query looks, in windows and in global layers. */
    private static final class Windows implements Observer {

        private int widest;
        private int global;

        @Override
        public Rows attentionOf(int layer, int sequence, int queries) {
            return new Rows(0, queries);
        }

        @Override
        public void attention(int layer, int sequence, Tensor probabilities) {
            int length = probabilities.size(2);
            float[] numbers = probabilities.floats();
            int farthest = 0;
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] > 0) {
                    farthest = Math.max(farthest, Math.abs(i / length % length - i % length));
                }
            }
            if (layer % 3 == 0) {
                global = Math.max(global, farthest);
            } else {
                widest = Math.max(widest, farthest);
            }
        }
    }
}
