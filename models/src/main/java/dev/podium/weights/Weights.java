package dev.podium.weights;

import dev.podium.file.BadDataException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The named tensors of one checkpoint, mapped into memory: safetensors, in one file or in several, or GGUF.
 *
 * <p>Opening reads headers alone and checks that every tensor lies within its file; the numbers stay in the file until a
 * {@link TensorView} is asked for them, and the operating system shares them between all who map it.
 *
 * <p>Any number of threads may read at once. {@link #close} unmaps: all views become invalid, {@link #metadata} stays. A file
 * must not be cut while it is open, as reading behind its new end stops the virtual machine.
 *
 * @since 0.1.0
 */
public final class Weights implements AutoCloseable {

    /** What the files are. */
    public enum Format {
        /** Names and shapes are those of the model's code. */
        SAFETENSORS,
        /** Names are llama.cpp's, and some architectures' tensors are laid out its way. */
        GGUF
    }

    private final Path source;
    private final Format format;
    private final List<Path> files;
    private final SequencedMap<String, TensorView> tensors;
    private final Metadata metadata;
    private final Arena arena;

    private Weights(
            Path source,
            Format format,
            List<Path> files,
            SequencedMap<String, TensorView> tensors,
            SequencedMap<String, MetaValue> metadata,
            Arena arena) {
        this.source = source;
        this.format = format;
        this.files = List.copyOf(files);
        this.tensors = Collections.unmodifiableSequencedMap(tensors);
        this.metadata = new Metadata(metadata);
        this.arena = arena;
    }

    /**
     * Opens a checkpoint.
     *
     * @param path a safetensors or GGUF file, which its content tells; a {@code .index.json} of a sharded checkpoint; or a folder
     *     with {@code model.safetensors}, {@code model.safetensors.index.json}, {@code adapter_model.safetensors} (the first of them),
     *     or else one file of the kind
     * @throws BadDataException if there is none, it is a pickle, or it breaks a law of its format
     * @throws IOException if it cannot be read
     */
    @SuppressWarnings("MustBeClosedChecker") // the weights close it
    public static Weights open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw BrokenLaw.with(path, "Maybe the name is misspelt.", "There is no such file or folder.");
        }
        Path file = Files.isDirectory(path) ? CheckpointFolder.checkpoint(path) : path;
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try {
            Weights weights = file.toString().endsWith(ShardIndex.SUFFIX)
                    ? sharded(path, file, arena)
                    : single(path, file, arena);
            opened = true;
            return weights;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    private static Weights single(Path path, Path file, Arena arena) throws IOException {
        MemorySegment mapped = map(file, arena);
        if (GgufFile.beginsLikeOne(mapped) || file.toString().endsWith(".gguf")) {
            GgufFile gguf = GgufFile.read(file, mapped);
            return new Weights(path, Format.GGUF, List.of(file), gguf.tensors(), gguf.metadata(), arena);
        }
        SafetensorsHeader header = safetensors(file, mapped);
        return new Weights(path, Format.SAFETENSORS, List.of(file), header.tensors(), header.metadata(), arena);
    }

    private static Weights sharded(Path path, Path file, Arena arena) throws IOException {
        ShardIndex index = ShardIndex.read(file, map(file, arena));
        Map<String, SafetensorsHeader> headers = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>(List.of(file));
        SequencedMap<String, MetaValue> metadata = new LinkedHashMap<>(index.metadata());
        SequencedMap<String, TensorView> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, String> placed : index.shards().entrySet()) {
            String name = placed.getKey();
            String shard = placed.getValue();
            SafetensorsHeader header = headers.get(shard);
            if (header == null) {
                Path beside = file.resolveSibling(shard);
                if (!Files.isRegularFile(beside)) {
                    throw BrokenLaw.with(
                            file,
                            "Maybe the download is not complete.",
                            "The shard \"%s\", which has tensor \"%s\", must lie beside the index, and does not.",
                            shard,
                            name);
                }
                header = safetensors(beside, map(beside, arena));
                headers.put(shard, header);
                files.add(beside);
                header.metadata().forEach(metadata::putIfAbsent);
            }
            TensorView view = header.tensors().get(name);
            if (view == null) {
                throw BrokenLaw.with(
                        file,
                        "Maybe index and shards are of two versions of the checkpoint.",
                        "Tensor \"%s\" must be in shard \"%s\", and is not.",
                        name,
                        shard);
            }
            tensors.put(name, view);
        }
        return new Weights(path, Format.SAFETENSORS, files, tensors, metadata, arena);
    }

    private static SafetensorsHeader safetensors(Path file, MemorySegment mapped) {
        if (Pickles.beginsLikeOne(mapped)) {
            throw Pickles.refused(file);
        }
        try {
            return SafetensorsHeader.read(file, mapped);
        } catch (BadDataException e) {
            // An old pickle begins with anything; its name is the better explanation.
            throw Pickles.isNamedLikeOne(file) ? Pickles.refused(file) : e;
        }
    }

    private static MemorySegment map(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    /** What was opened. */
    public Path source() {
        return source;
    }

    /** What the files are. */
    public Format format() {
        return format;
    }

    /** The files that are mapped: one, or an index and its shards in the order of their first tensor. */
    public List<Path> files() {
        return files;
    }

    /** The names of all tensors, in the order of the header or index. */
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    /** All tensors by name, in the same order. */
    public SequencedMap<String, TensorView> tensors() {
        return tensors;
    }

    /** Whether there is a tensor of this name. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /**
     * A tensor.
     *
     * @throws IllegalArgumentException if there is none of this name; the message has the nearest
     */
    public TensorView tensor(String name) {
        TensorView view = tensors.get(name);
        if (view == null) {
            throw new IllegalArgumentException("%s has no tensor \"%s\" among its %d.\nMaybe %s."
                    .formatted(source, name, tensors.size(), nearest(name)));
        }
        return view;
    }

    /** Checkpoints of a bare model and of one with a head differ in a prefix; so the same ending is the best guess. */
    private String nearest(String name) {
        return tensors.keySet().stream()
                .filter(there -> there.endsWith("." + name) || name.endsWith("." + there))
                .findFirst()
                .map(there -> "\"" + there + "\" is meant")
                .orElseGet(() -> "it is of another architecture; it begins with "
                        + tensors.keySet().stream().limit(3).toList());
    }

    /** What the checkpoint says of itself. */
    public Metadata metadata() {
        return metadata;
    }

    /** Unmaps the files; a second time does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    @Override
    public String toString() {
        return "%s, %d tensors in %s".formatted(format, tensors.size(), source);
    }
}
