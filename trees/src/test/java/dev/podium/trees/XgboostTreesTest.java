package dev.podium.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.train.Trainer;
import dev.podium.train.TrainingPlan;
import dev.podium.train.TrainingWatch;
import dev.podium.train.data.TrainingList;
import dev.podium.train.vectors.BoostedTrees;
import dev.podium.train.vectors.TreePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XgboostTreesTest {

    private static final TreePlan PLAN = new TreePlan(0.3, 4, 0, 1);

    @TempDir
    private Path folder;

    private final Map<String, float[]> features = new HashMap<>();
    private final List<TrainingList> lists = new ArrayList<>();

    /** A candidate is wanted where exactly one of two features is high, which no weighted sum of them tells. */
    @BeforeEach
    void lists() {
        Random random = new Random(3);
        for (int q = 0; q < 40; q++) {
            List<Hit> hits = new ArrayList<>();
            List<Double> grades = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Candidate candidate = Candidate.named(q + "-" + i);
                float[] own = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
                features.put(candidate.id(), own);
                hits.add(new Hit(candidate, 0));
                grades.add(own[0] > 0.5 != own[1] > 0.5 ? 1.0 : 0.0);
            }
            lists.add(new TrainingList(new Slate(Query.of("q" + q, ""), hits, Scale.REAL), grades, List.of()));
        }
    }

    private float[][] vectors(Slate slate) {
        return slate.candidates().stream()
                .map(candidate -> Objects.requireNonNull(features.get(candidate.id())))
                .toArray(float[][]::new);
    }

    private BoostedTrees planted() {
        return new XgboostBackEnd().plant(this::vectors, lists, PLAN);
    }

    private static TrainingPlan trees(long steps) {
        return TrainingPlan.of(steps);
    }

    @Test
    void trees_learn_what_no_weighted_sum_can_tell() throws IOException {
        try (BoostedTrees trees = planted()) {
            double first = trees.learn(0);
            new Trainer(trees, trees, trees(30), List.of(), folder, TrainingWatch.NOBODY).run();

            assertThat(trees.learn(30)).isLessThan(first).isLessThan(0.05);
            Slate slate = lists.getFirst().slate();
            double[] scores = trees.score(slate);
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < 8; j++) {
                    if (lists.getFirst().grades().get(i)
                            > lists.getFirst().grades().get(j)) {
                        assertThat(scores[i]).as("%d over %d", i, j).isGreaterThan(scores[j]);
                    }
                }
            }
        }
        assertThat(folder.resolve("best/trees.json")).exists();
    }

    @Test
    void before_the_first_tree_all_are_alike() {
        try (BoostedTrees trees = planted()) {
            assertThat(trees.score(lists.getFirst().slate())).containsOnly(0);
            assertThatThrownBy(() -> trees.write(folder)).hasMessageContaining("No tree");
        }
    }

    @Test
    void a_run_that_goes_on_grows_the_same_trees() throws IOException {
        try (BoostedTrees whole = planted();
                BoostedTrees cut = planted();
                BoostedTrees resumed = planted()) {
            new Trainer(whole, whole, trees(12), List.of(), folder.resolve("whole"), TrainingWatch.NOBODY).run();
            new Trainer(cut, cut, trees(5), List.of(), folder.resolve("cut"), TrainingWatch.NOBODY).run();
            new Trainer(resumed, resumed, trees(12), List.of(), folder.resolve("cut"), TrainingWatch.NOBODY).resume();

            for (TrainingList list : lists) {
                assertThat(resumed.score(list.slate())).containsExactly(whole.score(list.slate()));
            }
        }
        assertThat(Files.size(folder.resolve("cut/best/trees.json"))).isPositive();
    }

    @Test
    void refuses_grades_that_are_no_steps_and_plans_that_do_not_grow() {
        TrainingList first = lists.getFirst();
        List<Double> between = new ArrayList<>(first.grades());
        between.set(2, 0.5);
        lists.set(0, new TrainingList(first.slate(), between, List.of()));

        assertThatThrownBy(this::planted).hasMessageContaining("A grade (0.5) must be a whole number in [0, 31]");
        assertThatThrownBy(() -> new TreePlan(0, 4, 1, 1)).hasMessageContaining("rate (0.0)");
        assertThatThrownBy(() -> new TreePlan(0.1, 0, 1, 1)).hasMessageContaining("depth (0)");
    }
}
