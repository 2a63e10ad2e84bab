package dev.podium.torch.sentence;

import dev.podium.torch.layer.Numbers;
import dev.podium.torch.tensor.Device;
import java.nio.file.Path;

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
        return Assembly.open(folder, numbers, device, Folder.read(folder).kind());
    }

    /**
     * The model in a folder that does not say what it is, or says something else.
     *
     * <p>A plain checkpoint becomes a bi-encoder by the mean of its vectors (the last of them, for a language model), a sparse encoder
     * by its masked language model.
     */
    static SentenceModel open(Path folder, Numbers numbers, Device device, SentenceKind kind) {
        return Assembly.open(folder, numbers, device, kind);
    }

    /** Tokens of a text, or of both texts of a pair, with prompt and marks, that it reads at most. */
    int maxTokens();

    @Override
    void close();
}
