package dev.podium.cli;

import dev.podium.method.Catalogue;
import dev.podium.model.Method;
import dev.podium.model.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the catalogue: what each method is, needs and costs. */
@Command(
        name = "methods",
        description = "List the reranking methods, what they need and what they cost.",
        mixinStandardHelpOptions = true)
final class MethodsCommand implements Callable<Integer> {

    /** The usual depth; every paper tells its cost for this many. */
    private static final int CANDIDATES = 100;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    MethodsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Method> methods = Catalogue.methods();
        if (json) {
            Envelope.print(
                    console,
                    "methods",
                    Map.of("methods", methods.stream().map(MethodsCommand::row).toList()));
            return ExitCode.DONE.number;
        }
        Table table = Table.of("method", "family", "needs", "calls for 100", "status", "source");
        for (Method method : methods) {
            table.row(
                    method.name(),
                    method.family(),
                    String.join(" ", needs(method)),
                    String.valueOf(method.effort(Map.of(), CANDIDATES).most()),
                    method.status(),
                    method.paper());
        }
        table.print(console.out);
        return ExitCode.DONE.number;
    }

    private static Map<String, Object> row(Method method) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", method.name());
        row.put("aliases", method.aliases());
        row.put("family", method.family());
        row.put("paper", method.paper());
        row.put("status", method.status());
        row.put("needs", needs(method));
        row.put("calls_for_100", method.effort(Map.of(), CANDIDATES).most());
        Map<String, String> defaults = new LinkedHashMap<>();
        method.settings().forEach(setting -> defaults.put(setting.name(), setting.byDefault()));
        row.put("defaults", defaults);
        row.put("rounds_for_100", method.effort(Map.of(), CANDIDATES).rounds());
        row.put("settings", method.settings().stream().collect(Collectors.toMap(Setting::name, Setting::meaning)));
        return row;
    }

    private static List<String> needs(Method method) {
        return method.needs().stream().map(Class::getSimpleName).toList();
    }
}
