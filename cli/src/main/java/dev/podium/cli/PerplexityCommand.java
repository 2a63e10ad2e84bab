package dev.podium.cli;

import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Model;
import dev.podium.model.TokenLogProb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how probable a language model finds a text. */
@Command(
        name = "perplexity",
        description = {
            "Say how probable a language model finds a text:",
            "one window over all tokens, the first of which is context only."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PerplexityCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "REF", description = "A language model.")
    private @Nullable String model;

    @Option(names = "--text", required = true, paramLabel = "FILE", description = "UTF-8.")
    private @Nullable Path text;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    PerplexityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        String words = Files.readString(Objects.requireNonNull(text));
        try (Model opened = Downloads.open(Objects.requireNonNull(model), console)) {
            Generated read = opened.as(Generation.class)
                    .complete(List.of(words), GenerationOptions.greedy(1).tellingPrompt())
                    .getFirst();
            double nll = -read.prompt().stream()
                    .mapToDouble(TokenLogProb::logProb)
                    .average()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The text %s is less than two tokens, which have no perplexity.".formatted(text)));
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("tokens", read.promptTokens());
            data.put("nll", nll);
            data.put("perplexity", Math.exp(nll));
            if (json) {
                Envelope.print(console, "perplexity", data);
            } else {
                data.forEach((name, value) -> console.out.println(name + ": " + value));
            }
        }
        return ExitCode.DONE.number;
    }
}
