package dev.podium.cli;

import dev.podium.file.BadDataException;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lets a language model write. */
@Command(
        name = "generate",
        description = "Let a language model write.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  podium generate --model torch:./smollm2 --prompt \"Tea is\" --max-tokens 20"})
final class GenerateCommand implements Callable<Integer> {

    /** One of the two ways to ask. */
    static final class Asked {
        @Option(names = "--prompt", paramLabel = "TEXT", description = "Goes on where the text ends.")
        private @Nullable String prompt;

        @Option(
                names = "--chat",
                paramLabel = "FILE.json",
                description = "Answers a conversation: a list of {role, content}, or {messages: [...]}.")
        private @Nullable Path chat;
    }

    @ArgGroup(multiplicity = "1")
    private @Nullable Asked asked;

    @Option(names = "--model", required = true, paramLabel = "REF", description = "A language model.")
    private @Nullable String model;

    @Option(names = "--max-tokens", paramLabel = "N", defaultValue = "128", description = "Default: ${DEFAULT-VALUE}.")
    private int maxTokens = 128;

    @Option(names = "--temperature", paramLabel = "T", defaultValue = "0", description = "0 is greedy, the default.")
    private double temperature;

    @Option(names = "--top-p", paramLabel = "P", defaultValue = "1", description = "Share of probability drawn from.")
    private double topP = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of the draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends before this text; repeatable.")
    private List<String> stop = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    GenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        GenerationOptions options = new GenerationOptions(maxTokens, temperature, topP, stop, seed, null, false, null);
        Asked how = Objects.requireNonNull(asked);
        List<Message> turns = how.chat == null ? List.of() : turns(how.chat);
        try (Model opened = Downloads.open(Objects.requireNonNull(model), console)) {
            Generation generation = opened.as(Generation.class);
            long start = System.nanoTime();
            Generated answer = how.chat == null
                    ? generation
                            .complete(List.of(Objects.requireNonNull(how.prompt)), options)
                            .getFirst()
                    : generation.chat(List.of(turns), options).getFirst();
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (json) {
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("text", answer.text());
                data.put("finish", answer.finish().name().toLowerCase(Locale.ROOT));
                data.put("model", opened.name());
                Map<String, Object> usage = new LinkedHashMap<>();
                usage.put("prompt_tokens", answer.promptTokens());
                usage.put("completion_tokens", answer.completionTokens());
                usage.put("millis", millis);
                data.put("usage", usage);
                Envelope.print(console, "generate", data);
            } else {
                console.out.println(answer.text());
            }
        }
        return ExitCode.DONE.number;
    }

    private static List<Message> turns(Path file) throws IOException {
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
            JsonNode list = root.isArray() ? root : root.required("messages");
            List<Message> turns = new ArrayList<>();
            for (JsonNode turn : list) {
                turns.add(new Message(
                        Message.Role.valueOf(turn.required("role").asString().toUpperCase(Locale.ROOT)),
                        turn.required("content").asString()));
            }
            return turns;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadDataException(
                    file,
                    0,
                    "",
                    "A conversation must be a list of {\"role\": system, user or assistant, \"content\": text}.",
                    "Maybe put the list under \"messages\".",
                    e);
        }
    }
}
