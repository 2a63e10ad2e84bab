package dev.podium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.file.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicklesTest {

    private static final byte[] ZIP = {'P', 'K', 3, 4, 20, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] PROTOCOL_2 = {
        (byte) 0x80, 2, (byte) 0x8a, 10, 'l', (byte) 0xfc, (byte) 0x9c, 'F', (byte) 0xf9, ' ', 'j'
    };

    @TempDir
    private Path folder;

    @Test
    void a_folder_with_nothing_but_a_pickle_says_why_it_is_not_read_and_what_to_do() throws IOException {
        Checkpoints.write(folder, "config.json", new byte[] {'{', '}'});
        Checkpoints.write(folder, "pytorch_model.bin", ZIP);

        assertThatThrownBy(() -> Weights.open(folder))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("pytorch_model.bin: This is a Python pickle")
                .hasMessageContaining("executes code")
                .hasMessageContaining("safetensors.torch.save_file");
    }

    @Test
    void a_pickle_is_known_by_its_name_or_by_its_first_bytes() throws IOException {
        for (String name : List.of("a.bin", "a.pt", "a.pth", "a.ckpt", "a.PKL", "a.pickle", "a.joblib")) {
            Path file = Checkpoints.write(folder, name, new byte[] {'c', 'o', 's', '\n', 's', 'y', 's', 't', 'e', 'm'});
            assertThatThrownBy(() -> Weights.open(file)).as(name).hasMessageContaining("This is a Python pickle");
        }
        for (byte[] bytes : List.of(ZIP, PROTOCOL_2)) {
            Path file = Checkpoints.write(folder, "model.safetensors", bytes);
            assertThatThrownBy(() -> Weights.open(file)).hasMessageContaining("This is a Python pickle");
        }
    }

    @Test
    void safetensors_beside_a_pickle_are_opened() throws IOException {
        Checkpoints.write(folder, "pytorch_model.bin", ZIP);
        Checkpoints.write(folder, "model.safetensors", Checkpoints.safetensors("{}"));

        try (Weights weights = Weights.open(folder)) {
            assertThat(weights.names()).isEmpty();
        }
    }

    @Test
    void a_header_of_640_bytes_begins_like_a_pickle_and_is_none() throws IOException {
        String header = "{}" + " ".repeat(638); // 640 = 0x0280, stored 80 02

        try (Weights weights =
                Weights.open(Checkpoints.write(folder, "model.safetensors", Checkpoints.safetensors(header)))) {
            assertThat(weights.names()).isEmpty();
        }
    }
}
