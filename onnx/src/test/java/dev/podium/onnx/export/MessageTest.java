package dev.podium.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes worked by hand, from the examples of the format's own description where it has one. */
class MessageTest {

    @Test
    void a_number_has_seven_bits_a_byte_the_lowest_first() throws IOException {
        // 150 = 1 0010110; field 1 of wire type 0 is 08
        assertThat(hex(new Message().number(1, 150))).isEqualTo("089601");
        assertThat(hex(new Message().number(1, 0))).isEqualTo("0800");
    }

    @Test
    void a_negative_number_has_ten_bytes() throws IOException {
        assertThat(hex(new Message().number(1, -1))).isEqualTo("08ffffffffffffffffff01");
    }

    @Test
    void a_field_beyond_fifteen_has_a_longer_key() throws IOException {
        // 20 * 8 = 160 = 1 0100000
        assertThat(hex(new Message().number(20, 2))).isEqualTo("a00102");
    }

    @Test
    void a_text_has_its_length_in_bytes_before_it() throws IOException {
        assertThat(hex(new Message().text(2, "testing"))).isEqualTo("120774657374696e67");
        assertThat(hex(new Message().text(2, "\u00c5"))).isEqualTo("1202c385");
    }

    @Test
    void a_real_number_has_four_bytes_the_lowest_first() throws IOException {
        // 1.0f is 3f800000; field 2 of wire type 5 is 15
        assertThat(hex(new Message().real(2, 1))).isEqualTo("150000803f");
    }

    @Test
    void a_message_within_another_has_its_size_before_it() throws IOException {
        assertThat(hex(new Message().bytes(3, new Message().number(1, 150)))).isEqualTo("1a03089601");
    }

    @Test
    void a_payload_is_asked_for_its_bytes_when_the_message_is_written() throws IOException {
        int[] asked = {0};
        Message message = new Message().bytes(1, Payload.of(2, out -> {
            asked[0]++;
            out.write(new byte[] {7, 8});
        }));

        assertThat(message.size()).isEqualTo(4);
        assertThat(asked[0]).isZero();
        assertThat(hex(message)).isEqualTo("0a020708");
        assertThat(asked[0]).isEqualTo(1);
    }

    private static String hex(Message message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertThat(message.size()).isEqualTo(out.size());
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
