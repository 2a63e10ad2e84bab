package dev.podium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleTest {

    @Test
    void core_requires_the_jdk_alone() throws Exception {
        var required = descriptor().requires().stream()
                .filter(module -> !module.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name);

        assertThat(required).containsExactly("java.base");
    }

    /** Beside the class, not by name: on a class path every module's descriptor has the same name. */
    private static ModuleDescriptor descriptor() throws Exception {
        var classes = Path.of(Ranking.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var bytes = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(bytes);
        } catch (IOException e) {
            throw new AssertionError("The classes (%s) have no module descriptor.".formatted(classes), e);
        }
    }
}
