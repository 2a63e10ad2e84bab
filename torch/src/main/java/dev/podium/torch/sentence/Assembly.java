package dev.podium.torch.sentence;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Similarity;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a model together from the modules of a folder.
 *
 * <p>A module that several ways share is made once.
 */
final class Assembly {

    private static final double LAYER_NORM_EPSILON = 1e-5; // torch's

    /** A first module: how it reads, and what with. */
    private record Front(Reader reader, Network network, int width, boolean decoder) {

        Front(Reader reader, Network network, int width) {
            this(reader, network, width, false);
        }
    }

    private final Folder folder;
    private final SentenceKind kind;
    private final LateSettings late;
    private final Prompts prompts;
    private final Opened opened;
    private final Map<Folder.Module, Front> fronts = new HashMap<>();
    private final Map<List<Folder.Module>, Pipeline> pipelines = new HashMap<>();

    private Assembly(Folder folder, SentenceKind kind, Opened opened) {
        this.folder = folder;
        this.kind = kind;
        this.opened = opened;
        this.late = kind == SentenceKind.LATE_INTERACTION ? LateSettings.read(folder) : LateSettings.NONE;
        this.prompts = Prompts.read(folder.settings());
    }

    static SentenceModel open(Path path, Numbers numbers, Device device, SentenceKind kind, @Nullable Path adapter) {
        return open(path, kind, new Opened(numbers, device, adapter));
    }

    /** @param opened closed with the model, or at once if there is none */
    static SentenceModel open(Path path, SentenceKind kind, Opened opened) {
        boolean done = false;
        try {
            SentenceModel model = new Assembly(Folder.read(path), kind, opened).model();
            done = true;
            return model;
        } finally {
            if (!done) {
                opened.close();
            }
        }
    }

