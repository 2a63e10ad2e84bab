package dev.podium.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.model.Method;
import dev.podium.model.Setting;
import dev.podium.order.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/methods.md is made from the catalogue and from the comments of its classes; after a change write it anew with
 * {@code -Dpodium.docs.update=true}.
 */
class CataloguePageTest {

    private static final int CANDIDATES = 100;
    private static final Path ROOT = root();
    private static final Path PAGE = ROOT.resolve("docs/methods.md");

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
    }

    @Test
    void the_page_says_what_the_catalogue_and_its_classes_say() throws IOException {
        String page = page();

        if (Boolean.getBoolean("podium.docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() throws IOException {
        Map<String, String> comments = comments();
        StringBuilder page = new StringBuilder("""
                # Methods

                Made from the catalogue and the comments of its classes: `podium methods` prints the same table. Calls are prompts, texts or pairs
                that a model is shown for 100 candidates at the usual settings, as papers count them; rounds are those that must wait for one
                another. `published` means that prompt and constants are the paper's.

                ```
                ./podium rerank --query "what is tea" --docs docs.jsonl --method first --model torch:./a-chat-model --set window=10 --set stride=5
                ./podium rerank --run bm25.trec --queries queries.jsonl --corpus corpus.jsonl --method setwise --model gguf:./model.gguf --dry-run
                ```

                """);
        page.append(
                "| method | family | needs | calls | rounds | status | source |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        for (Method method : Catalogue.methods()) {
            Effort effort = method.effort(Map.of(), CANDIDATES);
            page.append("| [%s](#%s) | %s | %s | %s | %d | %s | %s |\n"
                    .formatted(
                            method.name(),
                            method.name(),
                            method.family(),
                            needs(method),
                            calls(effort),
                            effort.rounds(),
                            method.status(),
                            method.paper()));
        }
        String family = "";
        for (Method method : Catalogue.methods()) {
            if (!family.equals(method.family())) {
                family = method.family();
                page.append("\n## ")
                        .append(family.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(family.substring(1))
                        .append("\n");
            }
            page.append("\n### ").append(method.name()).append("\n\n");
            if (!method.aliases().isEmpty()) {
                page.append("Also called ")
                        .append(String.join(", ", method.aliases()))
                        .append(".\n\n");
            }
            page.append(comment(comments, method)).append("\n");
            page.append("| setting | default | meaning |\n| --- | --- | --- |\n");
            for (Setting setting : method.settings()) {
                page.append("| %s | %s | %s |\n"
                        .formatted(
                                setting.name(),
                                shown(setting.byDefault()),
                                setting.meaning().replace("|", "\\|")));
            }
        }
        return page.toString();
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(empty)" : "`" + value.replace("|", "\\|") + "`";
    }

    private static String needs(Method method) {
        return method.needs().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
    }

    private static String calls(Effort effort) {
        return effort.fewest() == effort.most() ? String.valueOf(effort.most()) : effort.fewest() + "-" + effort.most();
    }

    /** The comment of the class whose source names the method. */
    private static String comment(Map<String, String> comments, Method method) {
        String quoted = "\\(\\s*\"" + method.name() + "\"";
        List<String> found = List.of();
        // most begin with the name; those that share a beginning hand it to a method of their own
        for (String word : List.of("\\bnamed", "\\bWrittenWindows\\s*\\.method", "\\b(?!template\\b|setting\\b)\\w+")) {
            Pattern naming = Pattern.compile(word + quoted);
            found = comments.entrySet().stream()
                    .filter(entry -> naming.matcher(entry.getKey()).find())
                    .map(Map.Entry::getValue)
                    .toList();
            if (found.size() == 1) {
                break;
            }
        }
        assertThat(found).as("sources that name %s", method.name()).hasSize(1);
        return found.getFirst();
    }

    /** By source, the class comment as Markdown. */
    private static Map<String, String> comments() throws IOException {
        Pattern comment = Pattern.compile("/\\*\\*\\n(.*?)\\*/\\npublic (?:final class|record|enum)", Pattern.DOTALL);
        try (Stream<Path> files = Files.walk(ROOT.resolve("rerankers/src/main/java/dev/podium/method"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            Map<String, String> comments = new LinkedHashMap<>();
            for (Path source : sources) {
                String text = Files.readString(source);
                Matcher matcher = comment.matcher(text);
                if (matcher.find()) {
                    comments.put(text, markdown(matcher.group(1)));
                }
            }
            return comments;
        }
    }

    private static String markdown(String comment) {
        List<String> lines = new ArrayList<>();
        for (String line : comment.split("\n")) {
            String text = line.replaceFirst("^ \\* ?", "");
            if (text.startsWith("@")) {
                break;
            }
            lines.add(text.replace("<p>", ""));
        }
        return String.join("\n", lines)
                        .replaceAll("\\{@code ([^}]*)\\}", "`$1`")
                        .replaceAll("\\{@link (?:[\\w.]*\\.)?(\\w+)(?:#(\\w+))?(?: ([^}]*))?\\}", "$1")
                        .strip()
                + "\n";
    }
}
