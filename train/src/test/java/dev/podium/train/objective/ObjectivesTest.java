package dev.podium.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.ask.Scorer;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.model.PlainText;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.order.ByScore;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Given;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.data.TrainingSet;
import dev.podium.train.loss.Gmr;
import dev.podium.train.loss.InfoNce;
import dev.podium.train.loss.RankNet;
import dev.podium.train.loss.SoftmaxCrossEntropy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Objectives over a model that is a table: what they say of their slope is what their loss does. */
class ObjectivesTest {

    /** Shows all passages and looks at a letter for each, as FIRST does. */
    private static final Method LETTERS = Method.named("letters")
            .family("listwise")
            .paper("none")
            .needs(NextToken.class)
            .builtAs((model, _) -> new ByScore((Scorer) slate -> {
                StringBuilder text = new StringBuilder(PlainText.of(slate.query()));
                slate.candidates().forEach(one -> text.append('|').append(PlainText.of(one)));
                List<String> labels = IntStream.range(0, slate.size())
                        .mapToObj(i -> String.valueOf((char) ('A' + i)))
                        .toList();
                return model
                        .as(NextToken.class)
                        .logits(List.of(Prompt.plain(Part.fixed(text.toString()))), labels)
                        .getFirst()
                        .logits()
                        .stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
            }));

    /** Asks about each alone, yes or no. */
    private static final Method WORDS = Method.named("words")
            .family("pointwise")
            .paper("none")
            .needs(NextToken.class)
            .builtAs((model, _) -> new ByScore((Scorer) slate -> model
                    .as(NextToken.class)
                    .logits(
                            slate.candidates().stream()
                                    .map(one -> Prompt.plain(
                                            Part.fixed(PlainText.of(slate.query()) + "|" + PlainText.of(one))))
                                    .toList(),
                            List.of("yes", "no"))
                    .stream()
                    .mapToDouble(logits -> logits.probabilities()[0])
                    .toArray()));

    /** Embeds query and candidates. */
    private static final Method VECTORS = Method.named("vectors")
            .family("embedding")
            .paper("none")
            .needs(Embedding.class)
            .builtAs((model, _) -> new ByScore((Scorer) slate -> {
                Embedding embedding = model.as(Embedding.class);
                embedding.embed(List.of(PlainText.of(slate.query())), Embedding.Role.QUERY);
                return embedding
                        .embed(slate.candidates().stream().map(PlainText::of).toList(), Embedding.Role.PASSAGE)
                        .stream()
                        .mapToDouble(one -> one.vector()[0])
                        .toArray();
            }));

    private static final Mixture MIXTURE = new Mixture(
            List.of(new TrainingSet(
                    "made",
                    IntStream.range(0, 12)
                            .mapToObj(q -> Given.list(
                                    "query" + q, List.of(0.0, 1.0, 0.0, 0.0, 0.0), List.of(0.5, 2.0, -1.0, 0.1, 0.3)))
                            .toList())),
            1,
            1);

    private static MethodPrompts prompts(Method method) {
        return new MethodPrompts(method, Map.of(), Set.of(Prompt.Form.PLAIN));
    }

    private static void assertSlope(TableModel model, Objective objective, double tolerance) {
        double[][] slopes = TableModel.slopes(model, objective::learn, 2);

        assertThat(slopes[0]).containsExactly(slopes[1], within(tolerance));
        assertThat(DoubleStream.of(slopes[0]).map(Math::abs).max().orElse(0)).isGreaterThan(10 * tolerance);
        assertThat(model.open).as("passes left open").isZero();
    }

    @Test
    void first_learns_the_words_and_the_ranks_of_one_pass() {
        TableModel model = new TableModel(60, 0.2);

        assertSlope(
                model,
                new FirstObjective(
                        model,
                        prompts(LETTERS),
                        MIXTURE,
                        new Choice(4, 1, 0),
                        1,
                        10,
                        new RankNet().weight(RankNet.Weight.RANKS),
                        3,
                        2,
                        9),
                1e-5);
    }

