package dev.podium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class BomTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Set<String> NOT_FOR_USERS = Set.of("bom", "bench");

    @Test
    void bom_names_each_published_module() throws Exception {
        var modules = texts("pom.xml", "module").stream()
                .filter(module -> !NOT_FOR_USERS.contains(module))
                .map("podium-"::concat)
                .toList();

        var named = texts("bom/pom.xml", "artifactId").stream()
                .filter(artifact -> !Set.of("podium-parent", "podium-bom").contains(artifact))
                .toList();

        assertThat(named).containsExactlyElementsOf(modules);
    }

    private static List<String> texts(String pom, String element) throws Exception {
        var nodes = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(pom).toFile())
                .getElementsByTagName(element);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent().strip())
                .toList();
    }
}
