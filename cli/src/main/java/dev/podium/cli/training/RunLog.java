package dev.podium.cli.training;

import dev.podium.train.TrainingWatch;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run's diary, {@code log.jsonl}, and its picture, {@code log.html}, which anybody can watch while the run goes on.
 *
 * <p>A line a step, {@code {"step", "loss", "norm", "share", "seconds"}}, and one an evaluation, {@code {"step", "value", "best"}}. When a
 * run goes on, the lines after the step that it goes on from are dropped: they are found again.
 */
final class RunLog implements TrainingWatch, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** The picture is drawn anew this often; each is a small file. */
    private static final long BETWEEN_NANOS = 20_000_000_000L;

    private final Path folder;
    private final long total;
    private final LongConsumer progress;
    private final List<Map<String, Object>> lines = new ArrayList<>();
    private @Nullable BufferedWriter writer;
    private long last = System.nanoTime();
    private long drawn;

    /**
     * The diary of a run.
     *
     * @param total steps in all
     * @param progress is told how many steps are done
     */
    RunLog(Path folder, long total, LongConsumer progress) {
        this.folder = folder;
        this.total = total;
        this.progress = progress;
    }

    @Override
    public void begun(long done) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("log.jsonl");
            List<Map<String, Object>> kept = done > 0 && Files.exists(file) ? read(file, done) : List.of();
            writer = Files.newBufferedWriter(file);
            for (Map<String, Object> line : kept) {
                add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        last = System.nanoTime();
    }

    private static List<Map<String, Object>> read(Path file, long done) throws IOException {
        List<Map<String, Object>> kept = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = JSON.readTree(line);
            if (node.path("step").asLong() <= done) {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(one -> map.put(one.getKey(), plain(one.getValue())));
                kept.add(map);
            }
        }
        return kept;
    }

    private static Object plain(JsonNode value) {
        return value.isBoolean() ? value.asBoolean() : value.isIntegralNumber() ? value.asLong() : value.asDouble();
    }

    @Override
    public void stepped(long step, double loss, double norm, double share) {
        long now = System.nanoTime();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("loss", loss);
        line.put("norm", norm);
        line.put("share", share);
        line.put("seconds", (now - last) / 1e9);
        last = now;
        add(line);
        progress.accept(step);
        if (now - drawn >= BETWEEN_NANOS) {
            drawn = now;
            draw();
        }
    }

    @Override
    public void evaluated(long step, double value, boolean best) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("value", value);
        line.put("best", best);
        add(line);
        draw();
        last = System.nanoTime(); // an evaluation is no step's time
    }

    private void add(Map<String, Object> line) {
        try {
            BufferedWriter open = Objects.requireNonNull(writer, "the run has not begun");
            lines.add(line);
            open.write(JSON.writeValueAsString(line));
            open.newLine();
            open.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw() {
        try {
            Files.writeString(folder.resolve("log.html"), LossCurve.page(folder.getFileName() + "", lines, total));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            draw();
            writer.close();
        }
    }
}
