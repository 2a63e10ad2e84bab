package dev.podium.torch.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void colours_are_red_green_blue_and_transparency_is_left_out() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xff010203);
        image.setRGB(1, 0, 0x80fffefd);

        Picture picture = Picture.read(png(image), "two pixels");

        assertThat(picture.rgb()).containsExactly(1, 2, 3, (byte) 255, (byte) 254, (byte) 253);
    }

    @Test
    void grey_stays_as_grey_as_it_is_in_the_file() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 100, 255});

        Picture picture = Picture.read(png(image), "grey");

        assertThat(picture.rgb()).containsExactly(0, 0, 0, 100, 100, 100, (byte) 255, (byte) 255, (byte) 255);
    }

    @Test
    void what_is_cut_beyond_the_border_is_black() {
        Picture picture = new Picture(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

        assertThat(picture.cut(-1, 0, 3, 2).rgb())
                .containsExactly(0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(picture.cut(1, 0, 1, 1).rgb()).containsExactly(4, 5, 6);
    }

    @Test
    void one_colour_stays_that_colour_in_any_size() {
        byte[] even = new byte[3 * 7 * 5];
        Arrays.fill(even, (byte) 200);
        Picture picture = new Picture(7, 5, even);

        for (Resampling resampling : Resampling.values()) {
            for (int side : new int[] {1, 2, 3, 5, 7, 20}) {
                byte[] resized = resampling.resize(picture, side, side + 1).rgb();
                assertThat(resized).hasSize(3 * side * (side + 1)).containsOnly((byte) 200);
            }
        }
    }

    @Test
    void half_the_size_is_a_mean_that_widens_with_the_step() {
        // Bilinear by a step of 2 reaches 2 pixels from the centre at 1: places 0.5, 1.5, 2.5 off by 0.5, 0.5, 1.5,
        // weights 0.75, 0.75, 0.25 over their sum 1.75: (0.75*10 + 0.75*20 + 0.25*90) / 1.75 = 25.7
        Picture picture = new Picture(4, 1, new byte[] {10, 10, 10, 20, 20, 20, 90, 90, 90, 0, 0, 0});

        assertThat(Resampling.BILINEAR.resize(picture, 2, 1).rgb()[0]).isEqualTo((byte) 26);
    }

    @Test
    void refuses_what_is_no_picture() {
        assertThatThrownBy(
                        () -> Picture.read("no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8), "note.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("note.txt is no picture");
        assertThatThrownBy(() -> {
                    byte[] whole = png(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB));
                    Picture.read(Arrays.copyOf(whole, 40), "half.png");
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half.png cannot be read");
        assertThatThrownBy(() -> Resampling.of(0))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("resampling 0");
        assertThatThrownBy(() -> new Picture(2, 2, new byte[3])).hasMessageContaining("3 bytes a pixel");
    }
}