    @Test
    void first_in_parts_learns_what_the_whole_does() {
        TableModel model = new TableModel(60, 0);
        TableModel parted = new TableModel(60, 0);
        RankNet loss = new RankNet();
        Choice choice = new Choice(4, 1, 0);

        double whole = new FirstObjective(model, prompts(LETTERS), MIXTURE, choice, 1, 2, loss, 4, 4, 9).learn(1);
        double sum = new FirstObjective(parted, prompts(LETTERS), MIXTURE, choice, 1, 2, loss, 4, 1, 9).learn(1);

        assertThat(sum).isCloseTo(whole, within(1e-12));
        assertThat(parted.gradient).containsExactly(model.gradient, within(1e-12));
    }

    @Test
    void a_method_that_reads_two_words_scores_by_their_distance() {
        TableModel model = new TableModel(60, 0.2);
        LabelScorer scorer = new LabelScorer(model, prompts(WORDS));
        TrainingList list = MIXTURE.at(0);

        try (Pass pass = scorer.forward(List.of(list.slate(), list.slate()), Mode.INFER)) {
            assertThat(pass.scores()).hasSize(10);
        }
        assertSlope(
                model,
                new ListObjective(
                        scorer,
                        MIXTURE,
                        new Choice(4, 1, 0),
                        List.of(Aim.atGrades(1, new SoftmaxCrossEntropy()), Aim.atTeacher(1, new RankNet())),
                        3,
                        2),
                1e-5);
    }

    @Test
    void gmr_with_both_parts_of_one_kind_has_the_slope_of_its_loss() {
        TableModel model = new TableModel(60, 0.2);

        for (Gmr own : List.of(new Gmr(Gmr.Weight.SFT, Gmr.Direction.SFT), new Gmr(Gmr.Weight.CL, Gmr.Direction.CL))) {
            assertSlope(model, new GmrObjective(model, prompts(WORDS), MIXTURE, new Choice(4, 1, 0), own, 3), 1e-5);
        }
    }

    @Test
    void vectors_learn_by_contrast_in_parts_what_they_would_at_once() {
        TableModel whole = new TableModel(60, 0);
        TableModel parted = new TableModel(60, 0);
        Choice choice = new Choice(3, 1, 0);
        InfoNce loss = new InfoNce(0.5);

        double value = new ContrastiveObjective(whole, whole, MIXTURE, choice, loss, 6, 100).learn(4);
        double same = new ContrastiveObjective(parted, parted, MIXTURE, choice, loss, 6, 4).learn(4);

        assertThat(same).isCloseTo(value, within(1e-9));
        assertThat(parted.gradient).containsExactly(whole.gradient, within(1e-5));
        assertThat(parted.mostTexts).isEqualTo(4);
        assertThat(whole.open + parted.open).isZero();
    }

    @Test
    void the_second_pass_of_a_cached_gradient_drops_what_the_first_did() {
        TableModel model = new TableModel(60, 0.3);

        assertSlope(
                model,
                new ContrastiveObjective(model, model, MIXTURE, new Choice(3, 1, 0), new InfoNce(0.5), 5, 4),
                2e-4); // vectors are float
    }

    @Test
    void an_embedding_method_learns_any_loss_of_lists() {
        TableModel model = new TableModel(60, 0.2);

        assertSlope(
                model,
                new ListObjective(
                        new EmbeddingScorer(model, VECTORS, Map.of(), Set.of(), 10),
                        MIXTURE,
                        new Choice(4, 1, 0),
                        List.of(Aim.atTeacher(1, new RankNet())),
                        3,
                        2),
                2e-3); // vectors are float, and cosines are scaled by ten
    }

    @Test
    void a_method_that_reads_no_next_token_is_refused_by_name() {
        assertThatThrownBy(() -> prompts(VECTORS))
                .hasMessageStartingWith("The method vectors must read the next token");
    }
}
