package dev.podium.cli.training;

import dev.podium.cli.training.RecipeFile.Source;
import dev.podium.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What whoever is handed a checkpoint should know of it, as {@code README.md} beside the weights. */
final class ModelCard {

    private ModelCard() {}

    static void write(
            RecipeFile recipe,
            Trainer.Outcome outcome,
            Map<String, Integer> learnt,
            Map<String, Integer> heldOut,
            Path checkpoint)
            throws IOException {
        Map<String, String> said = recipe.card() == null ? Map.of() : recipe.card();
        StringBuilder card = new StringBuilder("---\n");
        if (said.containsKey("license")) {
            card.append("license: ").append(said.get("license")).append('\n');
        }
        card.append("pipeline_tag: text-ranking\nlibrary_name: podium\n---\n\n# ")
                .append(said.getOrDefault(
                        "name", String.valueOf(Path.of(recipe.output()).getFileName())))
                .append("\n\n");
        if (said.containsKey("about")) {
            card.append(said.get("about").strip()).append("\n\n");
        }
        card.append("A ")
                .append(recipe.recipe())
                .append(", trained by Podium")
                .append(recipe.base() == null ? "" : " from `" + recipe.base() + "`")
                .append(".\n\n");
        card.append("## Data\n\n| source | learnt from | held out | licence |\n| --- | --- | --- | --- |\n");
        for (Source source : recipe.data()) {
            card.append("| %s | %,d %s | %,d | %s |\n"
                    .formatted(
                            source.name(),
                            learnt.getOrDefault(source.name(), 0),
                            recipe.examples(),
                            heldOut.getOrDefault(source.name(), 0),
                            source.licence() == null ? "not said" : source.licence()));
        }
        card.append("\n## Training\n\n");
        card.append("- %,d steps, seed %d\n".formatted(outcome.steps(), RecipeFile.or(recipe.seed(), 1L)));
        if (recipe.aims() != null) {
            recipe.aims()
                    .forEach(aim -> card.append("- loss %s at %s, weight %s\n"
                            .formatted(
                                    aim.loss(), RecipeFile.or(aim.at(), "grades"), RecipeFile.or(aim.weight(), 1.0))));
        }
        if (recipe.mining() != null && recipe.mining().teachers() != null) {
            recipe.mining()
                    .teachers()
                    .forEach(teacher -> card.append("- teacher `%s`, weight %s\n"
                            .formatted(teacher.model(), RecipeFile.or(teacher.weight(), 1.0))));
        }
        if (!Double.isNaN(outcome.best())) {
            card.append(String.format(
                    Locale.ROOT,
                    "\n## Evaluation\n\n%.4f on %s held out, at step %,d.%n",
                    outcome.best(),
                    recipe.examples(),
                    outcome.bestStep()));
        }
        card.append("\n## Use\n\n```\npodium rerank --model torch:FOLDER --query \"...\" --docs docs.jsonl\n```\n");
        Files.createDirectories(Objects.requireNonNull(checkpoint));
        Files.writeString(checkpoint.resolve("README.md"), card);
    }
}
