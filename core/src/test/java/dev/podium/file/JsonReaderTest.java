package dev.podium.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podium.Given;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class JsonReaderTest {

    @Test
    void what_is_written_is_read_back() {
        Given.cases(200, random -> {
            Json value = value(random, 0);

            assertThat(read(value.text())).isEqualTo(value);
        });
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth < 4 ? 7 : 5)) {
            case 0 -> Json.Word.values()[random.nextInt(3)];
            case 1 -> new Json.Num(Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10)));
            case 2 -> new Json.Num(Integer.toString(random.nextInt()));
            case 3, 4 -> new Json.Str(string(random));
            case 5 -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    items.add(value(random, depth + 1));
                }
                yield new Json.Arr(items);
            }
            default -> {
                SequencedMap<String, Json> members = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    members.put(string(random), value(random, depth + 1));
                }
                yield new Json.Obj(members);
            }
        };
    }

    private static String string(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20) * random.nextInt(1 + random.nextInt(100)); i > 0; i--) {
            int c = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(128);
                case 1 -> 0x1F300 + random.nextInt(200); // pairs
                case 2 -> random.nextInt(0xD800);
                default -> 'a' + random.nextInt(26);
            };
            text.appendCodePoint(c);
        }
        return text.toString();
    }

    @Test
    void pieces_of_any_size_make_no_difference() throws Exception {
        String text =
                "\uFEFF {\"a\\n\\u00e9\\ud83d\\ude00\":[1.5e-3, true ,null,\"\\\"\\\\\\/\\b\\f\\r\\t\"],\"b\":{}} ";
        Reader byOne = new Reader() {
            private int at;

            @Override
            public int read(char[] buffer, int from, int length) {
                if (at == text.length()) {
                    return -1;
                }
                buffer[from] = text.charAt(at++);
                return 1;
            }

            @Override
            public void close() {}
        };

        Json whole = read(text);

        assertThat(new JsonReader(byOne).only()).isEqualTo(whole);
        assertThat(whole.text())
                .isEqualTo(
                        "{\"a\\n\u00e9\uD83D\uDE00\":[1.5e-3,true,null,\"\\\"\\\\/\\u0008\\u000c\\r\\t\"],\"b\":{}}");
    }

    @Test
    void refuses_what_rfc_8259_does_not_allow() {
        refuses("", "the text ends where a value is expected");
        refuses("{\"a\":1,}", "a member's name in quotation marks is expected");
        refuses("[1,]", "a value is expected, not ']'");
        refuses("[1 2]", "a comma or the end of the array is expected");
        refuses("{\"a\" 1}", "a colon after \"a\" is expected");
        refuses("{'a':1}", "a member's name in quotation marks is expected");
        refuses("{\"a\":1,\"a\":2}", "the member \"a\" stands twice");
        refuses("01", "a number does not begin with 0");
        refuses("-", "the text ends inside a number");
        refuses("1.", "the text ends inside a number");
        refuses("+1", "a value is expected, not '+'");
        refuses(".5", "a value is expected, not '.'");
        refuses("NaN", "a value is expected, not 'N'");
        refuses("nul", "\"null\" is expected");
        refuses("\"a", "the text ends inside a string");
        refuses("\"a\nb\"", "a control character stands unescaped in a string");
        refuses("\"\\x\"", "a backslash is followed by what it cannot escape");
        refuses("\"\\u12g4\"", "four hexadecimal digits are expected after \\u");
        refuses("\"\\u\uFF11\uFF11\uFF11\uFF11\"", "four hexadecimal digits are expected after \\u");
        refuses("1 2", "something follows the value");
        refuses("[".repeat(300) + "]".repeat(300), "values are nested deeper than 200");
    }

    private static void refuses(String text, String message) {
        assertThatExceptionOfType(JsonReader.MalformedException.class)
                .as(text)
                .isThrownBy(() -> read(text))
                .withMessage(message);
    }

    private static Json read(String text) throws IOException, JsonReader.MalformedException {
        return new JsonReader(new StringReader(text)).only();
    }
}
