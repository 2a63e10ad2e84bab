package dev.podium.hub;

import dev.podium.hub.Transport.Answer;
import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the hub says of a revision: its commit, and the names of its files.
 *
 * @param commit 40 hexadecimal digits
 * @param files none leads out of its folder; see {@link FileName} for what is checked later
 */
record Listing(String commit, List<String> files) {

    // The largest repositories list some tens of thousands of files, in a few megabytes.
    static final int MOST_BYTES = 16 << 20;

    /** @throws ModelUnavailableException if the answer is too long, no JSON, or lacks what is needed */
    static Listing read(HubId id, Answer answer) throws IOException {
        byte[] bytes = answer.body().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw broken(id, "is longer than %d bytes".formatted(MOST_BYTES), null);
        }
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(bytes);
        } catch (JacksonException e) {
            throw broken(id, "is no JSON", e);
        }
        String commit = root.path("sha").asString("");
        if (!HubId.isCommit(commit)) {
            throw broken(id, "names no commit (\"sha\")", null);
        }
        if (id.pinned() && !commit.equals(id.revision())) {
            throw broken(id, "is about another commit, " + commit, null);
        }
        if (!root.path("siblings").isArray()) {
            throw broken(id, "lists no files (\"siblings\")", null);
        }
        List<String> files = new ArrayList<>();
        for (JsonNode file : root.path("siblings")) {
            String name = file.path("rfilename").asString("");
            FileName.mustStayInside(id, name);
            files.add(name);
        }
        return new Listing(commit, files);
    }

    private static ModelUnavailableException broken(HubId id, String law, @Nullable Throwable cause) {
        return new ModelUnavailableException(
                "The model %s cannot be had: what the hub answers about it %s.\nMaybe HF_ENDPOINT names a host that is no model hub."
                        .formatted(id, law),
                cause);
    }
}
