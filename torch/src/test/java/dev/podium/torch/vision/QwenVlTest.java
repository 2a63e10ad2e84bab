package dev.podium.torch.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.decoder.Session;
import dev.podium.torch.decoder.Writer;
import dev.podium.torch.decoder.WritingOptions;
import dev.podium.torch.decoder.Written;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QwenVlTest {

    static List<QwenVisionTest.Case> cases() {
        return QwenVisionTest.cases();
    }

    private interface Use {
        void of(QwenVl model, Golden golden) throws IOException;
    }

    private static void with(QwenVisionTest.Case folder, Use use) throws IOException {
        try (Golden golden = Golden.open(folder.folder());
                Checkpoint checkpoint = Checkpoint.open(folder.folder(), folder.config());
                Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
                QwenVl model = QwenVl.of(checkpoint.config(), parameters);
                Scope _ = Scope.open()) {
            use.of(model, golden);
        }
    }

    private static int[] prompt(Golden golden, String name) {
        return Golden.ints(golden.json().path("input_ids").path(name));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void text_and_pictures_are_read_as_in_the_reference_layer_by_layer(QwenVisionTest.Case folder) throws IOException {
        with(folder, (model, golden) -> {
            List<float[]> layers = new ArrayList<>();
            Observer observer = new Observer() {
                @Override
                public void hidden(int layer, Tensor hidden) {
                    layers.add(hidden.floats());
                }
            };
            try (Session session = Session.of(model.text().decoder())) {
                Tensor last =
                        model.read(session, prompt(golden, "one"), QwenVisionTest.patches(golden, "one"), observer);

                layers.set(layers.size() - 1, last.floats());
                for (int i = 0; i < layers.size(); i++) {
                    golden.assertClose("one.hidden_" + i, layers.get(i));
                }
                assertThat(golden.has("one.hidden_" + layers.size())).isFalse();
                golden.assertClose("one.logits", model.text().logits(last));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void two_pictures_give_the_last_logits_of_the_reference(QwenVisionTest.Case folder) throws IOException {
        with(folder, (model, golden) -> {
            int[] all = IntStream.range(0, model.text().vocabulary()).toArray();

            float[] logits = model.lastLogits(prompt(golden, "two"), QwenVisionTest.patches(golden, "two"), all);

            golden.assertClose("two.last_logits", logits);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void from_files_to_an_answer_it_writes_what_the_reference_writes(QwenVisionTest.Case folder) throws IOException {
        with(folder, (model, golden) -> {
            QwenImages images = QwenImages.open(golden.folder());
            try (Tokenizer tokenizer = Tokenizer.open(golden.folder())) {
                Writer writer = new Writer(model.text(), tokenizer);
                for (String name : List.of("one", "two")) {
                    Patches patches = images.of(QwenVisionTest.pictures(
                            golden, QwenVisionTest.grids(golden, name).size()));
                    String rendered = golden.json().path("rendered").path(name).asString();
                    int[] ids = model.expand(tokenizer.encode(rendered, false).ids(), patches.grids());
                    int[] expected =
                            Golden.ints(golden.json().path("greedy").path(name).path("ids"));
                    try (Session session = Session.of(model.text().decoder())) {
                        int[] last = model.begin(session, ids, patches);
                        List<Written> answers = writer.goOn(
                                List.of(session), List.of(last), List.of(WritingOptions.greedy(expected.length)));

                        assertThat(answers.getFirst().ids()).as(name).isEqualTo(expected);
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuses_pictures_behind_what_was_read(QwenVisionTest.Case folder) throws IOException {
        with(folder, (model, golden) -> {
            Patches patches = QwenVisionTest.patches(golden, "one");
            int[] ids = prompt(golden, "one");
            try (Session session = Session.of(model.text().decoder())) {
                model.begin(session, ids, patches);

                assertThatThrownBy(() -> model.read(session, ids, patches, Observer.NONE))
                        .hasMessageContaining("pictures can only be read at its beginning");
                assertThatThrownBy(() -> model.begin(session, new int[] {1}, patches))
                        .hasMessageContaining("must end with text");
            }
        });
    }
}
