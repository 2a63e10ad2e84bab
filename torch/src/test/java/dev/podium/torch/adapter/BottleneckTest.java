package dev.podium.torch.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.head.Pooler;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BottleneckTest {

    private static final Path FOLDER = Path.of("src/test/resources/models/bert-bottleneck");
    private static final List<String> KINDS = List.of("pfeiffer", "houlsby", "pfeiffer_inv", "houlsby_inv");

    @TempDir
    Path temporary;

    private Golden golden;
    private Checkpoint checkpoint;
    private Encoder encoder;
    private final Map<String, Bottleneck> bottlenecks = new HashMap<>();
    private TokenBatch batch;

    @BeforeEach
    void open() {
        golden = Golden.open(FOLDER);
        checkpoint = Checkpoint.open(FOLDER);
        encoder = Encoder.open(checkpoint, Numbers.FLOAT32, Device.CPU);
        KINDS.forEach(kind -> bottlenecks.put(kind, Bottleneck.open(FOLDER.resolve(kind), encoder)));
        int[][] ids = golden.rows("input_ids");
        batch = TokenBatch.masked(ids, new int[ids.length][ids[0].length], golden.rows("attention_mask"));
    }

    @AfterEach
    void close() {
        bottlenecks.values().forEach(Bottleneck::close);
        encoder.close();
        checkpoint.close();
        golden.close();
    }

    private Bottleneck bottleneck(String kind) {
        return bottlenecks.get(kind);
    }

    private float[] hidden() {
        try (Scope _ = Scope.open()) {
            return encoder.hidden(batch, Observer.NONE).floats();
        }
    }

    private void agrees(String name) {
        try (Scope _ = Scope.open()) {
            Tensor last = encoder.hidden(batch, new Observer() {
                @Override
                public void hidden(int layer, Tensor hidden) {
                    golden.assertClose(name + ".hidden_" + layer, hidden);
                }
            });
            golden.assertClose(name + ".last", last);
            golden.assertClose(
                    name + ".pooled", Pooler.of(encoder).orElseThrow().of(last, batch.packing()));
        }
    }

    @Test
    void each_kind_gives_what_adapter_hub_gives_and_none_gives_the_encoder_itself() {
        agrees("off");
        float[] off = hidden();
        try (Adapters adapters = new Adapters()) {
            KINDS.forEach(kind -> adapters.add(kind, Stack.of(encoder, bottleneck(kind))));
            for (String kind : KINDS) {
                adapters.use(kind);
                agrees(kind);
            }
            adapters.use();
            assertThat(hidden()).isEqualTo(off);
        }
    }

    /** A task's adapter reads what a language's made; worked out by the layer on its own. */
    @Test
    void stacked_the_second_reads_what_the_first_made() {
        try (Stack stack = Stack.of(encoder, bottleneck("houlsby"), bottleneck("pfeiffer"));
                Scope _ = Scope.open()) {
            Tensor found = Tensors.normal(3, 32);
            Tensor past = Tensors.normal(3, 32);
            var norm = encoder.parameters().layerNorm("encoder.layer.1.output.LayerNorm", 1e-12);
            var place = dev.podium.torch.encoder.Joining.Place.FEED_FORWARD;
            Tensor first = bottleneck("houlsby").at(1, place).of(found, past, norm);
            Tensor second = bottleneck("pfeiffer").at(1, place).of(first, past, norm);

            assertThat(stack.joined(1, place, found, past, norm).floats())
                    .isEqualTo(norm.of(second.plus(past)).floats());
        }
    }

    @Test
    void split_by_sequences_each_is_as_if_its_own_adapter_were_the_only_one() {
        int tokens = batch.packing().tokens();
        int[] assigned = new int[tokens];
        Arrays.fill(assigned, tokens / 2, tokens, 1);
        try (Split split = Split.of(
                encoder, Stack.of(encoder, bottleneck("pfeiffer_inv")), Stack.of(encoder, bottleneck("houlsby_inv")))) {
            split.lay();
            split.assign(assigned);
            float[] both = hidden();
            float[] first = golden.tensor("pfeiffer_inv.last");
            float[] second = golden.tensor("houlsby_inv.last");
            for (int i = 0; i < both.length; i++) {
                assertThat(both[i]).isCloseTo(i < both.length / 2 ? first[i] : second[i], within(3e-4f));
            }

            Arrays.fill(assigned, -1);
            split.assign(assigned);
            golden.assertClose("off.last", hidden());

            assertThatThrownBy(() -> split.assign(0, 2)).hasMessageContaining("must be in [0, 2)");
            split.assign(0, 1);
            assertThatThrownBy(this::hidden).hasMessageContaining("Stacks were assigned to 2 tokens");
        }
    }

    @Test
    void tokens_of_one_sequence_may_go_through_different_adapters() {
        int[] assigned = new int[batch.packing().tokens()];
        Arrays.setAll(assigned, i -> i % 2);
        try (Split split = Split.of(
                        encoder, Stack.of(encoder, bottleneck("pfeiffer")), Stack.of(encoder, bottleneck("houlsby")));
                Split same = Split.of(
                        encoder, Stack.of(encoder, bottleneck("houlsby")), Stack.of(encoder, bottleneck("houlsby")))) {
            split.lay();
            split.assign(assigned);
            float[] mixed = hidden();
            split.lift();
            same.lay();
            same.assign(assigned);

            golden.assertClose("houlsby.last", hidden());
            assertThat(mixed).isNotEqualTo(golden.tensor("houlsby.last")).doesNotContain(Float.NaN);
        }
    }

    @Test
    void the_part_on_the_embeddings_can_be_undone() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensors.normal(5, 32);
            Tensor y = bottleneck("houlsby_inv").invertible().of(x);

            Tensor off = bottleneck("houlsby_inv").undone(y).minus(x).abs();
            assertThat(off.max(-1, false).sum().item()).isLessThan(1e-5);
            assertThat(y.minus(x).abs().sum().item()).isGreaterThan(1);
            assertThat(bottleneck("pfeiffer").isInvertible()).isFalse();
            assertThatThrownBy(() -> bottleneck("pfeiffer").undone(y))
                    .hasMessageContaining("no part on the embeddings");
        }
    }

    @Test
    void pickles_and_other_kinds_are_refused_with_the_cause() throws IOException {
        Path pickled = Files.createDirectories(temporary.resolve("pickled"));
        String config = Files.readString(FOLDER.resolve("pfeiffer").resolve("adapter_config.json"));
        Files.writeString(pickled.resolve("adapter_config.json"), config);
        Files.write(pickled.resolve("pytorch_adapter.bin"), new byte[] {(byte) 0x80, 2, 'X'});
        assertThatThrownBy(() -> Bottleneck.open(pickled, encoder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("pickle");
        Files.writeString(
                pickled.resolve("adapter_config.json"),
                config.replace("\"is_parallel\": false", "\"is_parallel\": true"));
        assertThatThrownBy(() -> Bottleneck.open(pickled, encoder)).hasMessageContaining("has is_parallel");
        assertThatThrownBy(() ->
                        Bottleneck.open(FOLDER.resolveSibling("llama3-lora").resolve("plain"), encoder))
                .hasMessageContaining("open it as a Lora");
    }
}
