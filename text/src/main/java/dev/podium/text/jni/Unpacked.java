package dev.podium.text.jni;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files of jars, kept unpacked on disk between runs.
 *
 * <p>Native libraries and models must be files to be mapped. Unpacking 70 MB at each start costs half a second and as
 * much again in writing; here it is done once. The folder is {@code unpacked} below the system property
 * {@code podium.cache}, or below {@code .cache/podium} in the user's home; it may be deleted at any time.
 *
 * <p>Safe between processes: a file is written under another name and then moved, so nobody ever sees half of one. Its
 * folder is named after the checksum in the jar, so another version never takes its place. Since its content is loaded
 * as code, the folder must belong to the user and be writable to nobody else; where it is not, a temporary one is used
 * for this run and a warning says so.
 */
final class Unpacked {

    private static final System.Logger LOG = System.getLogger(Unpacked.class.getName());
    private static final Set<PosixFilePermission> MINE_ALONE = PosixFilePermissions.fromString("rwx------");

    private static @Nullable Path folder;
    private static volatile @Nullable Path passing; // the folder of this run only, if there is one

    private Unpacked() {}

    /**
     * A resource as a file.
     *
     * @param url of a resource, in a jar or on disk
     * @throws ModelUnavailableException if it can be written nowhere
     */
    static Path file(URL url) {
        return url.getProtocol().equals("file") ? onDisk(url) : file(url, folder());
    }

    private static Path onDisk(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The location %s is no path.".formatted(url), e);
        }
    }

    /** The same, in a folder that one names. */
    static Path file(URL url, Path folder) {
        String path = url.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            URLConnection connection = url.openConnection();
            long size = connection.getContentLengthLong();
            long stamp = connection instanceof JarURLConnection jar
                    ? jar.getJarEntry().getCrc()
                    : connection.getLastModified();
            Path file = folder.resolve(String.format(Locale.ROOT, "%08x-%d", stamp, size))
                    .resolve(name);
            if (!Files.isRegularFile(file) || Files.size(file) != size) {
                unpack(connection, size, file);
                if (folder.equals(passing)) { // what is registered last is deleted first
                    file.resolveSibling("").toFile().deleteOnExit();
                    file.toFile().deleteOnExit();
                }
            }
            return file;
        } catch (IOException e) {
            throw new ModelUnavailableException(
                    "The file \"%s\" of a jar could not be unpacked: %s.\nMaybe the disk is full, or set -Dpodium.cache to a folder you may write to."
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    private static void unpack(URLConnection connection, long size, Path file) throws IOException {
        Path parent = file.resolveSibling("");
        Files.createDirectories(parent);
        Path part = Files.createTempFile(parent, "part", ".tmp");
        try (InputStream in = connection.getInputStream()) {
            long written = Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            if (size >= 0 && written != size) {
                throw new IOException("%d of %d bytes could be read".formatted(written, size));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            // Another process may have been faster, and a library in use cannot be replaced on Windows.
            if (!Files.isRegularFile(file) || Files.size(file) != size) {
                throw e;
            }
        }
    }

    private static synchronized Path folder() {
        Path known = folder;
        if (known == null) {
            String set = System.getProperty("podium.cache");
            Path cache = set == null ? Path.of(System.getProperty("user.home"), ".cache", "podium") : Path.of(set);
            known = trusted(cache.toAbsolutePath().resolve("unpacked"));
            folder = known;
        }
        return known;
    }

    /** The folder wanted, made if need be; a temporary one where it is of no use. */
    static Path trusted(Path wanted) {
        String trouble;
        try {
            Files.createDirectories(wanted.resolveSibling(""));
            if (!Files.isDirectory(wanted)) {
                createPrivate(wanted);
            }
            trouble = Files.isWritable(wanted) ? mistrust(wanted) : "it cannot be written to";
        } catch (IOException e) {
            trouble = e.toString();
        }
        if (trouble == null) {
            return wanted;
        }
        Path temporary = temporary();
        LOG.log(
                System.Logger.Level.WARNING,
                "Unpacking libraries to {0} for this run only: {1} is of no use, because {2}. Maybe set -Dpodium.cache.",
                temporary,
                wanted,
                trouble);
        temporary.toFile().deleteOnExit();
        passing = temporary;
        return temporary;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("podium");
        } catch (IOException e) {
            throw new ModelUnavailableException(
                    "No folder could be made to unpack native libraries to: %s.\nMaybe set -Dpodium.cache to a folder you may write to."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static void createPrivate(Path wanted) throws IOException {
        try {
            if (posix()) {
                Files.createDirectory(wanted, PosixFilePermissions.asFileAttribute(MINE_ALONE));
            } else {
                Files.createDirectory(wanted);
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.isDirectory(wanted)) {
                throw e;
            }
        }
    }

    private static @Nullable String mistrust(Path wanted) throws IOException {
        if (!posix()) {
            return null;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(wanted);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            return "others may write to it (" + PosixFilePermissions.toString(permissions) + ")";
        }
        String owner = Files.getOwner(wanted).getName();
        return owner.equals(Files.getOwner(Path.of(System.getProperty("user.home")))
                                .getName())
                        || owner.equals(System.getProperty("user.name"))
                ? null
                : "it belongs to " + owner;
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
