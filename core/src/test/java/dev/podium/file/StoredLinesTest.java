package dev.podium.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredLinesTest {

    @TempDir
    private Path folder;

    @Test
    void lines_are_read_again_in_any_order_wherever_they_came_from() throws IOException {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            // some longer than the buffer, and letters of one to four bytes
            texts.add(i + "aé日😀".repeat(i % 500 == 7 ? 20_000 : random.nextInt(40)));
        }
        byte[] bytes = (String.join("\n", texts) + "\n").getBytes(StandardCharsets.UTF_8);

        try (StoredLines plain = StoredLines.open(Files.write(folder.resolve("plain"), bytes));
                StoredLines zipped = StoredLines.open(Files.write(folder.resolve("zipped"), zipped(bytes)));
                StoredLines stream = StoredLines.of(new ByteArrayInputStream(bytes), Path.of("standard input"))) {
            for (StoredLines lines : List.of(plain, zipped, stream)) {
                List<StoredLines.Line> all = walk(lines);
                assertThat(all).hasSize(texts.size());
                for (int i = 0; i < 500; i++) {
                    int at = random.nextInt(texts.size());
                    assertThat(all.get(at).text()).isEqualTo(texts.get(at));
                }
            }
        }
    }

    @Test
    void blank_lines_count_and_are_passed_over_and_line_ends_and_the_mark_of_utf8_are_no_text() throws IOException {
        Path file = Files.writeString(folder.resolve("odd"), "\uFEFFone\r\n\n  \t\ntwo \r\nthree");

        try (StoredLines lines = StoredLines.open(file)) {
            List<StoredLines.Line> all = walk(lines);

            assertThat(all).extracting(StoredLines.Line::text).containsExactly("one", "two ", "three");
            assertThat(all).extracting(StoredLines.Line::number).containsExactly(1, 4, 5);
        }
    }

    @Test
    void bytes_that_are_no_utf8_are_the_same_text_both_times() throws IOException {
        Path file = Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xe9, 'b', '\n', 'c'});

        try (StoredLines lines = StoredLines.open(file)) {
            StoredLines.Line first = lines.next();
            assertThat(first).isNotNull();
            String walked = first.text();
            lines.next();

            assertThat(first.text()).isEqualTo(walked).isEqualTo("a\uFFFDb");
        }
    }

    @Test
    void an_empty_file_has_no_line() throws IOException {
        try (StoredLines lines = StoredLines.open(Files.createFile(folder.resolve("empty")))) {
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void a_file_that_changes_under_way_is_an_error_and_never_another_text() throws IOException {
        Path file = Files.writeString(folder.resolve("changing"), "one\ntwo\nthree\nfour\n");

        try (StoredLines lines = StoredLines.open(file)) {
            List<StoredLines.Line> all = walk(lines);
            Files.writeString(file, "one\nTWO\n");

            assertThat(all.get(0).text()).isEqualTo("one");
            for (StoredLines.Line gone : all.subList(1, 3)) {
                assertThatThrownBy(gone::text)
                        .isInstanceOf(BadDataException.class)
                        .hasMessageContaining("changing, line " + gone.number())
                        .hasMessageContaining("changed");
            }
        }
    }

    @Test
    void a_missing_file_a_folder_and_a_cut_gzip_are_told() throws IOException {
        byte[] zipped = zipped("one\ntwo\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        Path cut = Files.write(folder.resolve("cut.gz"), java.util.Arrays.copyOf(zipped, zipped.length / 2));

        assertThatThrownBy(() -> StoredLines.open(folder.resolve("nowhere"))).isInstanceOf(BadDataException.class);
        assertThatThrownBy(() -> StoredLines.open(folder)).isInstanceOf(BadDataException.class);
        try (StoredLines lines = StoredLines.open(cut)) {
            assertThatThrownBy(() -> walk(lines))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("gzip");
        }
    }

    private static List<StoredLines.Line> walk(StoredLines lines) {
        List<StoredLines.Line> all = new ArrayList<>();
        for (StoredLines.Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
