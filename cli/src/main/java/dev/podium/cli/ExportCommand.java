package dev.podium.cli;

import dev.podium.model.ModelRef;
import dev.podium.onnx.OnnxExport;
import dev.podium.onnx.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a checkpoint as a folder that the light back end opens. */
@Command(
        name = "export",
        description = {
            "Write a checkpoint of an encoder as ONNX, for serving by onnx: without libtorch.",
            "bert, electra, roberta, xlm-roberta, camembert and distilbert; cross-encoders and bi-encoders."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  podium export --model torch:run/best --to served",
            "  podium rerank --model onnx:served ..."
        })
final class ExportCommand implements Callable<Integer> {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FOLDER",
            description = "The checkpoint; torch: may stand before it.")
    private @Nullable String model;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FOLDER",
            description = "Gets model.onnx and the files of the tokenizer.")
    private @Nullable Path to;

    @Option(
            names = "--precision",
            paramLabel = "HOW",
            description = "int8 (by default): a byte a weight; float32: the scores of the checkpoint.")
    private Precision precision = Precision.INT8;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path checkpoint = folder(ModelRef.parse(Objects.requireNonNull(model)));
        Path folder = Objects.requireNonNull(to);
        OnnxExport export = OnnxExport.of(checkpoint);
        Path graph = export.write(folder, precision);
        long bytes = Files.size(graph);
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("model", "onnx:" + folder);
            data.put("file", graph.toString());
            data.put("bytes", bytes);
            data.put("precision", precision.name().toLowerCase(Locale.ROOT));
            data.put("output", export.output());
            Envelope.print(console, "export", data);
        } else {
            console.out.printf(
                    Locale.ROOT,
                    "%s: %.1f MB, gives %s (model onnx:%s)%n",
                    graph,
                    bytes / 1e6,
                    export.output(),
                    folder);
        }
        return ExitCode.DONE.number;
    }

    private static Path folder(ModelRef reference) {
        boolean known = reference.scheme().isEmpty() || reference.scheme().equals("torch");
        if (!known || !reference.settings().isEmpty()) {
            throw new IllegalArgumentException(
                    "A checkpoint to export (%s) must be a folder, with torch: or nothing before it and no settings behind it.\nMaybe torch:run/best."
                            .formatted(reference));
        }
        Path folder = Path.of(reference.location());
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "There is no folder \"%s\" to export.\nMaybe it is of a hub: fetch it, and name its folder in the cache."
                            .formatted(folder));
        }
        return folder;
    }
}
