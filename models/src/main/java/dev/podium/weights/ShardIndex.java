package dev.podium.weights;

import dev.podium.file.BadDataException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The index of a checkpoint in several files: {@code model.safetensors.index.json}.
 *
 * <p>Its {@code weight_map} says which file has which tensor, its {@code metadata} what there is to know of all. A file is named,
 * not pathed: it lies beside the index, and a name that leads elsewhere is refused, as an index comes from the network.
 *
 * @param shards file name of each tensor, in the order of the index
 * @param metadata plain values; what has parts is left out
 */
record ShardIndex(SequencedMap<String, String> shards, SequencedMap<String, MetaValue> metadata) {

    /** How index files are named. */
    static final String SUFFIX = ".index.json";

    /**
     * Reads a mapped index.
     *
     * @throws BadDataException if it is no index, names a tensor twice, or a file elsewhere
     */
    static ShardIndex read(Path file, MemorySegment mapped) {
        if (mapped.byteSize() > SafetensorsHeader.LONGEST) {
            throw BrokenLaw.with(
                    file,
                    "Maybe this is no index.",
                    "The index (%d bytes) must have at most %d.",
                    mapped.byteSize(),
                    SafetensorsHeader.LONGEST);
        }
        SequencedMap<String, String> shards = new LinkedHashMap<>();
        SequencedMap<String, MetaValue> metadata = new LinkedHashMap<>();
        try (StrictJson json = new StrictJson(file, mapped)) {
            json.object("The index");
            for (String member = json.name(); member != null; member = json.name()) {
                switch (member) {
                    case "weight_map" -> shards(file, json, shards);
                    case "metadata" -> metadata(json, metadata);
                    default -> json.skip();
                }
            }
            json.end();
        }
        if (shards.isEmpty()) {
            throw BrokenLaw.with(
                    file, "Maybe this is another JSON file.", "The index must have a weight_map that names tensors.");
        }
        return new ShardIndex(shards, metadata);
    }

    private static void shards(Path file, StrictJson json, SequencedMap<String, String> shards) {
        json.object("weight_map");
        for (String tensor = json.name(); tensor != null; tensor = json.name()) {
            String shard = json.text("The file of tensor \"" + tensor + "\"");
            if (shard.isBlank()
                    || shard.equals(".")
                    || shard.equals("..")
                    || !shard.chars().allMatch(ShardIndex::isOfName)) {
                throw BrokenLaw.with(
                        file,
                        "Maybe do not trust this checkpoint.",
                        "The file of tensor \"%s\" (\"%s\") must be a name in the index's own folder, not a path.",
                        tensor,
                        shard);
            }
            if (shards.putIfAbsent(tensor, shard) != null) {
                throw BrokenLaw.damaged(file, "A tensor must stand once, and \"%s\" stands twice.", tensor);
            }
        }
    }

    /** No separator of any system, no drive or stream, no control character. */
    private static boolean isOfName(int c) {
        return c >= ' ' && c != '/' && c != '\\' && c != ':';
    }

    private static void metadata(StrictJson json, SequencedMap<String, MetaValue> metadata) {
        json.object("metadata");
        for (String key = json.name(); key != null; key = json.name()) {
            MetaValue value = json.plain("The metadata \"" + key + "\"");
            if (value != null) {
                metadata.put(key, value);
            }
        }
    }
}
