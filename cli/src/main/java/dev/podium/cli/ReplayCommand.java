package dev.podium.cli;

import dev.podium.Reranker;
import dev.podium.method.Catalogue;
import dev.podium.model.Model;
import dev.podium.replay.RecordedExperiment;
import dev.podium.replay.Recording;
import dev.podium.replay.Replayed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts recorded answers through window, reader and merge again. */
@Command(
        name = "replay",
        description = "Replay recorded model answers and compare the final orders.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "files.json, responses.jsonl(.gz), final_runs/.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Replayed replayed = Recording.read(Objects.requireNonNull(folder)).replay(ReplayCommand::rankVicuna);
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("queries", replayed.queries());
            data.put("equal", replayed.equal());
            data.put("calls", replayed.calls());
            data.put("malformed", replayed.malformed());
            data.put("different", replayed.different());
            Envelope.print(console, "replay", data);
        } else {
            console.out.printf(
                    "%d of %d rankings ended in the recorded order; %d answers were read.%n",
                    replayed.equal(), replayed.queries(), replayed.calls());
            Table table = Table.of("malformed", "answers");
            replayed.malformed().forEach((kind, count) -> table.row(kind, String.valueOf(count)));
            table.print(console.out);
            replayed.different().forEach(which -> console.err.println("differs: " + which));
        }
        return (replayed.different().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL).number;
    }

    /** The catalogue's own method, as its published code treats what it cannot read. */
    private static Reranker rankVicuna(Model model, RecordedExperiment experiment) {
        return Catalogue.method("rankvicuna")
                .reranker(
                        model,
                        Map.of(
                                "window", String.valueOf(experiment.window()),
                                "stride", String.valueOf(experiment.stride()),
                                "unreadable", "keep-at-once"));
    }
}
