package dev.podium.cli;

import dev.podium.file.BadDataException;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.model.Model;
import dev.podium.model.Tally;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns texts into vectors, a line each. */
@Command(
        name = "embed",
        description = "Turn texts into vectors.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  podium embed --model torch:./e5 --texts texts.jsonl --output vectors.jsonl"})
final class EmbedCommand implements Callable<Integer> {

    /** Large enough for full batches, small enough that its texts and vectors are nothing. */
    private static final int PART = 1024;

    /** What the texts are to each other, in the words of the field and of its checkpoints. */
    enum Prompt {
        query,
        passage,
        document
    }

    @Option(names = "--model", paramLabel = "REF", defaultValue = "default", description = "An embedding model.")
    private String model = "default";

    @Option(names = "--texts", required = true, paramLabel = "FILE", description = "JSON lines: text, and id or _id.")
    private @Nullable Path texts;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "JSON lines: id, vector.")
    private @Nullable Path output;

    @Option(
            names = "--prompt",
            paramLabel = "NAME",
            defaultValue = "passage",
            description = "What the texts are: ${COMPLETION-CANDIDATES}; the model's own words for it are added.")
    private Prompt prompt = Prompt.passage;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    EmbedCommand(Console console) {
        this.console = console;
    }

    private record Text(String id, String text) {}

    @Override
    public Integer call() throws IOException {
        List<Text> all = read(Objects.requireNonNull(texts));
        Role role = prompt == Prompt.query ? Role.QUERY : Role.PASSAGE;
        Tally tally = new Tally();
        long start = System.nanoTime();
        int dimensions;
        int cut = 0;
        try (Model opened = Downloads.open(model, console);
                BufferedWriter out = Files.newBufferedWriter(Objects.requireNonNull(output), StandardCharsets.UTF_8);
                Progress progress = Progress.of(console, "embedding", all.size())) {
            Embedding embedding = opened.as(Embedding.class);
            dimensions = embedding.dimensions();
            for (int from = 0; from < all.size(); from += PART) {
                List<Text> part = all.subList(from, Math.min(from + PART, all.size()));
                List<Embedded> vectors = tally.during(
                        () -> embedding.embed(part.stream().map(Text::text).toList(), role));
                for (int i = 0; i < part.size(); i++) {
                    Embedded embedded = vectors.get(i);
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("id", part.get(i).id());
                    line.put("vector", embedded.vector());
                    line.put("tokens", embedded.tokens());
                    line.put("tokens_used", embedded.tokensUsed());
                    out.append(JsonMapper.shared().writeValueAsString(line)).append('\n');
                    cut += embedded.truncated() ? 1 : 0;
                }
                progress.step(part.size());
            }
        }
        if (cut > 0) {
            console.warn(
                    "%d of %d texts were longer than the model reads and lost their end.".formatted(cut, all.size()));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("texts", all.size());
        data.put("dimensions", dimensions);
        data.put("tokens", tally.counts().promptTokens());
        data.put("truncated", cut);
        data.put("millis", (System.nanoTime() - start) / 1_000_000);
        if (json) {
            Envelope.print(console, "embed", data);
        } else {
            console.out.printf("%d vectors of %d numbers in %s%n", all.size(), dimensions, output);
        }
        return ExitCode.DONE.number;
    }

    private static List<Text> read(Path file) throws IOException {
        List<Text> all = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode node = JsonMapper.shared().readTree(line);
                JsonNode id = node.has("id") ? node.path("id") : node.path("_id");
                all.add(new Text(
                        id.isMissingNode() ? Integer.toString(number) : id.asString(),
                        node.required("text").asString()));
            } catch (JacksonException e) {
                throw new BadDataException(
                        file,
                        number,
                        line,
                        "A line must be a JSON object with a \"text\".",
                        "Maybe plain text: write it as {\"text\": ...}.",
                        e);
            }
        }
        return all;
    }
}
