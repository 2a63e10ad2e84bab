package dev.podium.torch.verify;

import dev.podium.text.Tokenizer;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.config.Config;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.sentence.SentenceModel;
import dev.podium.torch.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The checkpoint that is examined: opened in the way that a check needs, once for all checks that need it so.
 *
 * <p>In float32 on the CPU, as the golden numbers were made.
 */
final class Subject implements AutoCloseable {

    private final Path folder;
    private final Map<String, Object> opened = new HashMap<>();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();

    Subject(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    private interface Opening<T> {
        T open();
    }

    private <T> T once(Class<T> type, String name, Opening<T> opening) {
        Object known = opened.get(type.getName() + " " + name);
        if (known == null) {
            known = opening.open();
            opened.put(type.getName() + " " + name, known);
            if (known instanceof AutoCloseable closeable) {
                closing.push(closeable);
            }
        }
        return type.cast(known);
    }

    /** The folder's checkpoint, or one of its GGUF files. @param file empty for the folder itself */
    Checkpoint checkpoint(String file) {
        return once(Checkpoint.class, file, () -> Checkpoint.open(file.isEmpty() ? folder : folder.resolve(file)));
    }

    Checkpoint checkpoint() {
        return checkpoint("");
    }

    Config config() {
        return checkpoint().config();
    }

    Parameters parameters(String file) {
        return once(Parameters.class, file, () -> checkpoint(file).parameters(Numbers.FLOAT32, Device.CPU));
    }

    /** The tokenizer of the folder, or the one within a GGUF file. */
    Tokenizer tokenizer(String file) {
        return once(
                Tokenizer.class,
                file,
                () -> file.isEmpty() ? Tokenizer.open(folder) : checkpoint(file).tokenizer());
    }

    CausalLm causalLm(String file) {
        return once(CausalLm.class, file, () -> CausalLm.of(checkpoint(file).config(), parameters(file)));
    }

    SentenceModel sentenceModel() {
        return once(SentenceModel.class, "", () -> SentenceModel.open(folder, Numbers.FLOAT32, Device.CPU));
    }

    /** Any other network of the folder's checkpoint. */
    <T> T network(Class<T> type, java.util.function.BiFunction<Config, Parameters, T> made) {
        return once(type, "", () -> made.apply(config(), parameters("")));
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("What was opened in %s does not close.".formatted(folder), e);
            }
        }
    }
}
