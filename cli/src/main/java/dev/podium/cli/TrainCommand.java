package dev.podium.cli;

import dev.podium.cli.training.Collecting;
import dev.podium.cli.training.LossCurve;
import dev.podium.cli.training.RecipeFile;
import dev.podium.cli.training.TrainingRun;
import dev.podium.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a reranker by a recipe. */
@Command(
        name = "train",
        description = "Train a reranker by a recipe: mine lists, learn, evaluate, write a checkpoint and its card.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The run's folder holds log.html, which draws itself while the run goes on, log.jsonl, best/ and last/.",
            "Example:",
            "  podium train recipes/cross-encoder.yaml --resume"
        })
final class TrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECIPE.yaml", description = "See docs/training.md.")
    private @Nullable Path recipe;

    @Option(names = "--resume", description = "Go on where an interrupted run was; its end is the same to the bit.")
    private boolean resume;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the recipe's sources lie; its own folder unless said.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Quiet.lucene();
        Path file = Objects.requireNonNull(recipe).toAbsolutePath();
        RecipeFile said = RecipeFile.read(file);
        long start = System.nanoTime();
        Path folder = Objects.requireNonNull(file.getParent());
        TrainingRun.Done done = new TrainingRun(
                        said,
                        folder,
                        data == null ? folder : data.toAbsolutePath(),
                        reference -> Downloads.open(reference, console),
                        this::begin)
                .run(resume);
        Trainer.Outcome outcome = done.outcome();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("recipe", said.recipe());
            data.put("steps", outcome.steps());
            data.put("best", Double.isNaN(outcome.best()) ? null : outcome.best());
            data.put("best_step", outcome.bestStep());
            data.put("stopped_early", outcome.stoppedEarly());
            data.put("lists", done.lists());
            data.put("held_out", done.heldOut());
            data.put("checkpoint", done.best().toString());
            data.put("seconds", seconds);
            Envelope.print(console, "train", data);
        } else {
            console.out.printf(
                    Locale.ROOT,
                    "%,d steps over %,d %s in %s%s%n",
                    outcome.steps(),
                    done.lists(),
                    said.examples(),
                    LossCurve.time(seconds),
                    outcome.stoppedEarly() ? ", stopped early" : "");
            if (!Double.isNaN(outcome.best())) {
                console.out.printf(
                        Locale.ROOT,
                        "best: %.4f on %,d %s held out, at step %,d%n",
                        outcome.best(),
                        done.heldOut(),
                        said.examples(),
                        outcome.bestStep());
            }
            console.out.printf("checkpoint: %s (model torch:%<s)%n", done.best());
        }
        return ExitCode.DONE.number;
    }

    private Collecting.Task begin(String task, long steps) {
        Progress progress = Progress.of(console, task, steps);
        return new Collecting.Task() {
            @Override
            public void reach(long done) {
                progress.reach(done);
            }

            @Override
            public void close() {
                progress.close();
            }
        };
    }
}
