package dev.podium.onnx;

import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tiny models of the test resources: random weights, and what the reference computes for them. */
final class Fixture {

    static final String CROSS_ENCODER = "ce-v3-default";
    static final String MEAN_WITHOUT_PROMPT = "st-prompts-excluded";
    static final String FIRST_TOKEN = "st-cls-prompt";

    private Fixture() {}

    static Path folder(String name) {
        try {
            return Path.of(Fixture.class.getResource("/models/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Model open(String name) {
        return open(folder(name));
    }

    static Model open(Path folder) {
        return new OnnxBackEnd().open(ModelRef.parse("onnx:" + folder));
    }

    static JsonNode expected(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder(name).resolve("expected.json")));
    }

    /** A copy of a model that a test may spoil. */
    static Path copy(String name, Path into) throws IOException {
        Path from = folder(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = into.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        return into;
    }

    /** Puts a member into a JSON object that is on disk. */
    static void put(Path file, String name, String json) throws IOException {
        String text = Files.exists(file) ? Files.readString(file).strip() : "{}";
        boolean empty = text.substring(1, text.length() - 1).isBlank();
        Files.writeString(file, "{\"%s\": %s%s%s".formatted(name, json, empty ? "" : ",", text.substring(1)));
    }

    /** Texts of many lengths, from none to far beyond what a tiny model reads. */
    static List<String> texts(int count, long seed) {
        Random random = new Random(seed);
        String[] words = {"tea", "tissue", "activator", "of", "HIV", "embryo", "1,25", "Ångström", "a", "regulates"};
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
