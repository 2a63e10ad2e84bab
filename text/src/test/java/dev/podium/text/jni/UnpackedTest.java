package dev.podium.text.jni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedTest {

    @TempDir
    private Path temp;

    @Test
    void unpacks_once_and_finds_it_again() throws Exception {
        URL url = jar("one.jar", "native code");
        Path file = Unpacked.file(url, temp);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        assertThat(file).hasContent("native code").hasFileName("library.so");
        assertThat(Unpacked.file(url, temp)).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.EPOCH));
    }

    @Test
    void another_version_has_another_place() throws Exception {
        Path one = Unpacked.file(jar("one.jar", "version one"), temp);
        Path two = Unpacked.file(jar("two.jar", "version two"), temp);

        assertThat(one).isNotEqualTo(two).hasContent("version one");
        assertThat(two).hasContent("version two");
    }

    @Test
    void half_a_file_is_replaced_and_nothing_is_left_beside_it() throws Exception {
        URL url = jar("one.jar", "native code");
        Path file = Unpacked.file(url, temp);
        Files.writeString(file, "nat");

        assertThat(Unpacked.file(url, temp)).hasContent("native code");
        try (Stream<Path> beside = Files.list(file.resolveSibling(""))) {
            assertThat(beside).containsExactly(file);
        }
    }

    @Test
    void a_file_on_disk_stays_where_it_is() throws Exception {
        Path file = Files.writeString(temp.resolve("a b.so"), "x");
        assertThat(Unpacked.file(file.toUri().toURL())).isEqualTo(file);
    }

    @Test
    void says_what_may_help_where_nothing_can_be_written() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "in the way");
        URL url = jar("one.jar", "native code");

        assertThatThrownBy(() -> Unpacked.file(url, file))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("library.so")
                .hasMessageContaining("podium.cache");
    }

    @Test
    void trusts_a_folder_of_its_own() {
        Path wanted = temp.resolve("cache").resolve("unpacked");
        assertThat(Unpacked.trusted(wanted)).isEqualTo(wanted).isDirectory();
        assertThat(Unpacked.trusted(wanted)).isEqualTo(wanted);
    }

    @Test
    void does_not_load_code_from_where_others_may_write() throws Exception {
        Path open = Files.createDirectory(temp.resolve("open"));
        boolean posix = Files.getFileStore(open).supportsFileAttributeView("posix");
        if (posix) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Path file = Files.writeString(temp.resolve("file"), "in the way");

        assertThat(Unpacked.trusted(open).equals(open)).isEqualTo(!posix);
        assertThat(Unpacked.trusted(file)).isNotEqualTo(file).isDirectory();
    }

    private URL jar(String name, String content) throws IOException {
        Path jar = temp.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("native/library.so"));
            out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return URI.create("jar:" + jar.toUri() + "!/native/library.so").toURL();
    }
}
