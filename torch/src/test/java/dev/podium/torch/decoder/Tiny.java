package dev.podium.torch.decoder;

import dev.podium.text.Tokenizer;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Torch;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** One of the tiny checkpoints, opened with all that tests need of it. */
final class Tiny implements AutoCloseable {

    final Golden golden;
    final Checkpoint checkpoint;
    final Parameters parameters;
    final Tokenizer tokenizer;

    private Tiny(Path folder) {
        Torch.threads(1);
        golden = Golden.open(folder);
        checkpoint = Checkpoint.open(folder);
        parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
        tokenizer = Tokenizer.open(folder);
    }

    static Tiny open(String name) {
        return new Tiny(Golden.copy(name).folder());
    }

    static Tiny open(Path folder) {
        return new Tiny(folder);
    }

    CausalLm causal() {
        return CausalLm.of(checkpoint.config(), parameters);
    }

    int[] text(String name) {
        return Golden.ints(golden.json().path("texts").path(name).path("ids"));
    }

    static int[] ints(JsonNode list) {
        return Golden.ints(list);
    }

    @Override
    public void close() {
        tokenizer.close();
        parameters.close();
        checkpoint.close();
        golden.close();
    }
}
