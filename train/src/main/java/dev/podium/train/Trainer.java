package dev.podium.train;

import dev.podium.model.train.Learner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The loop: an objective pulls, the learner moves, now and then somebody looks how good it is.
 *
 * <p>Everything a run needs lies in its folder. {@code run.safetensors} is where it is, kept every so many steps and when it ends;
 * {@code evaluations.tsv} what was found on the way; {@code best} the checkpoint of the best evaluation; {@code last} that of the last
 * step. A run that was killed and goes on ends at the same bits as one that was not: a step depends on its number and on the weights, and
 * on nothing else.
 *
 * <p>Without an evaluation, {@code best} is the last.
 *
 * @param learner whose weights move
 * @param objective what it learns
 * @param plan how long and how fast
 * @param evaluation how good it is; by which it may stop early
 * @param folder of the run
 * @param watch who looks on
 * @since 0.1.0
 */
public record Trainer(
        Learner learner,
        Objective objective,
        TrainingPlan plan,
        List<Evaluation> evaluation,
        Path folder,
        TrainingWatch watch) {

    private static final String RUN = "run.safetensors";
    private static final String EVALUATIONS = "evaluations.tsv";

    /**
     * How a run ended.
     *
     * @param steps done
     * @param best value of the best evaluation; NaN if there was none
     * @param bestStep steps done at that time
     * @param stoppedEarly whether patience ran out
     * @since 0.1.0
     */
    public record Outcome(long steps, double best, long bestStep, boolean stoppedEarly) {}

    /** Checks. @param evaluation one or none */
    public Trainer {
        Objects.requireNonNull(learner, "learner");
        Objects.requireNonNull(objective, "objective");
        evaluation = List.copyOf(evaluation);
        if (evaluation.size() > 1) {
            throw new IllegalArgumentException(
                    "A run is judged by one evaluation, and there are %d.\nMaybe one that is the mean of them."
                            .formatted(evaluation.size()));
        }
    }

    /** Where the best checkpoint of a run in this folder is. */
    public Path best() {
        return folder.resolve("best");
    }

    /** Whether a run was kept in this folder. */
    public static boolean isThere(Path folder) {
        return Files.exists(folder.resolve(RUN));
    }

    /**
     * Runs from the beginning; what an earlier run left in the folder is written over.
     *
     * @throws IOException if the folder cannot be written
     * @throws IllegalStateException if a gradient is not finite; the last kept state is in the folder
     */
    public Outcome run() throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(RUN));
        Files.deleteIfExists(folder.resolve(EVALUATIONS));
        return from(0, new ArrayList<>());
    }

    /**
     * Goes on with the run that was kept in the folder.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    public Outcome resume() throws IOException {
        long done = learner.resume(folder.resolve(RUN));
        return from(done, evaluations(done));
    }

    private Outcome from(long done, List<Found> found) throws IOException {
        watch.begun(done);
        long step = done;
        while (step < plan.steps() && !isTired(found)) {
            learner.begin(step);
            double share = plan.schedule().at(step);
            double loss = objective.learn(step);
            double norm = learner.step(share, plan.clip());
            step++;
            watch.stepped(step, loss, norm, share);
            if (!evaluation.isEmpty() && (step % plan.evaluateEvery() == 0 || step == plan.steps())) {
                evaluate(step, found);
            }
            if (step % plan.keepEvery() == 0 || step == plan.steps() || isTired(found)) {
                learner.keep(folder.resolve(RUN), step);
            }
        }
        learner.write(folder.resolve("last"));
        if (evaluation.isEmpty()) {
            learner.write(best());
            return new Outcome(step, Double.NaN, step, false);
        }
        Found best = best(found);
        return new Outcome(step, best.value(), best.step(), step < plan.steps());
    }

    private void evaluate(long step, List<Found> found) throws IOException {
        double value = evaluation.getFirst().value();
        found.add(new Found(step, value));
        boolean best = best(found).step() == step;
        if (best) {
            learner.write(best());
        }
        Files.writeString(
                folder.resolve(EVALUATIONS),
                step + "\t" + value + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        watch.evaluated(step, value, best);
    }

    private boolean isTired(List<Found> found) {
        return !found.isEmpty() && found.size() - 1 - found.indexOf(best(found)) >= plan.patience();
    }

    /** The first of the best: a later one that is as good is no reason to go on. */
    private static Found best(List<Found> found) {
        Found best = found.getFirst();
        for (Found one : found) {
            best = one.value() > best.value() ? one : best;
        }
        return best;
    }

    /** What was found before the run was kept; what came after is found again. */
    private List<Found> evaluations(long done) throws IOException {
        List<Found> found = new ArrayList<>();
        Path file = folder.resolve(EVALUATIONS);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] columns = line.split("\t", -1);
                if (columns.length == 2 && Long.parseLong(columns[0]) <= done) {
                    found.add(new Found(Long.parseLong(columns[0]), Double.parseDouble(columns[1])));
                }
            }
        }
        Files.write(
                file, found.stream().map(one -> one.step() + "\t" + one.value()).toList());
        return found;
    }

    /** What an evaluation came to. */
    private record Found(long step, double value) {}
}
