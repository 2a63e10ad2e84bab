package dev.podium.torch.sentence;

import dev.podium.torch.layer.Numbers;
import dev.podium.torch.tensor.Device;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model as sentence-transformers and its relatives keep them in a folder: one of four kinds, which the folder tells.
 *
 * <p>Safe for use by several threads. Owns its files and native memory until it is closed.
 *
 * @since 0.1.0
 */
public sealed interface SentenceModel extends AutoCloseable
        permits BiEncoder, CrossEncoder, LateInteraction, SparseEncoder {

    /**
     * The model in a folder.
     *
     * @param folder with {@code modules.json} or, for the older formats and for plain checkpoints, {@code config.json} alone
     * @throws dev.podium.model.ModelUnavailableException if a file is missing or damaged, or asks for what is not known here
     */
    static SentenceModel open(Path folder, Numbers numbers, Device device) {
        return open(folder, numbers, device, null, null);
    }

    /**
     * The model in a folder that does not say what it is, or says something else.
     *
     * <p>A plain checkpoint becomes a bi-encoder by the mean of its vectors (the last of them, for a language model), a sparse encoder
     * by its masked language model.
     */
    static SentenceModel open(Path folder, Numbers numbers, Device device, SentenceKind kind) {
        return open(folder, numbers, device, kind, null);
    }

    /**
     * The same, changed by a LoRA.
     *
     * @param kind or none for what the folder says
     * @param adapter its folder, or none; it may bring the head that the checkpoint lacks
     */
    static SentenceModel open(
            Path folder, Numbers numbers, Device device, @Nullable SentenceKind kind, @Nullable Path adapter) {
        return Assembly.open(
                folder, numbers, device, kind == null ? Folder.read(folder).kind() : kind, adapter);
    }

    /** Tokens of a text, or of both texts of a pair, with prompt and marks, that it reads at most. */
    int maxTokens();

    @Override
    void close();
}
