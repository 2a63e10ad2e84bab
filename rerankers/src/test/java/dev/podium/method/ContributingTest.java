package dev.podium.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ContributingTest {

    @Test
    void the_example_of_a_method_is_the_file_that_compiles() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("docs")) ? here : here.getParent();

        assertThat(Files.readString(root.resolve("CONTRIBUTING.md")))
                .contains("```java\n"
                        + Files.readString(
                                root.resolve("rerankers/src/main/java/dev/podium/method/listwise/Apeer.java"))
                        + "```")
                .contains("            Apeer.METHOD,\n");
    }
}
