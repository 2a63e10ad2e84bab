package dev.podium.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which files of a repository a back end asks for.
 *
 * <p>Patterns: {@code *} is anything within one folder, {@code **} across folders, {@code ?} one character, <code>{a,b}</code> one
 * of several. Whatever they say, files that execute code when they are read are never fetched: pickles in all their names, Keras
 * and msgpack.
 *
 * <p>Weights are fetched once. Where a repository holds them twice, {@code model.safetensors} or its shards win over other
 * safetensors beside them (variants in half precision, Mistral's {@code consolidated.safetensors}) that only a pattern took.
 *
 * @param include a file is wanted if one of these takes it
 * @param without and none of these does
 * @param required each must take at least one file, or the model is not there
 * @since 0.1.0
 */
public record Wanted(List<String> include, List<String> without, List<String> required) {

    private static final Pattern NEVER = Pattern.compile(
            ".*\\.(?:bin|pt|pth|ckpt|pkl|pickle|joblib|dill|npz|npy|msgpack|h5|keras|py|sh|exe|so|dll|jar)");
    private static final List<String> SMALL_PARTS =
            List.of("*.json", "*.txt", "*.jinja", "*.model", "artifact.metadata");
    private static final List<String> OTHER_FORMATS =
            List.of("onnx/**", "openvino/**", "coreml/**", "tflite/**", "original/**", "runs/**", "checkpoint-*/**");

    /** Copies. */
    public Wanted {
        include = List.copyOf(include);
        without = List.copyOf(without);
        required = List.copyOf(required);
    }

    /**
     * A checkpoint in safetensors, with configuration, tokenizer, chat template, and the modules of sentence-transformers in
     * their folders.
     */
    public static Wanted checkpoint() {
        List<String> include = new ArrayList<>(SMALL_PARTS);
        include.addAll(List.of("*.safetensors", "*/*.json", "*/*.txt", "*/*.safetensors"));
        return new Wanted(include, OTHER_FORMATS, List.of("{adapter_,}config.json", "*.safetensors"));
    }

    /**
     * One GGUF file, or the parts of one, with configuration beside it.
     *
     * @param file name or pattern, such as {@code *Q8_0.gguf}
     */
    public static Wanted gguf(String file) {
        return new Wanted(List.of(file, "*.json", "*.jinja"), List.of(), List.of(file));
    }

    /**
     * One ONNX graph with its weights, configuration and tokenizer.
     *
     * @param file name or pattern, such as {@code onnx/model.onnx}
     */
    public static Wanted onnx(String file) {
        List<String> include = new ArrayList<>(SMALL_PARTS);
        include.addAll(List.of(file, file + "_data", file + ".data", "*/*.json"));
        return new Wanted(include, List.of(), List.of(file));
    }

    /** These files and no others, all of them required. */
    public static Wanted files(String... names) {
        return new Wanted(List.of(names), List.of(), List.of(names));
    }

    /** Whether a file is wanted, as far as its name tells. */
    public boolean takes(String file) {
        return !isNever(file) && takenBy(include, file) && !takenBy(without, file);
    }

    /** Those of a repository's files that are wanted, in their order. */
    List<String> among(Collection<String> listed) {
        boolean whole = listed.contains("model.safetensors") && takes("model.safetensors");
        boolean sharded = listed.contains("model.safetensors.index.json") && takes("model.safetensors.index.json");
        return listed.stream()
                .filter(this::takes)
                .filter(file -> include.contains(file)
                        || !(whole || sharded)
                        || !takenBy(List.of("*.safetensors"), file)
                        || takenBy(
                                List.of(
                                        whole ? "model.safetensors" : "model-*-of-*.safetensors",
                                        "adapter_*.safetensors"),
                                file))
                .toList();
    }

    /** Those requirements that none of these files meets. */
    List<String> missing(Collection<String> files) {
        return required.stream()
                .filter(pattern -> files.stream().noneMatch(file -> matches(pattern, file)))
                .toList();
    }

    /** The names in {@link #include} that are no patterns. */
    List<String> literals() {
        return include.stream()
                .filter(pattern -> pattern.chars().noneMatch(c -> "*?{".indexOf(c) >= 0))
                .toList();
    }

    /** Whether reading such a file would run what is in it, or it is a program. */
    static boolean isNever(String file) {
        return NEVER.matcher(file.toLowerCase(Locale.ROOT)).matches();
    }

    private static boolean takenBy(List<String> patterns, String file) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, file));
    }

    private static boolean matches(String pattern, String file) {
        return Pattern.matches(regex(pattern), file);
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        boolean choice = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '{' && pattern.indexOf('}', i) > 0) {
                regex.append("(?:");
                choice = true;
            } else if (c == ',' && choice) {
                regex.append('|');
            } else if (c == '}' && choice) {
                regex.append(')');
                choice = false;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
