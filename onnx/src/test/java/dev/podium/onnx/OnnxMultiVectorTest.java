package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxMultiVectorTest {

    private static final List<String> DOCUMENTS = List.of("tea is a drink made of leaves", "a car", "green tea", "");

    private static Model open(String settings) {
        return new OnnxBackEnd().open(ModelRef.parse("onnx:" + Fixture.folder(Fixture.MEAN_WITHOUT_PROMPT) + settings));
    }

    private static double[] scores(Model model, String query, List<String> documents) {
        return model.as(PairScoring.class).score(query, documents).stream()
                .mapToDouble(Scored::score)
                .toArray();
    }

    @Test
    void brings_wholes_and_tokens_together_by_their_share() {
        // From Python: onnxruntime 1.32 and numpy on the same files, cosines of wholes and mean of the tokens' best.
        double[] half = {0.876135, 0.785847, 0.928471, 0.793354};
        double[] quarter = {0.885276, 0.799351, 0.942476, 0.802457};
        try (Model model = open("?multi-vector=0.5");
                Model less = open("?multi-vector=0.25")) {
            assertThat(scores(model, "green tea", DOCUMENTS)).containsExactly(half, within(2e-5));
            assertThat(scores(less, "green tea", DOCUMENTS)).containsExactly(quarter, within(2e-5));
        }
    }

    @Test
    void also_embeds_as_without_the_setting_and_counts_pairs() {
        try (Model model = open("?multi-vector=0.5");
                Model plain = open("")) {
            List<String> texts = Fixture.texts(20, 5);
            assertThat(model.as(Embedding.class).embed(texts, Role.PASSAGE))
                    .isEqualTo(plain.as(Embedding.class).embed(texts, Role.PASSAGE));
            assertThat(model.as(PairScoring.class).apart()).isTrue();

            Tally tally = new Tally();
            tally.during(() -> scores(model, "green tea", DOCUMENTS));
            assertThat(tally.counts().texts()).isEqualTo(4); // pairs, as of a cross-encoder
        }
    }

    @Test
    void a_score_is_the_same_alone_and_in_company() {
        List<String> texts = Fixture.texts(60, 11);
        try (Model model = open("?multi-vector=0.7")) {
            double[] together = scores(model, texts.getFirst(), texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(scores(model, texts.getFirst(), List.of(texts.get(i))))
                        .as("seed 11, text %d", i)
                        .containsExactly(together[i]);
            }
        }
    }

    @Test
    void the_default_can_rank_by_it() {
        try (Model model = new OnnxBackEnd().open(ModelRef.parse("onnx:default?multi-vector=0.5"))) {
            double[] scores = scores(
                    model,
                    "how are vitamin d and bone density related",
                    List.of(
                            "The cat sat on the warm windowsill.",
                            "Vitamin D supplementation increased bone mineral density in older women.",
                            "Bone fractures heal in weeks."));

            assertThat(scores[1]).isGreaterThan(scores[2]);
            assertThat(scores[2]).isGreaterThan(scores[0]);
        }
    }

    @Test
    void shares_out_of_range_are_refused_and_without_one_nothing_scores_pairs() {
        assertThatThrownBy(() -> open("?multi-vector=1.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multi-vector (1.5) must be in [0, 1]");
        try (Model model = open("")) {
            assertThatThrownBy(() -> model.as(PairScoring.class)).isInstanceOf(MissingCapabilityException.class);
        }
    }
}
