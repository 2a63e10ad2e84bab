package dev.podium.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that a checkpoint's index names. */
final class Shards {

    private Shards() {}

    /** Sorted; none if the index is damaged, which whoever reads the weights says better. */
    static List<String> named(Path index) throws IOException {
        TreeSet<String> shards = new TreeSet<>();
        try {
            for (JsonNode shard :
                    JsonMapper.shared().readTree(Files.readAllBytes(index)).path("weight_map")) {
                shards.add(shard.asString(""));
            }
        } catch (JacksonException e) {
            return List.of();
        }
        return List.copyOf(shards);
    }
}
