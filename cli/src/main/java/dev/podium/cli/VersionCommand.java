package dev.podium.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code podium version}: which Podium this is, and on which Java it runs. */
@Command(name = "version", description = "Print the version of Podium and of the Java it runs on.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var version = Podium.class.getPackage().getImplementationVersion();
        spec.commandLine()
                .getOut()
                .printf("podium %s (Java %s)%n", version == null ? "(not packaged)" : version, Runtime.version());
        return 0;
    }
}
