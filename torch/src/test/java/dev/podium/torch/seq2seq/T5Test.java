package dev.podium.torch.seq2seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class T5Test {

    private static final String CARRIED = "t5-v1.1-gated-untied";

    /** A T5 folder in one of its two styles of configuration. */
    record Case(Path folder, String config) {

        @Override
        public String toString() {
            return folder.getFileName() + " " + config;
        }
    }

    static List<Case> whole() {
        return cases(false);
    }

    static List<Case> encodersAlone() {
        return cases(true);
    }

    private static List<Case> cases(boolean encoder) {
        List<Case> cases = new ArrayList<>();
        for (Path folder : Golden.folders(name -> name.matches("(t5|mt5).*") && name.endsWith("-encoder") == encoder)) {
            cases.add(new Case(folder, "config.json"));
            cases.add(new Case(folder, "config.v4.json"));
        }
        return cases;
    }

    /** What is looked at, copied. */
    private static final class Seen implements Observer {

        private final Map<String, float[]> seen = new HashMap<>();

        @Override
        public void hidden(int layer, Tensor hidden) {
            seen.put("hidden." + layer, hidden.floats());
        }

        @Override
        public Rows attentionOf(int layer, int sequence, int queries) {
            return new Rows(0, queries);
        }

        @Override
        public void attention(int layer, int sequence, Tensor probabilities) {
            seen.put("attention." + layer, probabilities.floats());
        }

        @Override
        public Rows crossAttentionOf(int layer, int sequence, int queries) {
            return new Rows(0, queries);
        }

        @Override
        public void crossAttention(int layer, int sequence, Tensor probabilities) {
            seen.put("cross_attention." + layer, probabilities.floats());
        }
    }

    private interface Use {
        void of(T5 model, Golden golden);
    }

    private static void with(Path folder, String config, Use use) {
        try (Golden golden = Golden.open(folder);
                Checkpoint checkpoint = Checkpoint.open(folder, config);
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Scope _ = Scope.open()) {
            use.of(T5.of(checkpoint.config(), parameters), golden);
        }
    }

    private static void with(Case folder, Use use) {
        with(folder.folder(), folder.config(), use);
    }

    private static Memory memory(T5 model, List<int[]> texts) {
        TokenBatch batch = TokenBatch.of(texts);
        return Memory.of(model.encoder().hidden(batch, Observer.NONE), batch.packing());
    }

    private static Memory masked(T5 model, Golden golden, String name) {
        int[][] ids = golden.rows(name + ".input_ids");
        int[][] mask = golden.rows(name + ".attention_mask");
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            texts.add(Arrays.copyOf(ids[i], Arrays.stream(mask[i]).sum()));
        }
        return memory(model, texts);
    }

    private static int last(Map<String, float[]> seen) {
        int layer = 0;
        while (seen.containsKey("hidden." + (layer + 1))) {
            layer++;
        }
        return layer;
    }

    @ParameterizedTest
    @MethodSource({"whole", "encodersAlone"})
    void texts_become_the_tokens_of_the_reference(Case folder) {
        try (Golden golden = Golden.open(folder.folder());
                Tokenizer tokenizer = Tokenizer.open(folder.folder())) {
            for (JsonNode check : golden.checks()) {
                if (check.path("kind").asString().equals("tokens")) {
                    int[] ids = tokenizer
                            .encode(check.path("text").asString(), true)
                            .ids();
                    int[] expected = Golden.ints(check.path("expect"));
                    // Cutting is not the tokenizer's but the prompt's: what was kept must be the beginning, and the
                    // mark at the end.
                    assertThat(Arrays.copyOf(ids, expected.length - 1))
                            .as(check.path("name").asString())
                            .isEqualTo(Arrays.copyOf(expected, expected.length - 1));
                    assertThat(ids[ids.length - 1]).isEqualTo(expected[expected.length - 1]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void encoder_decoder_and_what_lies_between_are_those_of_the_reference(Case folder) {
        with(folder, (model, golden) -> {
            int checked = 0;
            for (JsonNode check : golden.checks()) {
                if (check.path("kind").asString().equals("seq2seq")) {
                    TokenBatch text = TokenBatch.of(List.of(Golden.ints(check.path("ids"))));
                    Seen reading = new Seen();
                    Seen writing = new Seen();
                    Tensor read = model.encoder().hidden(text, reading);
                    Tensor written = model.decoder()
                            .hidden(
                                    Memory.of(read, text.packing()),
                                    model.decoder().embed(Golden.ints(check.path("decoder_ids"))),
                                    writing);
                    Map<String, float[]> all = new HashMap<>();
                    reading.seen.put("hidden." + last(reading.seen), read.floats());
                    writing.seen.put("hidden." + last(writing.seen), written.floats());
                    reading.seen.forEach((name, numbers) -> all.put("encoder_" + name, numbers));
                    writing.seen.forEach(
                            (name, numbers) -> all.put(name.startsWith("cross") ? name : "decoder_" + name, numbers));
                    all.put("logits", model.logits(written).floats());
                    for (Map.Entry<String, JsonNode> expected :
                            check.path("expect").properties()) {
                        assertThat(all).containsKey(expected.getKey());
                        golden.assertClose(expected.getValue().asString(), all.get(expected.getKey()));
                        checked++;
                    }
                }
            }
            assertThat(checked).isGreaterThan(70);
        });
    }

    @ParameterizedTest
    @MethodSource("encodersAlone")
    void an_encoder_alone_is_that_of_the_reference(Case folder) {
        try (Golden golden = Golden.open(folder.folder());
                Checkpoint checkpoint = Checkpoint.open(folder.folder(), folder.config());
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                Scope _ = Scope.open()) {
            T5Encoder encoder = T5Encoder.of(checkpoint.config(), parameters);
            for (JsonNode check : golden.checks()) {
                if (check.path("kind").asString().equals("forward")) {
                    Seen seen = new Seen();
                    Tensor hidden = encoder.hidden(TokenBatch.of(List.of(Golden.ints(check.path("ids")))), seen);
                    seen.seen.put("hidden." + last(seen.seen), hidden.floats());
                    Tensor mean = hidden.mean(0, true);
                    Tensor length = mean.times(mean).sum(1, true).sqrt();
                    for (int i = 0; golden.has("item" + i + ".input_ids"); i++) {
                        if (Arrays.equals(golden.rows("item" + i + ".input_ids")[0], Golden.ints(check.path("ids")))) {
                            golden.assertClose("item" + i + ".mean_pooled_normalised", mean.over(length));
                        }
                    }
                    for (Map.Entry<String, JsonNode> expected :
                            check.path("expect").properties()) {
                        if (seen.seen.containsKey(expected.getKey())) {
                            golden.assertClose(expected.getValue().asString(), seen.seen.get(expected.getKey()));
                        }
                    }
                }
            }
            assertThatThrownBy(() -> T5.of(checkpoint.config(), parameters))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("encoder alone");
        }
    }

    @ParameterizedTest
    @MethodSource({"whole", "encodersAlone"})
    void distances_fall_into_the_buckets_of_the_reference(Case folder) {
        try (Golden golden = Golden.open(folder.folder());
                Scope _ = Scope.open()) {
            Tensor table = Tensors.zeros(Kind.FLOAT32, 32, 1);
            for (String half : List.of("encoder", "decoder")) {
                RelativePositions positions = new RelativePositions(table, half.equals("encoder"), 128);
                long[] expected = golden.longs("buckets." + half);
                for (int i = 0; i < expected.length; i++) {
                    assertThat((long) positions.bucket(i - 160)).isEqualTo(expected[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void first_logits_score_as_mono_t5_and_rank_t5_do(Case folder) {
        with(folder, (model, golden) -> {
            JsonNode mono = golden.json().path("monot5");
            Memory memory = masked(model, golden, "first_step");

            Tensor two = model.firstLogits(
                    memory,
                    Tensors.indices(
                            mono.path("false_id").asInt(), mono.path("true_id").asInt()));
            Tensor one = model.firstLogits(
                    memory, Tensors.indices(mono.path("rankt5_token_id").asInt()));
            Tensor all = model.firstLogits(memory, Tensors.upTo(model.vocabulary()));

            golden.assertClose("first_step.false_true_logits", two);
            golden.assertClose("first_step.monot5_score", two.logSoftmax(-1).select(1, 1));
            golden.assertClose("first_step.rankt5_score", one);
            golden.assertClose("first_step.logits", all);
        });
    }

    @ParameterizedTest
    @MethodSource("whole")
    void greedy_texts_are_those_of_the_reference_alone_and_together(Case folder) {
        with(folder, (model, golden) -> {
            List<int[]> texts = new ArrayList<>();
            List<int[]> expected = new ArrayList<>();
            for (JsonNode check : golden.checks()) {
                if (check.path("kind").asString().equals("greedy")) {
                    texts.add(Golden.ints(check.path("ids")));
                    expected.add(Golden.ints(check.path("expect")));
                    assertThat(greedy(model, memory(model, List.of(texts.getLast())), expected.getLast().length))
                            .isEqualTo(new int[][] {expected.getLast()});
                }
            }
            assertThat(greedy(model, memory(model, texts), expected.getFirst().length))
                    .isEqualTo(expected.toArray(int[][]::new));
        });
    }

    private static int[][] greedy(T5 model, Memory memory, int tokens) {
        int[] next = new int[memory.spans().size()];
        Arrays.fill(next, model.start());
        int[][] written = new int[next.length][tokens];
        try (DecoderState state = model.decoder().begin(memory)) {
            for (int t = 0; t < tokens; t++) {
                try (Scope _ = Scope.open()) {
                    long[] best = model.step(state, next).argmax(-1).longs();
                    for (int i = 0; i < next.length; i++) {
                        next[i] = (int) best[i];
                        written[i][t] = next[i];
                    }
                }
            }
        }
        return written;
    }

    @ParameterizedTest
    @MethodSource("whole")
    void given_answers_are_as_probable_as_in_the_reference(Case folder) {
        with(folder, (model, golden) -> {
            JsonNode first = golden.json().path("generation").path("greedy").get(0);
            int[] output = Golden.ints(first.path("output_ids"));
            int[] answer = Arrays.copyOfRange(output, 1, output.length);
            Memory memory = memory(model, List.of(Golden.ints(first.path("input_ids"))));

            Tensor alone = model.logProbabilities(memory, List.of(answer));
            Tensor beside = model.logProbabilities(memory.repeated(2), List.of(new int[] {5, 6}, answer));

            golden.assertClose("generation.greedy_token_logprobs", alone);
            golden.assertClose("generation.greedy_token_logprobs", beside.slice(0, 2, 2 + answer.length));
        });
    }

    @ParameterizedTest
    @MethodSource("whole")
    void texts_fuse_into_one_memory(Case folder) {
        with(folder, (model, golden) -> {
            Memory fused = masked(model, golden, "fusion").fused(5);
            Seen seen = new Seen();
            Tensor hidden =
                    model.decoder().hidden(fused, model.decoder().embed(golden.rows("fusion.decoder_input_ids")), seen);

            golden.assertClose("fusion.logits", model.logits(hidden));
            assertThat(withoutPadding(golden, "fusion.memory"))
                    .hasSize((int) fused.vectors().elements());
            assertSame(withoutPadding(golden, "fusion.memory"), fused.vectors().floats());
            assertSame(
                    seenOnly(golden, "fusion.last_cross_attention"),
                    seen.seen.get("cross_attention." + (last(seen.seen) - 1)));

            JsonNode fusion = golden.json().path("fusion");
            int[] expected = Golden.ints(fusion.path("greedy_output_ids"));
            assertThat(greedy(model, fused, expected.length - 1)[0])
                    .isEqualTo(Arrays.copyOfRange(expected, 1, expected.length));
        });
    }

    private static float[] withoutPadding(Golden golden, String name) {
        float[] numbers = golden.tensor(name);
        long[] mask = golden.longs("fusion.attention_mask");
        int width = numbers.length / mask.length;
        List<Float> kept = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (mask[i / width] == 1) {
                kept.add(numbers[i]);
            }
        }
        return floats(kept);
    }

    private static float[] seenOnly(Golden golden, String name) {
        float[] numbers = golden.tensor(name);
        long[] mask = golden.longs("fusion.attention_mask");
        List<Float> kept = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (mask[i % mask.length] == 1) {
                kept.add(numbers[i]);
            }
        }
        return floats(kept);
    }

    private static float[] floats(List<Float> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i);
        }
        return floats;
    }

    private static void assertSame(float[] expected, float[] actual) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(expected[i] - actual[i])).isLessThan(1e-4f + 1e-4f * Math.abs(expected[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_decoder_reads_vectors_in_place_of_tokens(Case folder) {
        with(folder, (model, golden) -> {
            Tensor vectors = Tensors.of(
                    golden.tensor("injected.decoder_inputs_embeds"), golden.shape("injected.decoder_inputs_embeds"));

            Tensor hidden = model.decoder().hidden(masked(model, golden, "injected"), vectors, Observer.NONE);

            golden.assertClose("injected.last_decoder_hidden", hidden);
            golden.assertClose("injected.logits", model.logits(hidden));
        });
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_decoder_looks_at_views_of_several_texts(Case folder) {
        with(folder, (model, golden) -> {
            Memory views = masked(model, golden, "fusion").places(0, 2).fused(5);
            Tensor vectors = Tensors.of(
                            golden.tensor("injected.decoder_inputs_embeds"),
                            golden.shape("injected.decoder_inputs_embeds"))
                    .slice(1, 0, 1);

            Tensor hidden = model.decoder().hidden(views, vectors, Observer.NONE);

            golden.assertClose("views.memory", views.vectors());
            golden.assertClose("views.decoder_hidden", hidden);
            golden.assertClose(
                    "views.scores", hidden.select(0, 0).matmul(views.vectors().transpose(0, 1)));
        });
    }

    @ParameterizedTest
    @MethodSource("whole")
    void what_stands_beside_a_text_does_not_change_it(Case folder) {
        with(folder, (model, golden) -> {
            for (int seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                List<int[]> texts = new ArrayList<>();
                for (int i = 0; i < 1 + random.nextInt(8); i++) {
                    texts.add(random.ints(1 + random.nextInt(40), 2, 600).toArray());
                }
                Tensor ids = Tensors.indices(7, 300);
                Tensor together = model.firstLogits(memory(model, texts), ids);
                for (int i = 0; i < texts.size(); i++) {
                    float[] alone = model.firstLogits(memory(model, List.of(texts.get(i))), ids)
                            .floats();
                    float[] beside = together.select(0, i).floats();
                    assertThat(beside[0]).as("seed %d, text %d", seed, i).isCloseTo(alone[0], within5(alone[0]));
                    assertThat(beside[1]).as("seed %d, text %d", seed, i).isCloseTo(alone[1], within5(alone[1]));
                }
            }
        });
    }

    private static org.assertj.core.data.Offset<Float> within5(float number) {
        return org.assertj.core.data.Offset.offset(1e-5f * Math.max(1, Math.abs(number)));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void steps_are_what_the_whole_is_and_kept_rows_go_on(Case folder) {
        with(folder, (model, golden) -> {
            Memory memory = memory(model, List.of(new int[] {5, 6, 7, 1}, new int[] {9, 8, 1}));
            int[][] written = {{0, 4, 9, 2}, {0, 3, 3, 5}};
            Tensor whole = model.decoder().hidden(memory, model.decoder().embed(written), Observer.NONE);

            try (DecoderState state = model.decoder().begin(memory)) {
                model.decoder().next(state, model.decoder().embed(new int[] {0, 4}, new int[] {0, 3}), Observer.NONE);
                state.keep(1, 0, 1);
                Tensor next = model.decoder()
                        .next(
                                state,
                                model.decoder().embed(new int[] {3, 5}, new int[] {9, 2}, new int[] {3, 5}),
                                Observer.NONE);

                assertThat(state.length()).isEqualTo(4);
                assertSame(
                        whole.select(0, 1).slice(0, 2, 4).floats(),
                        next.select(0, 0).floats());
                assertSame(
                        whole.select(0, 0).slice(0, 2, 4).floats(),
                        next.select(0, 1).floats());
                assertSame(
                        whole.select(0, 1).slice(0, 2, 4).floats(),
                        next.select(0, 2).floats());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("whole")
    void padding_that_others_made_is_not_seen(Case folder) {
        with(folder, (model, golden) -> {
            int[][] ids = {{5, 6, 7, 1}, {9, 1, 0, 0}};
            TokenBatch padded = TokenBatch.masked(ids, new int[2][4], new int[][] {{1, 1, 1, 1}, {1, 1, 0, 0}});
            Tensor hidden = model.encoder().hidden(padded, Observer.NONE);
            Memory rectangle = Memory.of(hidden, padded.packing());
            Memory packed = memory(model, List.of(new int[] {5, 6, 7, 1}, new int[] {9, 1}));

            assertSame(
                    model.firstLogits(packed, Tensors.indices(3, 4)).floats(),
                    model.firstLogits(rectangle, Tensors.indices(3, 4)).floats());
        });
    }

    @ParameterizedTest
    @MethodSource("whole")
    void an_observer_may_end_early(Case folder) {
        with(folder, (model, golden) -> {
            Map<Integer, float[]> layers = new HashMap<>();
            Observer oneLayer = new Observer() {
                @Override
                public void hidden(int layer, Tensor hidden) {
                    layers.put(layer, hidden.floats());
                }

                @Override
                public boolean goesOnAfter(int count) {
                    return count < 1;
                }
            };
            Tensor hidden = model.encoder().hidden(TokenBatch.of(List.of(new int[] {5, 6, 1})), oneLayer);

            assertThat(layers.keySet()).containsExactly(0, 1);
            assertThat(hidden.floats()).isEqualTo(layers.get(1));
        });
    }

    @org.junit.jupiter.api.Test
    void refuses_what_does_not_fit() {
        with(Golden.copy(CARRIED).folder(), "config.json", (model, golden) -> {
            Memory memory = memory(model, List.of(new int[] {5, 6, 7, 1}, new int[] {9, 1}));

            assertThatThrownBy(() -> memory.fused(3)).hasMessageContaining("must add up to the spans (2)");
            assertThatThrownBy(() -> memory.places(0, 3)).hasMessageContaining("memory of 2 vectors");
            assertThatThrownBy(() -> model.decoder().embed(new int[] {1, 2}, new int[] {1}))
                    .hasMessageContaining("of one length");
            assertThatThrownBy(() ->
                            model.decoder().hidden(memory, model.decoder().embed(new int[] {0}), Observer.NONE))
                    .hasMessageContaining("sequences (1) must be as many as the memories");
            assertThatThrownBy(() -> Memory.of(memory.vectors(), Packing.of(4, 3)))
                    .hasMessageContaining("must lie within the vectors (6)");
        });
    }

    @org.junit.jupiter.api.Test
    void every_carried_folder_is_complete() {
        assertThat(Golden.folders(name -> name.startsWith("t5")))
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(Files.isRegularFile(folder.resolve("checks.json")))
                        .isTrue());
    }
}
