package dev.podium.torch.adapter;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An adapter's folder that stays as long as its model, of whichever kind its files say it is: AdapterHub's bottleneck where there is an
 * {@code adapter.safetensors}, a sparse difference where there is a {@code delta.safetensors}, and else PEFT's LoRA.
 *
 * <p>A head that was trained with a bottleneck or a difference lies beside it, in {@code head.safetensors}.
 *
 * @since 0.1.0
 */
public final class ServedAdapter {

    private static final String HEAD = "head.safetensors";

    private enum Kind {
        LORA,
        BOTTLENECK,
        SPARSE
    }

    private final Path folder;
    private final Kind kind;

    private ServedAdapter(Path folder, Kind kind) {
        this.folder = folder;
        this.kind = kind;
    }

    /** Of a folder. */
    public static ServedAdapter of(Path folder) {
        if (Files.exists(folder.resolve(Bottleneck.FILE))) {
            return new ServedAdapter(folder, Kind.BOTTLENECK);
        }
        return new ServedAdapter(folder, Files.exists(folder.resolve(SparseDelta.FILE)) ? Kind.SPARSE : Kind.LORA);
    }

    /**
     * Whether it brings the head of a classifier: then a base without one is read as a classifier.
     *
     * @throws ModelUnavailableException if the folder holds no adapter
     */
    public boolean classifies() {
        return kind == Kind.LORA ? Lora.classifies(folder) : Files.exists(folder.resolve(HEAD));
    }

    /** A checkpoint's tensors and, where it has none of their names, those that the adapter holds whole. */
    public TensorSource completed(TensorSource base) {
        if (kind == Kind.LORA) {
            return Lora.completed(base, folder);
        }
        return classifies() ? new Completed(base, AdapterFile.open(folder, HEAD)) : base;
    }

    /**
     * Lays it on a model that has been built.
     *
     * @param parameters of the model
     * @param encoder for bottlenecks, which stand at its joints; none where the network is something else
     * @return to be closed before the parameters
     * @throws ModelUnavailableException if it is damaged, or not for this model
     */
    public Adapter settled(Parameters parameters, @Nullable Encoder encoder) {
        return switch (kind) {
            case LORA -> Lora.settled(folder, parameters);
            case SPARSE -> laid(SparseDelta.open(folder, parameters));
            case BOTTLENECK -> {
                if (encoder == null) {
                    throw new ModelUnavailableException(
                            "The adapter in %s is a bottleneck, which is for encoders, and the model is something else.\nMaybe train a LoRA for it."
                                    .formatted(folder));
                }
                Bottleneck bottleneck = Bottleneck.open(folder, encoder);
                yield laid(new Owning(Stack.of(encoder, bottleneck), bottleneck));
            }
        };
    }

    private static Adapter laid(Adapter adapter) {
        try {
            adapter.lay();
            return adapter;
        } catch (RuntimeException e) {
            adapter.close();
            throw e;
        }
    }

    /** A stack that frees what it is made of. */
    private record Owning(Stack stack, Bottleneck part) implements Adapter {

        @Override
        public void lay() {
            stack.lay();
        }

        @Override
        public void lift() {
            stack.lift();
        }

        @Override
        public void close() {
            stack.close();
            part.close();
        }
    }
}
