package dev.podium.torch.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every decoder computes what the reference implementation does, by both kinds of configuration. */
class DecoderGoldenTest {

    private static final Set<String> FOLDERS = Set.of(
            "llama2", "llama3", "smollm2", "smollm3", "mistral", "qwen2", "qwen3", "gemma", "gemma2", "gemma3", "phi3");

    @BeforeAll
    static void models_this_small_are_slower_on_more_than_one_thread() {
        Torch.threads(1);
    }

    @TestFactory
    Stream<DynamicTest> causal_decoders_agree_with_the_reference() {
        return Golden.folders(FOLDERS::contains).stream()
                .flatMap(folder -> Stream.of("config.json", "config.v4.json")
                        .map(config -> DynamicTest.dynamicTest(
                                folder.getFileName() + " by " + config, () -> agrees(folder, config))));
    }

    private static void agrees(Path folder, String config) {
        try (Golden golden = Golden.open(folder);
                Checkpoint checkpoint = Checkpoint.open(folder, config);
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                CausalLm model = CausalLm.of(checkpoint.config(), parameters)) {
            try (Tokenizer tokenizer = Tokenizer.open(folder)) {
                for (JsonNode check : golden.checks()) {
                    try (Scope _ = Scope.open()) {
                        agrees(golden, model, tokenizer, check);
                    }
                }
            }
        }
    }

    private static void agrees(Golden golden, CausalLm model, Tokenizer tokenizer, JsonNode check) {
        JsonNode expect = check.path("expect");
        switch (check.path("kind").asString()) {
            case "tokens" ->
                assertThat(tokenizer.encode(check.path("text").asString(), true).ids())
                        .as(check.path("name").asString())
                        .isEqualTo(Golden.ints(expect));
            case "forward" -> forward(golden, model, Golden.ints(check.path("ids")), expect);
            case "last_logits" -> lastLogits(golden, model, check, expect);
            case "logprobs" -> logProbs(golden, model, check, expect);
            case "greedy" -> greedy(model, check, expect);
            default -> throw new AssertionError("unknown kind in " + check);
        }
    }

    private static void forward(Golden golden, CausalLm model, int[] ids, JsonNode expect) {
        Map<String, float[]> seen = new HashMap<>();
        int layers = model.decoder().spec().layers().size();
        Observer observer = new Observer() {
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
        };
        Tensor hidden = model.decoder().hidden(TokenBatch.of(List.of(ids)), observer);
        seen.put("hidden." + layers, hidden.floats());
        seen.put("logits", model.logits(hidden).floats());
        for (Map.Entry<String, JsonNode> tensor : expect.properties()) {
            golden.assertClose(tensor.getValue().asString(), seen.get(tensor.getKey()));
        }
        golden.assertClose(
                expect.path("logits").asString(),
                model.logits(model.decoder().hidden(TokenBatch.of(List.of(ids)), Observer.NONE)));
    }

    private static void lastLogits(Golden golden, CausalLm model, JsonNode check, JsonNode expect) {
        String name = expect.path("logits").asString();
        JsonNode ids = check.path("ids");
        if (!ids.get(0).isArray()) {
            golden.assertClose(name, joined(model.lastLogits(List.of(Golden.ints(ids)))));
            return;
        }
        int[][] rows = new int[ids.size()][];
        int[][] mask = new int[ids.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Golden.ints(ids.get(i));
            mask[i] = Golden.ints(check.path("mask").get(i));
        }
        TokenBatch batch = TokenBatch.masked(rows, new int[rows.length][rows[0].length], mask);
        Tensor hidden = model.decoder().hidden(batch, Observer.NONE);
        List<Tensor> last = new ArrayList<>();
        for (Packing.Segment segment : batch.packing().segments()) {
            last.add(hidden.select(0, segment.to() - 1));
        }
        golden.assertClose(name, model.logits(dev.podium.torch.tensor.Tensors.stack(last, 0)));
    }

    private static void logProbs(Golden golden, CausalLm model, JsonNode check, JsonNode expect) {
        int[] prompt = Golden.ints(check.path("ids"));
        int[] all = java.util.stream.IntStream.concat(
                        java.util.Arrays.stream(prompt),
                        java.util.Arrays.stream(Golden.ints(check.path("continuation"))))
                .toArray();
        golden.assertClose(
                expect.path("logprobs").asString(), model.logProbs(List.of(all), new int[] {prompt.length})[0]);
    }

    private static void greedy(CausalLm model, JsonNode check, JsonNode expect) {
        int[] ids = Golden.ints(check.path("ids"));
        int[] wanted = Golden.ints(expect);
        for (int token : wanted) {
            float[] logits = model.lastLogits(List.of(ids))[0];
            int best = 0;
            for (int i = 0; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            assertThat(best).as(check.path("name").asString()).isEqualTo(token);
            ids = java.util.Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = best;
        }
    }

    private static float[] joined(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }
}
