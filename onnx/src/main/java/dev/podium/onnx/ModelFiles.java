package dev.podium.onnx;

import dev.podium.model.ModelUnavailableException;
import dev.podium.text.jni.NativeLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of one model, in a folder or in a jar, by the names that Hugging Face gives them. */
sealed interface ModelFiles {

    /** Where the two usual places of an exported graph are, best first. */
    List<String> GRAPHS = List.of("onnx/model.onnx", "model.onnx");

    /**
     * The exported graph, as a file.
     *
     * @param name relative to the model; empty to find the only one
     */
    Path graph(String name);

    /** A text file, or null where there is none. */
    @Nullable
    String text(String name);

    /** A JSON file; a missing node where there is none. */
    default JsonNode json(String name) {
        String text = text(name);
        if (text == null) {
            return JsonMapper.shared().missingNode();
        }
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new ModelUnavailableException(
                    "The file \"%s\" of the model (%s) is no JSON: %s.\nMaybe it was cut while copying: fetch it again."
                            .formatted(name, this, e.getOriginalMessage()),
                    e);
        }
    }

    /** A text file that must be there. */
    default String required(String name) {
        String text = text(name);
        if (text == null) {
            throw new ModelUnavailableException(
                    "The model (%s) has no file \"%s\".\nMaybe copy it from where the model came from: Podium reads the fast tokenizer's own file only."
                            .formatted(this, name));
        }
        return text;
    }

    /** The files at a location: a folder, a graph within one, {@code classpath:/folder/in/a/jar} or {@code default}. */
    static ModelFiles at(String location) {
        if (location.equals(EmbeddedDefault.NAME)) {
            return new InJar(EmbeddedDefault.FOLDER);
        }
        if (location.startsWith("classpath:")) {
            String folder = location.substring("classpath:".length());
            return new InJar((folder.startsWith("/") ? folder : "/" + folder).replaceAll("/+$", ""));
        }
        Path path = path(location);
        if (path == null || !Files.exists(path)) {
            throw new ModelUnavailableException(
                    "There is no model at \"%s\": no such file or folder.\nMaybe the path is relative to another folder than %s."
                            .formatted(location, Path.of("").toAbsolutePath()));
        }
        if (!Files.isReadable(path) || (Files.isDirectory(path) && !Files.isExecutable(path))) {
            throw new ModelUnavailableException(
                    "The model at \"%s\" may not be read by this user (%s).\nMaybe change its permissions: a folder needs r and x."
                            .formatted(location, System.getProperty("user.name")));
        }
        if (Files.isDirectory(path)) {
            return new InFolder(path, "");
        }
        Path parent = path.toAbsolutePath().resolveSibling("");
        boolean nested = parent.endsWith("onnx") && !Files.exists(parent.resolve("tokenizer.json"));
        Path folder = nested ? parent.resolveSibling("") : parent;
        return new InFolder(folder, folder.relativize(path.toAbsolutePath()).toString());
    }

    /** Whether a location looks like a model of this back end, by its names alone. */
    static boolean plausible(String location) {
        if (location.equals(EmbeddedDefault.NAME) || location.startsWith("classpath:")) {
            return true;
        }
        Path path = path(location);
        if (path == null || !Files.isReadable(path)) {
            return false;
        }
        return Files.isDirectory(path)
                ? !InFolder.graphs(path).isEmpty()
                : path.toString().endsWith(".onnx");
    }

    private static @Nullable Path path(String location) {
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /**
     * A model in a folder.
     *
     * @param graphName the graph that was named, relative to the folder; empty if none was
     */
    record InFolder(Path folder, String graphName) implements ModelFiles {

        @Override
        public Path graph(String name) {
            String wanted = name.isEmpty() ? graphName : name;
            if (!wanted.isEmpty()) {
                Path graph = folder.resolve(wanted);
                if (!Files.isRegularFile(graph)) {
                    throw new ModelUnavailableException("The model (%s) has no file \"%s\".\nMaybe one of: %s."
                            .formatted(folder, wanted, graphs(folder)));
                }
                return graph;
            }
            for (String usual : GRAPHS) {
                if (Files.isRegularFile(folder.resolve(usual))) {
                    return folder.resolve(usual);
                }
            }
            List<String> all = graphs(folder);
            if (all.size() != 1) {
                throw new ModelUnavailableException(
                        all.isEmpty()
                                ? "The folder \"%s\" has no ONNX graph: neither %s nor another *.onnx.\nMaybe it holds weights of another kind, or was not exported to ONNX yet."
                                        .formatted(folder, String.join(" nor ", GRAPHS))
                                : "The folder \"%s\" has several ONNX graphs and none is called model.onnx: %s.\nMaybe say which: onnx:%s?file=%s"
                                        .formatted(folder, all, folder, all.getFirst()));
            }
            return folder.resolve(all.getFirst());
        }

        static List<String> graphs(Path folder) {
            return Stream.of(folder.resolve("onnx"), folder)
                    .filter(Files::isDirectory)
                    .flatMap(place -> {
                        try (Stream<Path> files = Files.list(place)) {
                            return files
                                    .filter(file -> file.toString().endsWith(".onnx"))
                                    .map(file -> folder.relativize(file).toString())
                                    .sorted()
                                    .toList()
                                    .stream();
                        } catch (IOException e) {
                            throw new ModelUnavailableException(
                                    "The folder \"%s\" could not be listed: %s.\nMaybe its permissions forbid it."
                                            .formatted(place, e),
                                    e);
                        }
                    })
                    .toList();
        }

        @Override
        public @Nullable String text(String name) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                return null;
            }
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new ModelUnavailableException(
                        "The file \"%s\" of a model could not be read: %s.\nMaybe its permissions forbid it, or it is not UTF-8."
                                .formatted(file, e),
                        e);
            }
        }

        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /** A model among the resources of a jar. */
    record InJar(String folder) implements ModelFiles {

        @Override
        public Path graph(String name) {
            for (String candidate : name.isEmpty() ? GRAPHS : List.of(name)) {
                URL url = url(candidate);
                if (url != null) {
                    return NativeLibraries.unpacked(url);
                }
            }
            throw new ModelUnavailableException(
                    "The class path has no ONNX graph in \"%s\".\nMaybe the jar that carries it is missing."
                            .formatted(folder));
        }

        @Override
        public @Nullable String text(String name) {
            URL url = url(name);
            if (url == null) {
                return null;
            }
            try (InputStream in = url.openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new ModelUnavailableException(
                        "The file \"%s\" of a model could not be read: %s.\nMaybe the jar is damaged: fetch it again."
                                .formatted(url, e),
                        e);
            }
        }

        private @Nullable URL url(String name) {
            URL own = ModelFiles.class.getResource(folder + "/" + name);
            if (own != null) {
                return own;
            }
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            return context == null ? null : context.getResource((folder + "/" + name).substring(1));
        }

        @Override
        public String toString() {
            return "classpath:" + folder;
        }
    }
}
