package dev.podium.torch.sentence;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the files of a folder say: its modules, its settings, and so its kind.
 *
 * @param path where it lies
 * @param settings {@code config_sentence_transformers.json}, maybe empty
 * @param model {@code config.json}, maybe empty
 * @param modules in order; none where there is no {@code modules.json}
 */
record Folder(Path path, Config settings, Config model, List<Module> modules) {

    /**
     * One module.
     *
     * @param type the last part of its class: the names of several versions agree in it
     * @param path its own folder, which is the model's own for the first
     */
    record Module(String type, Path path) {

        /** Its {@code config.json}, maybe empty. */
        Config config() {
            return Config.readIfThere(path.resolve("config.json"));
        }
    }

    /** Copies. */
    Folder {
        modules = List.copyOf(modules);
    }

    /** Reads a folder. */
    static Folder read(Path path) {
        if (!Files.isDirectory(path)) {
            throw new ModelUnavailableException("There is no folder %s.\nMaybe the name is misspelt.".formatted(path));
        }
        List<Module> modules = new ArrayList<>();
        Path file = path.resolve("modules.json");
        if (Files.isRegularFile(file)) {
            for (Config entry : Config.readList(file)) {
                modules.add(module(path, entry.text("type"), entry.textOr("", "path")));
            }
        }
        return new Folder(
                path,
                Config.readIfThere(path.resolve("config_sentence_transformers.json")),
                Config.readIfThere(path.resolve("config.json")),
                modules);
    }

    /**
     * A module by its class and its place.
     *
     * @throws ModelUnavailableException if the class is of nobody known, or the place outside of the folder
     */
    static Module module(Path folder, String type, String place) {
        if (!type.startsWith("sentence_transformers.") && !type.startsWith("pylate.")) {
            throw new ModelUnavailableException(
                    "The module \"%s\" of %s is code of its own, and only modules of sentence-transformers and PyLate are known.\nMaybe another checkpoint: no code of a checkpoint is ever run."
                            .formatted(type, folder));
        }
        Path path = folder.resolve(place).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw new ModelUnavailableException(
                    "The path \"%s\" of a module must stay within %s.".formatted(place, folder));
        }
        return new Module(type.substring(type.lastIndexOf('.') + 1), path);
    }

    /** What it is. */
    SentenceKind kind() {
        String named = settings.textOr("", "model_type");
        switch (named) {
            case "SentenceTransformer" -> {
                return SentenceKind.BI_ENCODER;
            }
            case "CrossEncoder" -> {
                return SentenceKind.CROSS_ENCODER;
            }
            case "SparseEncoder" -> {
                return SentenceKind.SPARSE_ENCODER;
            }
            case "MultiVectorEncoder", "ColBERT" -> {
                return SentenceKind.LATE_INTERACTION;
            }
            default -> {}
        }
        if (!modules.isEmpty()) {
            return modules.stream().anyMatch(module -> module.type().equals("SpladePooling"))
                    ? SentenceKind.SPARSE_ENCODER
                    : SentenceKind.BI_ENCODER;
        }
        if (isStanfordColBert()) {
            return SentenceKind.LATE_INTERACTION;
        }
        return architectures().stream().anyMatch(name -> name.endsWith("ForSequenceClassification"))
                ? SentenceKind.CROSS_ENCODER
                : SentenceKind.BI_ENCODER;
    }

    /** The classes that the checkpoint was saved from. */
    List<String> architectures() {
        return model.texts("architectures");
    }

    /** Whether it is as the Stanford code writes it: the projection among the encoder's weights. */
    boolean isStanfordColBert() {
        return modules.isEmpty() && architectures().contains("HF_ColBERT");
    }

    /** Whether PyLate wrote it, up to its version 3: what comes behind the projection is not among the modules. */
    boolean isPyLate() {
        return settings.textOr("", "model_type").equals("ColBERT");
    }

    /**
     * The parts of a module that has several ways.
     *
     * @return by way, in order
     */
    static Map<String, List<Module>> routes(Module router) {
        Path file = router.path().resolve("router_config.json");
        Config config = Files.isRegularFile(file) ? Config.read(file) : router.config();
        Map<String, List<Module>> routes = new LinkedHashMap<>();
        config.under("structure").json().properties().forEach(route -> {
            List<Module> parts = new ArrayList<>();
            for (String id : config.under("structure").texts(route.getKey())) {
                parts.add(module(router.path(), config.under("types").text(id), id));
            }
            routes.put(route.getKey(), parts);
        });
        if (routes.isEmpty()) {
            throw new ModelUnavailableException(
                    "%s has no routes, which its module Router needs.\nMaybe router_config.json is missing."
                            .formatted(router.path()));
        }
        return routes;
    }

    /** The way of a task: its own, or the default one. */
    static String route(Module router, Map<String, List<Module>> routes, Task task) {
        Path file = router.path().resolve("router_config.json");
        Config parameters = (Files.isRegularFile(file) ? Config.read(file) : router.config()).under("parameters");
        String wanted = switch (task) {
            case QUERY -> "query";
            case DOCUMENT -> "document";
            case NONE -> "";
        };
        // Keys of the mappings are pairs as Python writes them: task and modality.
        Config mappings = parameters.under("route_mappings");
        String python = wanted.isEmpty() ? "None" : "'" + wanted + "'";
        for (String key : List.of(
                "(%s, 'text')".formatted(python), "(%s, None)".formatted(python), "(None, 'text')", "(None, None)")) {
            if (mappings.has(key)) {
                return known(mappings.text(key), routes, router);
            }
        }
        if (routes.containsKey(wanted)) {
            return wanted;
        }
        if (routes.containsKey("text")) {
            return "text";
        }
        String usual = parameters.textOr(routes.keySet().iterator().next(), "default_route");
        return known(usual, routes, router);
    }

    private static String known(String route, Map<String, List<Module>> routes, Module router) {
        if (!routes.containsKey(route)) {
            throw new ModelUnavailableException(
                    "The route \"%s\" of %s must be one of %s.".formatted(route, router.path(), routes.keySet()));
        }
        return route;
    }
}
