package dev.podium.torch.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.SequenceScorer;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LoraTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final Path FOLDER = MODELS.resolve("llama3-lora");

    @TempDir
    Path temporary;

    private Golden golden;
    private Checkpoint checkpoint;
    private Parameters parameters;
    private CausalLm model;
    private int[] ids;

    @BeforeAll
    static void models_this_small_are_slower_on_more_than_one_thread() {
        Torch.threads(1);
    }

    @BeforeEach
    void open() {
        golden = Golden.open(FOLDER);
        checkpoint = Checkpoint.open(MODELS.resolve("llama3"));
        parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
        model = CausalLm.of(checkpoint.config(), parameters);
        ids = Golden.ints(golden.json().path("input").path("ids"));
    }

    @AfterEach
    void close() {
        model.close();
        parameters.close();
        checkpoint.close();
        golden.close();
    }

    private float[] logits() {
        try (Scope _ = Scope.open()) {
            return model.logits(model.decoder().hidden(TokenBatch.of(List.of(ids)), Observer.NONE))
                    .floats();
        }
    }

    private Adapters adapters() {
        Adapters adapters = new Adapters();
        for (JsonNode name : golden.json().path("adapters")) {
            adapters.add(name.asString(), Lora.open(FOLDER.resolve(name.asString()), parameters));
        }
        return adapters;
    }

    @Test
    void each_adapter_gives_what_the_reference_gives_and_none_gives_the_model_itself() {
        float[] off = logits();
        golden.assertClose("off", off);
        try (Adapters adapters = adapters()) {
            for (String name : adapters.names()) {
                adapters.use(name);
                golden.assertClose("on." + name, logits());
            }
            adapters.use("plain");
            golden.assertClose("switched_back", logits());
            adapters.use();
            assertThat(logits()).isEqualTo(off);
            adapters.use("plain", "rslora");
            golden.assertClose("both", logits());
            assertThat(adapters.used()).containsExactly("plain", "rslora");
        }
        assertThat(logits()).isEqualTo(off);
    }

    @Test
    void merged_it_is_in_the_weights_and_taken_off_they_are_the_former_ones() {
        float[] off = logits();
        float[] weight =
                parameters.current("model.layers.0.self_attn.q_proj.weight").floats();
        for (JsonNode name : golden.json().path("adapters")) {
            try (Lora lora = Lora.open(FOLDER.resolve(name.asString()), parameters)) {
                lora.merge();
                golden.assertClose("merged." + name.asString(), logits());
                if (name.asString().equals("plain")) {
                    golden.assertClose(
                            "merged.layer0.q_proj", parameters.current("model.layers.0.self_attn.q_proj.weight"));
                }
                lora.lift();
                assertThat(logits()).isEqualTo(off);
                assertThat(parameters
                                .current("model.layers.0.self_attn.q_proj.weight")
                                .floats())
                        .isEqualTo(weight);
            }
        }
    }

    @Test
    void merged_twice_the_upper_one_is_taken_off_first() {
        float[] off = logits();
        try (Lora lower = Lora.open(FOLDER.resolve("plain"), parameters);
                Lora upper = Lora.open(FOLDER.resolve("rslora"), parameters)) {
            lower.merge();
            upper.merge();
            golden.assertClose("both", logits());

            assertThatThrownBy(lower::lift)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Maybe take adapters off in the reverse order");
            upper.lift();
            lower.lift();
            assertThat(logits()).isEqualTo(off);
        }
    }

    @Test
    void what_was_kept_of_a_shared_beginning_is_forgotten_with_the_adapter_that_made_it() {
        List<int[]> prompts = new ArrayList<>();
        for (int last : new int[] {7, 8, 9}) {
            int[] prompt = Arrays.copyOf(ids, ids.length + 1);
            prompt[ids.length] = last;
            prompts.add(prompt);
        }
        float[][] before = model.lastLogits(prompts);
        try (Adapters adapters = adapters()) {
            adapters.use("plain");
            float[][] with = model.lastLogits(prompts);
            float[][] again = model.lastLogits(prompts);
            adapters.use();

            float[] alone;
            try (Lora lora = Lora.open(FOLDER.resolve("plain"), parameters)) {
                lora.lay();
                alone = model.lastLogits(List.of(prompts.getFirst()))[0];
            }
            for (int i = 0; i < alone.length; i++) {
                assertThat(with[0][i]).isCloseTo(alone[i], org.assertj.core.api.Assertions.within(1e-3f));
                assertThat(again[0][i]).isCloseTo(alone[i], org.assertj.core.api.Assertions.within(1e-3f));
            }
            assertThat(model.lastLogits(prompts)).isDeepEqualTo(before);
        }
    }

    @Test
    void a_head_that_was_trained_whole_stands_in_for_the_models_own() {
        Path head = MODELS.resolve("llama3-seqcls-lora").resolve("head");
        try (Golden labels = Golden.open(head.getParent());
                Checkpoint base = Checkpoint.open(MODELS.resolve("llama3-seqcls"));
                Parameters own = base.parameters(Numbers.FLOAT32, Device.CPU);
                SequenceScorer scorer = SequenceScorer.of(base.config(), own);
                Lora lora = Lora.open(head, own)) {
            List<int[]> sequences = new ArrayList<>();
            labels.json().path("ids").forEach(one -> sequences.add(Golden.ints(one)));
            labels.assertClose("off", scored(scorer, sequences));
            float[] off = scored(scorer, sequences);
            lora.lay();
            labels.assertClose("on", scored(scorer, sequences));
            lora.merge();
            labels.assertClose("merged", scored(scorer, sequences));
            lora.lift();
            assertThat(scored(scorer, sequences)).isEqualTo(off);
        }
    }

    private static float[] scored(SequenceScorer scorer, List<int[]> sequences) {
        try (Scope _ = Scope.open()) {
            return scorer.logits(sequences).floats();
        }
    }

    @Test
    void a_checkpoint_without_a_head_is_completed_by_the_adapters() {
        Path head = MODELS.resolve("llama3-seqcls-lora").resolve("head");
        try (Golden labels = Golden.open(head.getParent());
                Checkpoint base = Checkpoint.open(MODELS.resolve("llama3-seqcls"))) {
            TensorSource headless = new Headless(base.source());
            try (Parameters own = Parameters.of(Lora.completed(headless, head), Numbers.FLOAT32, Device.CPU);
                    SequenceScorer scorer = SequenceScorer.of(base.config(), own);
                    Lora lora = Lora.open(head, own)) {
                List<int[]> sequences = new ArrayList<>();
                labels.json().path("ids").forEach(one -> sequences.add(Golden.ints(one)));
                lora.lay();
                labels.assertClose("on", scored(scorer, sequences));
            }
        }
    }

    private record Headless(TensorSource whole) implements TensorSource {
        @Override
        public List<String> names() {
            return whole.names().stream().filter(this::has).toList();
        }

        @Override
        public boolean has(String name) {
            return !name.startsWith("score") && whole.has(name);
        }

        @Override
        public Tensor read(String name) {
            return whole.read(name);
        }

        @Override
        public long[] shape(String name) {
            return whole.shape(name);
        }
    }

    @Test
    void lies_over_weights_that_are_held_rounded_and_cannot_be_merged_into_them() {
        try (Parameters rounded = checkpoint.parameters(Numbers.INT8, Device.CPU);
                CausalLm smaller = CausalLm.of(checkpoint.config(), rounded);
                Lora lora = Lora.open(FOLDER.resolve("plain"), rounded);
                Scope _ = Scope.open()) {
            float[] off = smaller.lastLogits(List.of(ids))[0];
            lora.lay();
            assertThat(smaller.lastLogits(List.of(ids))[0]).isNotEqualTo(off);
            lora.lift();
            assertThat(smaller.lastLogits(List.of(ids))[0]).isEqualTo(off);
            long changes = rounded.changes();
            assertThatThrownBy(lora::merge)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Maybe open the model with numbers=float32.");
            assertThat(rounded.changes()).isEqualTo(changes);
        }
    }

    private Path changed(String from, String to) throws IOException {
        Path copy = Files.createDirectories(temporary.resolve("copy"));
        String config = Files.readString(FOLDER.resolve("plain").resolve("adapter_config.json"));
        assertThat(config).contains(from);
        Files.writeString(copy.resolve("adapter_config.json"), config.replace(from, to));
        Files.copy(
                FOLDER.resolve("plain").resolve("adapter_model.safetensors"),
                copy.resolve("adapter_model.safetensors"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return copy;
    }

    @Test
    void what_calculates_otherwise_or_does_not_fit_is_refused_with_the_cause() throws IOException {
        assertThatThrownBy(() -> Lora.open(changed("\"use_dora\": false", "\"use_dora\": true"), parameters))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("has use_dora (true), which calculates more than W x + B A x");
        assertThatThrownBy(() -> Lora.open(changed("\"LORA\"", "\"IA3\""), parameters))
                .hasMessageContaining("is of the kind \"IA3\" (peft_type), and must be LORA");
        assertThatThrownBy(() -> Lora.open(changed("\"r\": 4", "\"r\": 8"), parameters))
                .hasMessageContaining("must have the rank 8");
        assertThatThrownBy(() -> Lora.open(changed("\"down_proj\"", "\"down_proj\", \"o_proj\""), parameters))
                .hasMessageContaining("should change the layer \"model.layers.0.self_attn.o_proj\"");
        Path pickled = Files.createDirectories(temporary.resolve("pickled"));
        Files.copy(FOLDER.resolve("plain").resolve("adapter_config.json"), pickled.resolve("adapter_config.json"));
        Files.write(pickled.resolve("adapter_model.bin"), new byte[] {(byte) 0x80, 2, 'X'});
        assertThatThrownBy(() -> Lora.open(pickled, parameters))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("pickle");
    }

    @Test
    void modules_are_named_by_endings_numbers_of_layers_or_one_expression() {
        LoraConfig.Targets some = new LoraConfig.Targets(null, List.of("q_proj"), Set.of(0, 2), List.of(), List.of());
        assertThat(some.has("model.layers.2.self_attn.q_proj")).isTrue();
        assertThat(some.has("model.layers.1.self_attn.q_proj")).isFalse();
        assertThat(some.has("model.layers.2.self_attn.eq_proj")).isFalse();
        LoraConfig.Targets named =
                new LoraConfig.Targets(null, List.of("q_proj"), Set.of(0), List.of("blocks"), List.of());
        assertThat(named.has("model.layers.0.self_attn.q_proj")).isFalse();
        assertThat(named.has("model.blocks.0.self_attn.q_proj")).isTrue();
        LoraConfig.Targets expression = new LoraConfig.Targets(
                ".*\\.layers\\.[01]\\..*_proj", List.of(), Set.of(), List.of(), List.of("k_proj"));
        assertThat(expression.has("model.layers.1.mlp.up_proj")).isTrue();
        assertThat(expression.has("model.layers.2.mlp.up_proj")).isFalse();
        assertThat(expression.has("model.layers.1.self_attn.k_proj")).isFalse();
    }
}
