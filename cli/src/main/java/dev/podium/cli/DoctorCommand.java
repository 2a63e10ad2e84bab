package dev.podium.cli;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.method.Catalogue;
import dev.podium.model.BackEnd;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Models;
import dev.podium.torch.TorchRuntime;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what this machine can do with Podium, by trying it. */
@Command(
        name = "doctor",
        description = "Check this machine: JDK, memory, back ends, and a first score from the default model.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final long MIB = 1 << 20;
    private static final long HEAP_WANTED_MIB = 256;

    /**
     * One thing that was looked at.
     *
     * @param name of the thing
     * @param ok whether it is as it must be
     * @param found what is there
     * @param advice what to do where it is not ok, empty otherwise
     */
    record Check(String name, boolean ok, String found, String advice) {}

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Check> checks = new ArrayList<>();
        checks.add(java());
        checks.add(memory());
        checks.add(new Check(
                "processors", true, Runtime.getRuntime().availableProcessors() + " usable by this process", ""));
        checks.add(backEnds());
        checks.add(torch());
        checks.add(new Check("checkpoints", true, String.join(" ", TorchRuntime.architectures()), ""));
        checks.add(new Check("methods", true, Catalogue.methods().size() + " in the catalogue", ""));
        checks.add(firstScore());
        boolean ok = checks.stream().allMatch(Check::ok);
        if (json) {
            Envelope.print(console, "doctor", Map.of("checks", checks, "ok", ok));
        } else {
            Table table = Table.of("check", "", "found");
            checks.forEach(check -> table.row(check.name(), check.ok() ? "ok" : "FAIL", check.found()));
            table.print(console.out);
            checks.stream().filter(check -> !check.ok()).forEach(check -> console.err.println(check.advice()));
        }
        return (ok ? ExitCode.DONE : ExitCode.MISSING).number;
    }

    private static Check java() {
        Runtime.Version version = Runtime.version();
        return new Check(
                "java",
                version.feature() >= 25,
                version + " (" + System.getProperty("java.vendor") + ")",
                "Podium needs a JDK 25: install one and point JAVA_HOME at it.");
    }

    private static Check memory() {
        long heap = Runtime.getRuntime().maxMemory() / MIB;
        String garbage = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(bean -> bean.getName())
                .collect(Collectors.joining(", "));
        return new Check(
                "heap",
                heap >= HEAP_WANTED_MIB,
                "%d MiB at most (%s)".formatted(heap, garbage),
                "Give the JVM at least %d MiB: PODIUM_JAVA_OPTS=-Xmx1g".formatted(HEAP_WANTED_MIB));
    }

    private static Check backEnds() {
        List<BackEnd> found = Models.backEnds();
        return new Check(
                "back ends",
                !found.isEmpty(),
                found.stream().map(backEnd -> backEnd.scheme() + ":").collect(Collectors.joining(" ")),
                "No back end is on the class path: maybe add dev.podium:podium-onnx.");
    }

    private static Check torch() {
        try {
            TorchRuntime torch = TorchRuntime.here();
            return new Check(
                    "torch",
                    torch.mkl(),
                    "libtorch %s, %d threads, %s, device %s"
                            .formatted(
                                    torch.version(),
                                    torch.threads(),
                                    torch.mkl() ? "MKL" : "no MKL",
                                    torch.gpus() > 0 ? torch.gpus() + " GPU" : "cpu"),
                    "MKL does not serve libtorch: products take half as long again. Maybe add org.bytedeco:mkl with the classifier of this machine.");
        } catch (ModelUnavailableException e) {
            return new Check("torch", false, Failures.message(e), "Models by torch: and gguf: cannot be used here.");
        }
    }

    private static Check firstScore() {
        long start = System.nanoTime();
        try (Model model = Models.open("default")) {
            Ranking given = Ranking.inOrder(
                    Query.of("what is tea"),
                    List.of(Candidate.of("car", "A car has wheels."), Candidate.of("tea", "Tea is a drink.")));
            Ranking best = Chosen.of(null, model, Map.of()).reranker().rerank(given);
            long millis = (System.nanoTime() - start) / 1_000_000;
            return new Check(
                    "first score",
                    best.ids().getFirst().equals("tea"),
                    "%s put the right one of two on top, %d ms from opening".formatted(model.name(), millis),
                    "The default model ranks two plain sentences wrongly: its files may be damaged; build again.");
        } catch (IllegalStateException | IllegalArgumentException | LinkageError e) {
            return new Check("first score", false, Failures.message(e), "The default model cannot be used: see above.");
        }
    }
}
