package dev.podium.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {

    private static final Path SHIPPED = Path.of("../recipes");

    @TempDir
    private Path folder;

    private RecipeFile read(String more) throws IOException {
        Path file = folder.resolve("r.yaml");
        Files.writeString(
                file,
                "recipe: cross-encoder\nbase: b\noutput: o\nlearning: {steps: 1}\ndata: [{name: s, pairs: p}]\n"
                        + more);
        return RecipeFile.read(file);
    }

    @Test
    void every_recipe_that_ships_says_what_is_known_here() throws IOException {
        List<Path> recipes;
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            recipes = files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.getFileName().toString().startsWith("experiment"))
                    .toList();
        }

        assertThat(recipes).isNotEmpty();
        for (Path recipe : recipes) {
            RecipeFile said = RecipeFile.read(recipe);
            assertThat(TrainingRun.kinds()).as(recipe.toString()).contains(said.recipe());
            assertThat(Aims.of(said.aims())).as(recipe.toString()).isNotEmpty();
            assertThat(said.data()).as(recipe.toString()).isNotEmpty();
        }
    }

    @Test
    void kinds_are_named_as_their_papers_and_each_has_its_head() {
        assertThat(String.join(" ", TrainingRun.kinds()))
                .isEqualTo(
                        "cross-encoder bi-encoder multi-vector e2rank first labels gmr mvp leaf linear tsprank lambdamart writing");
        assertThat(Objectives.Kind.parse("e2rank").head()).isEqualTo(Tuning.Head.BI_ENCODER);
        assertThatThrownBy(() -> Objectives.Kind.parse("crossencoder"))
                .hasMessageContaining("cross-encoder, bi-encoder")
                .hasMessageContaining("tsprank, lambdamart, writing");
    }

    @Test
    void tunings_are_read_as_the_back_end_says_them() throws IOException {
        assertThat(read("tune: {lora: 8}").tune().tuned()).isEqualTo(new Tuned.Lora(8, 16, 0.05, List.of()));
        assertThat(read("tune: {bottleneck: 16, invertible: true}").tune().tuned())
                .isEqualTo(new Tuned.Bottleneck(16, true));
        assertThat(read("tune: {sparse: 1000, frozen: [LayerNorm]}").tune().tuned())
                .isEqualTo(new Tuned.Sparse(1000, List.of("LayerNorm")));
        assertThat(read("tune: {frozen: [embeddings]}").tune().tuned())
                .isEqualTo(new Tuned.Full(List.of("embeddings")));
    }

    @Test
    void every_loss_of_the_documentation_is_known() throws IOException {
        String documented = Files.readString(Path.of("../docs/training.md"));
        List<String> losses = List.of(
                "softmax",
                "bce",
                "ranknet",
                "weighted-ranknet",
                "soft-ranknet",
                "listnet",
                "listmle",
                "lambdarank",
                "ndcg-loss-2",
                "adr-mse",
                "kl",
                "symmetric-kl",
                "margin-mse",
                "bradley-terry");

        for (String loss : losses) {
            assertThat(documented).contains("`" + loss + "`");
            assertThat(Aims.of(read("aims: [{loss: %s, at: teacher, weight: 2}]".formatted(loss))
                            .aims()))
                    .hasSize(1);
        }
    }
}
