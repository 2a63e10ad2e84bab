package dev.podium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users hand in by mistake: told with the file, the line and the law, and nothing is written. */
class BadInputTest {

    private static final String QRELS = "q1 0 a 1\n";

    @TempDir
    private Path folder;

    @Test
    void a_score_that_is_no_number_is_told_by_every_command_that_reads_a_run() throws IOException {
        String run = file("nan.trec", "q1 Q0 a 1 2.5 t\nq1 Q0 b 2 NaN t\n");
        String out = folder.resolve("out.trec").toString();

        bad(Shell.run("eval", "--qrels", file("qrels", QRELS), "--run", run), "nan.trec", "2", "NaN");
        bad(Shell.run("fuse", "--method", "rrf", "--run", run, "--run", run, "--output", out), "nan.trec", "NaN");
        bad(Shell.run("compare", "--qrels", file("qrels", QRELS), "--run", run, "--run", run), "nan.trec", "NaN");
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void a_document_twice_under_one_query_is_told() throws IOException {
        String run = file("twice.trec", "q1 Q0 a 1 2.5 t\nq1 Q0 a 2 1.5 t\n");

        bad(Shell.run("eval", "--qrels", file("qrels", QRELS), "--run", run), "twice.trec", "\"a\"");
    }

    @Test
    void a_run_cut_off_in_its_gzip_is_told() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("q1 Q0 a 1 2.5 t\n".repeat(50).getBytes(StandardCharsets.UTF_8));
        }
        Path cut = folder.resolve("cut.trec.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

        bad(Shell.run("eval", "--qrels", file("qrels", QRELS), "--run", cut.toString()), "cut.trec.gz", "gzip");
    }

    @Test
    void an_empty_run_or_empty_judgments_are_told() throws IOException {
        String run = file("run", "q1 Q0 a 1 2.5 t\n");

        bad(
                Shell.run("eval", "--qrels", file("qrels", QRELS), "--run", file("empty.trec", "")),
                "empty.trec",
                "holds no line");
        bad(
                Shell.run("eval", "--qrels", file("nothing.qrels", ""), "--run", run),
                "nothing.qrels",
                "holds no judgment");
    }

    @Test
    void a_damaged_model_file_is_named_and_nothing_is_ranked() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.write(model.resolve("model.onnx"), new byte[] {1, 2, 3});
        Files.writeString(model.resolve("tokenizer.json"), "{");
        Files.writeString(model.resolve("config.json"), "{}");

        Shell shell = Shell.runWith("tea\n", "rerank", "--query", "tea", "--docs", "-", "--model", "onnx:" + model);

        assertThat(shell.code()).as(shell.err()).isEqualTo(ExitCode.MISSING.number);
        assertThat(shell.err()).contains(model.toString(), "tokenizer.json").doesNotContain("Exception");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws IOException {
        // A file where a folder must be: unlike permissions, that holds for the super-user too.
        String run = file("run", "q1 Q0 a 1 2.5 t\n");
        String out = file("taken", "") + "/out.trec";

        bad(Shell.run("fuse", "--method", "rrf", "--run", run, "--run", run, "--output", out), "taken");
    }

    @Test
    void a_file_without_permission_is_named() {
        AccessDeniedException denied = new AccessDeniedException("secret.jsonl");

        assertThat(Failures.exitCode(denied)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(Failures.exitCode(new UncheckedIOException(denied))).isEqualTo(ExitCode.BAD_DATA);
        assertThat(Failures.message(denied)).contains("secret.jsonl").contains("may not be");
    }

    private static void bad(Shell shell, String... words) {
        assertThat(shell.code()).as(shell.err()).isEqualTo(ExitCode.BAD_DATA.number);
        assertThat(shell.err()).contains(words).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
