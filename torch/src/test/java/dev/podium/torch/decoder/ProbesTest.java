package dev.podium.torch.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.Golden;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What can be seen of a decoder, and put into it. */
class ProbesTest {

    @Test
    void attention_mass_is_the_sum_of_the_reference_s_probabilities() {
        try (Tiny tiny = Tiny.open("gemma2");
                CausalLm model = tiny.causal();
                Scope _ = Scope.open()) {
            int[] ids = tiny.text("plain");
            int n = ids.length;
            Observer.Rows rows = new Observer.Rows(n - 3, n - 1);
            List<AttentionMass.Tokens> spans =
                    List.of(new AttentionMass.Tokens(0, 5), new AttentionMass.Tokens(n - 9, n));
            int layers = model.decoder().spec().layers().size();
            // In company that shares its beginning: rows and keys are told as if it were alone.
            int[] other = ids.clone();
            other[n - 1] = 5;
            AttentionMass mass = AttentionMass.of(List.of(rows, rows), List.of(spans, spans), layers)
                    .inLayers(layer -> layer > 0)
                    .inHeads(head -> head != 2);

            model.decoder().hidden(TokenBatch.of(List.of(ids, other)), mass);

            double first = 0;
            for (int layer = 1; layer < layers; layer++) {
                float[] golden = tiny.golden.tensor("plain.attention_" + layer);
                int heads = golden.length / n / n;
                for (int head = 0; head < heads; head++) {
                    if (head != 2) {
                        double sum = 0;
                        for (int row = n - 3; row < n - 1; row++) {
                            for (int key = 0; key < 5; key++) {
                                sum += golden[(head * n + row) * n + key];
                            }
                        }
                        assertThat(mass.at(0, layer, head)[0]).isCloseTo(sum / 2, within(1e-5));
                        first += sum / 2;
                    }
                }
            }
            assertThat(mass.total(0)[0]).isCloseTo(first, within(1e-4));
            assertThat(mass.total(1)[0]).isCloseTo(first, within(1e-4));
            assertThat(mass.at(0, 0, 1)).isEmpty();
        }
    }

    @Test
    void hidden_states_are_told_at_places_and_layers_and_nothing_above_is_calculated() {
        try (Tiny tiny = Tiny.open("llama3");
                CausalLm model = tiny.causal();
                Scope _ = Scope.open()) {
            int[] ids = tiny.text("plain");
            int width = model.decoder().width();

            List<Tensor> hidden = model.decoder().at(List.of(ids), List.of(new int[] {3, 7}), 0, 1, 2);

            for (int layer = 0; layer < 3; layer++) {
                float[] golden = tiny.golden.tensor("plain.hidden_" + layer);
                float[] seen = hidden.get(layer).floats();
                for (int i = 0; i < width; i++) {
                    assertThat(seen[i]).isCloseTo(golden[3 * width + i], within(2e-4f));
                    assertThat(seen[width + i]).isCloseTo(golden[7 * width + i], within(2e-4f));
                }
            }
        }
    }

    @Test
    void an_observer_ends_the_pass() {
        try (Tiny tiny = Tiny.open("llama3");
                CausalLm model = tiny.causal();
                Scope _ = Scope.open()) {
            List<Integer> seen = new ArrayList<>();
            Observer two = new Observer() {
                @Override
                public void hidden(int layer, Tensor hidden) {
                    seen.add(layer);
                }

                @Override
                public boolean goesOnAfter(int layers) {
                    return layers < 2;
                }
            };

            model.decoder().hidden(TokenBatch.of(List.of(tiny.text("plain"))), two);

            assertThat(seen).containsExactly(0, 1, 2);
        }
    }

    @TestFactory
    Stream<DynamicTest> vectors_at_positions_of_three_axes_go_in_as_pictures_do() {
        return Golden.folders(Set.of("qwen2-vl", "qwen2.5-vl")::contains).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    try (Tiny tiny = Tiny.open(folder);
                            CausalLm model = tiny.causal();
                            Scope _ = Scope.open()) {
                        givenVectorsAgree(tiny, model);
                    }
                }));
    }

    private static void givenVectorsAgree(Tiny tiny, CausalLm model) {
        Golden golden = tiny.golden;
        int[] ids = Golden.ints(golden.json().path("input_ids").path("one"));
        int width = model.decoder().width();
        Tensor x = Tensors.of(golden.tensor("one.hidden_0"), ids.length, width);
        try (Session session = Session.of(model.decoder())) {
            Tensor all = session.append(x, golden.rows("one.position_ids"), ids, Observer.NONE);

            golden.assertClose("one.hidden_2", all);
            golden.assertClose("one.logits", model.logits(all));
            int[] greedy = Golden.ints(golden.json().path("greedy").path("one").path("ids"));
            Tensor last = all.select(0, ids.length - 1);
            for (int token : greedy) {
                assertThat(model.logits(last).argmax(-1).longs()[0]).isEqualTo(token);
                last = Session.append(List.of(session), List.of(new int[] {token}))
                        .select(0, 0);
            }
        }
    }
}