    private SentenceModel model() {
        Map<Task, Pipeline> ways = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            ways.put(task, pipelines.computeIfAbsent(modules(task), this::pipeline));
        }
        opened.adapt(modules(Task.NONE).getFirst().path());
        Routes routes = new Routes(ways);
        Batches batches = Batches.of(opened.numbers(), opened.device());
        return switch (kind) {
            case BI_ENCODER ->
                new BiEncoder(
                        folder.path(),
                        routes,
                        similarity(),
                        prompts(modules(Task.NONE).getFirst()),
                        batches,
                        opened);
            case SPARSE_ENCODER -> new SparseEncoder(routes, batches, opened);
            case CROSS_ENCODER -> {
                int labels = routes.of(Task.NONE).width();
                Config model = modules(Task.NONE).getFirst().config();
                yield new CrossEncoder(routes, ScoreActivation.find(folder.settings(), model, labels), batches, opened);
            }
            case LATE_INTERACTION -> {
                boolean mean =
                        folder.settings().textOr("", "similarity_fn_name").equalsIgnoreCase("meanmaxsim");
                yield new LateInteraction(routes, mean, batches, opened);
            }
        };
    }

    /** Who reads prompts as they stand, where a decoder does. */
    private @Nullable PromptReader prompts(Folder.Module first) {
        Front front = front(first);
        return front.decoder() ? PromptReader.of(first.path(), front.reader()) : null;
    }

    private Similarity similarity() {
        String name = folder.settings().textOr("cosine", "similarity_fn_name");
        try {
            return Similarity.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ModelUnavailableException(
                    "The model %s compares vectors by \"%s\", and only cosine, dot, euclidean and manhattan are known.\nMaybe correct similarity_fn_name in config_sentence_transformers.json."
                            .formatted(folder.path(), name),
                    e);
        }
    }

    /** The modules on the way of a task; where a module has several ways in it, those of the right one. */
    private List<Folder.Module> modules(Task task) {
        List<Folder.Module> modules = new ArrayList<>();
        for (Folder.Module module : folder.modules()) {
            if (module.type().equals("Router") || module.type().equals("Asym")) {
                Map<String, List<Folder.Module>> routes = Folder.routes(module);
                modules.addAll(routes.getOrDefault(Folder.route(module, routes, task), List.of()));
            } else {
                modules.add(module);
            }
        }
        return modules.isEmpty() ? List.of(new Folder.Module("Transformer", folder.path())) : modules;
    }

    private Pipeline pipeline(List<Folder.Module> modules) {
        Front front = front(modules.getFirst());
        List<Stage> stages = new ArrayList<>();
        int width = front.width();
        for (Folder.Module module : modules.subList(1, modules.size())) {
            Stage stage = stage(module, front.reader());
            stages.add(stage);
            width = width(stage, width);
        }
        for (Stage stage : unsaid(front, stages)) {
            stages.add(stage);
            width = width(stage, width);
        }
        return new Pipeline(front.reader(), front.network(), stages, width, opened.lock());
    }

    private Front front(Folder.Module module) {
        Front known = fronts.get(module);
        if (known != null) {
            return known;
        }
        Front front = switch (module.type()) {
            case "Transformer", "MLMTransformer" -> transformer(module);
            case "StaticEmbedding" -> {
                StaticEmbedding network = StaticEmbedding.read(opened.parameters(module.path()));
                yield new Front(
                        opened.keep(Fronts.bare(module.path(), prompts, Integer.MAX_VALUE)), network, network.width());
            }
            case "SparseStaticEmbedding", "IDF" -> {
                StaticWeights network = StaticWeights.read(module.config(), opened, module.path());
                yield new Front(
                        opened.keep(Fronts.bare(module.path(), prompts, Fronts.tokenizerLimit(module.path()))),
                        network,
                        network.width());
            }
            default ->
                throw new ModelUnavailableException(
                        "The model %s begins with a module %s, which is not known here: Transformer, StaticEmbedding and SparseStaticEmbedding are."
                                .formatted(folder.path(), module.type()));
        };
        fronts.put(module, front);
        return front;
    }

    private Front transformer(Folder.Module module) {
        Config config = Fronts.config(module.path());
        String task = config.textOr(usualTask(module), "transformer_task");
        Networks.Made made = Networks.open(module.path(), task, opened);
        Reader reader = opened.keep(
                Fronts.reader(module.path(), config, Math.min(made.maxTokens(), opened.maxTokens()), prompts, late));
        return new Front(reader, made.network(), made.width(), made.decoder());
    }

    private String usualTask(Folder.Module module) {
        return switch (kind) {
            case BI_ENCODER, LATE_INTERACTION -> "feature-extraction";
            case SPARSE_ENCODER ->
                module.type().equals("MLMTransformer") || folder.modules().isEmpty()
                        ? "fill-mask"
                        : "feature-extraction";
            case CROSS_ENCODER -> isLanguageModel() ? "text-generation" : "sequence-classification";
        };
    }

    private boolean isLanguageModel() {
        List<String> architectures = folder.architectures();
        return !architectures.isEmpty()
                && architectures.getFirst().endsWith("ForCausalLM")
                && folder.model().flagOr(true, "is_causal")
                && !opened.classifies();
    }

    private Stage stage(Folder.Module module, Reader reader) {
        Config config = module.config();
        return switch (module.type()) {
            case "Pooling" -> Pooling.read(config);
            case "Normalize" -> Normalize.read(config);
            case "Dense" ->
                Dense.read(
                        config,
                        opened.parameters(module.path()),
                        kind == SentenceKind.LATE_INTERACTION ? Features.TOKENS : Features.TEXTS);
            case "LayerNorm" -> {
                LayerNorm norm = opened.parameters(module.path()).layerNorm("norm", LAYER_NORM_EPSILON);
                yield features -> features.put(Features.TEXTS, norm.of(features.tensor(Features.TEXTS)));
            }
            case "Dropout" -> _ -> {}; // works in training alone
            case "SpladePooling" -> SpladePooling.read(config);
            case "LogitScore" -> LogitScore.read(config);
            case "MultiVectorMask" -> MultiVectorMask.read(config, reader::id);
            default ->
                throw new ModelUnavailableException(
                        "The model %s has a module %s, which is not known here.\nMaybe another checkpoint of the same training: most have Transformer, Pooling, Dense and Normalize alone."
                                .formatted(folder.path(), module.type()));
        };
    }

    /** What the reference adds where the files do not say it. */
    private List<Stage> unsaid(Front front, List<Stage> said) {
        Reader reader = front.reader();
        if (!folder.modules().isEmpty()) {
            return folder.isPyLate() ? lastOfLate(reader) : List.of();
        }
        List<Stage> stages = new ArrayList<>(said);
        switch (kind) {
            case BI_ENCODER ->
                stages.add(new Pooling(List.of(isLanguageModel() ? Pooling.Mode.LAST : Pooling.Mode.MEAN), true));
            case SPARSE_ENCODER -> stages.add(new SpladePooling(false, false));
            case CROSS_ENCODER -> {
                if (isLanguageModel()) {
                    stages.add(new LogitScore(reader.id("yes"), reader.id("no")));
                }
            }
            case LATE_INTERACTION -> {
                Parameters parameters = opened.parameters(folder.path());
                stages.add(Dense.projection(parameters));
                stages.addAll(lastOfLate(reader));
            }
        }
        return stages;
    }

    private List<Stage> lastOfLate(Reader reader) {
        return List.of(
                MultiVectorMask.ofDocuments(late.skipped() == null ? List.of() : late.skipped(), reader::id),
                new Normalize(Features.TOKENS, Features.TOKENS));
    }

    private static int width(Stage stage, int before) {
        return switch (stage) {
            case Pooling pooling -> before * pooling.modes().size();
            case Dense dense -> dense.linear().out();
            case LogitScore _ -> 1;
            default -> before;
        };
    }
}
