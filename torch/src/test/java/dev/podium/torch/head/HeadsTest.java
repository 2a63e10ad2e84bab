package dev.podium.torch.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HeadsTest {

    @Test
    void a_head_is_what_the_architecture_says_and_the_weights_have() {
        assertThat(kind("bert", "BertForSequenceClassification", "classifier.weight"))
                .isEqualTo(HeadKind.LABELS);
        assertThat(kind("roberta", "RobertaForMaskedLM", "lm_head.dense.weight"))
                .isEqualTo(HeadKind.WORDS);
        assertThat(kind("bert", "BertForPreTraining", "cls.predictions.transform.dense.weight"))
                .isEqualTo(HeadKind.WORDS);
        assertThat(kind("electra", "ElectraForPreTraining", "discriminator_predictions.dense_prediction.weight"))
                .isEqualTo(HeadKind.REPLACED);
        assertThat(kind("bert", "BertModel", "classifier.weight")).isEqualTo(HeadKind.NONE);
        assertThat(kind("bert", "HF_ColBERT", "linear.weight")).isEqualTo(HeadKind.NONE);
        assertThat(kind("modernbert", "HisOwn", "head.dense.weight", "classifier.weight"))
                .isEqualTo(HeadKind.LABELS);
        assertThatThrownBy(() -> kind("bert", "BertForSequenceClassification", "bert.pooler.dense.weight"))
                .hasMessageContaining("BertForSequenceClassification");
    }

    private static HeadKind kind(String modelType, String architecture, String... tensors) {
        String json = "{\"model_type\": \"%s\", \"architectures\": [\"%s\"]}".formatted(modelType, architecture);
        return HeadKind.of(Config.of("a test", new JsonMapper().readTree(json)), new Named(List.of(tensors)));
    }

    @Test
    void some_words_cost_nothing_but_themselves_and_are_the_same() {
        TokenBatch batch = TokenBatch.of(List.of(new int[] {2, 9, 4, 8, 3}, new int[] {2, 4, 3}));
        try (Checkpoint checkpoint = Checkpoint.open(Golden.copy("bert-mlm").folder());
                MaskedLanguageModel model = MaskedLanguageModel.open(checkpoint, Numbers.FLOAT32, Device.CPU);
                Scope _ = Scope.open()) {
            Tensor all = model.logits(batch, 2, 6);
            Tensor some = model.logits(batch, new int[] {2, 6}, new int[] {700, 1});

            assertThat(all.shape()).containsExactly(2, 800);
            assertThat(some.shape()).containsExactly(2, 2);
            float[] expected = all.floats();
            assertThat(some.floats())
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(expected[700], expected[1], expected[1500], expected[801]);
        }
    }

    @Test
    void a_backbone_without_a_pooler_says_so() {
        try (Checkpoint checkpoint =
                        Checkpoint.open(Golden.copy("modernbert-seqcls-cls").folder());
                Encoder encoder = Encoder.open(checkpoint, Numbers.FLOAT32, Device.CPU)) {
            assertThat(Pooler.of(encoder)).isEmpty();
        }
    }

    /** A source of names alone. */
    private record Named(List<String> names) implements TensorSource {

        @Override
        public boolean has(String name) {
            return names.contains(name);
        }

        @Override
        public Tensor read(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] shape(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
