package dev.podium.cli.training;

import dev.podium.cli.training.Collecting.Task;
import dev.podium.cli.training.Collecting.Telling;
import dev.podium.cli.training.RecipeFile.Mine;
import dev.podium.cli.training.RecipeFile.Taught;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.train.leaf.TeacherSpace;
import dev.podium.train.leaf.TeacherVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What teachers say of the texts of a recipe, and the student that is to say it too.
 *
 * @param pool of texts
 * @param space of the teachers
 * @param vectors of each, open until this is closed
 * @param told about long work
 */
record Leaf(TextPool pool, TeacherSpace space, List<TeacherVectors> vectors, Telling told) implements AutoCloseable {

    /**
     * Asks the teachers for what is not there yet.
     *
     * @param kept folder of vectors, one inside it for each teacher
     * @param models opens a teacher by its reference
     */
    static Leaf of(TextPool pool, Mine mine, Path kept, Function<String, Model> models, Telling told)
            throws IOException {
        if (mine.asked().isEmpty()) {
            throw new IllegalArgumentException(
                    "The recipe \"leaf\" must have teachers.\nMaybe mining: {teachers: [{model: \"onnx:teachers/bge-small-en\"}]}.");
        }
        List<TeacherVectors> vectors = new ArrayList<>();
        try {
            List<TeacherSpace.Part> parts = new ArrayList<>();
            for (Taught taught : mine.asked()) {
                TeacherVectors own = vectors(pool, taught, kept, models, told);
                vectors.add(own);
                parts.add(new TeacherSpace.Part(own, RecipeFile.or(taught.weight(), 1.0)));
            }
            return new Leaf(pool, new TeacherSpace(pool.texts(), parts), List.copyOf(vectors), told);
        } catch (IOException | RuntimeException e) {
            vectors.forEach(TeacherVectors::close);
            throw e;
        }
    }

    private static TeacherVectors vectors(
            TextPool pool, Taught taught, Path kept, Function<String, Model> models, Telling told) throws IOException {
        // The same wherever the recipe lies, beside the models or some folders further down.
        String name = taught.model().replace("../", "").replaceAll("[^A-Za-z0-9.]+", "-");
        Path folder = kept.resolve(name);
        try (Model model = models.apply(taught.model());
                Task task = told.begin("asking " + taught.model(), pool.texts().size())) {
            return TeacherVectors.of(folder, pool.texts(), model.as(Embedding.class), task::reach);
        }
    }

    /**
     * Writes the student's folder.
     *
     * @param base that it begins from
     * @param models opens the base by its reference, to embed with
     */
    void writeStudent(Path base, Path student, Function<String, Model> models) throws IOException {
        try (Model model = models.apply("torch:" + base);
                Task task = told.begin("beginning the student", StudentFolder.sample(space))) {
            StudentFolder.write(base, model.as(Embedding.class), space, student, task::reach);
        }
    }

    @Override
    public void close() {
        vectors.forEach(TeacherVectors::close);
    }
}
