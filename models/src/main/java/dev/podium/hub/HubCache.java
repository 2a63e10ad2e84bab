package dev.podium.hub;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cache's layout, as huggingface_hub writes and reads it.
 *
 * <pre>
 * models--org--name/refs/main                    the commit that main was when it was last looked up
 * models--org--name/blobs/HASH                   a file's content, by the hash that the hub announced
 * models--org--name/snapshots/COMMIT/config.json a link to its blob, relative, so that the cache can be moved
 * models--org--name/.no_exist/COMMIT/name        empty: the commit has no such file
 * .locks/models--org--name/HASH.lock             held by whoever downloads the blob
 * </pre>
 */
record HubCache(Path root, boolean links) {

    private static final String MODELS = "models--";

    Path repository(String repository) {
        return root.resolve(MODELS + repository.replace("/", "--"));
    }

    Path snapshot(String repository, String commit) {
        return repository(repository).resolve("snapshots").resolve(commit);
    }

    Path blob(String repository, ContentHash hash) {
        return repository(repository).resolve("blobs").resolve(hash.hex());
    }

    Path lock(String repository, ContentHash hash) {
        return root.resolve(".locks")
                .resolve(MODELS + repository.replace("/", "--"))
                .resolve(hash.hex() + ".lock");
    }

    /** The commit of a revision, as far as the cache knows; null if it does not. */
    @Nullable
    String commit(HubId id) throws IOException {
        if (id.pinned()) {
            return id.revision();
        }
        Path ref = ref(id);
        if (!Files.isRegularFile(ref)) {
            return null;
        }
        String commit = Files.readString(ref).strip();
        return HubId.isCommit(commit) ? commit : null;
    }

    /** Remembers the commit of a revision; a reader sees the old one or the new one, never half of it. */
    void remember(HubId id, String commit) throws IOException {
        if (id.pinned() || commit.equals(commit(id))) {
            return;
        }
        Path ref = ref(id);
        Files.createDirectories(ref.getParent());
        Path fresh = Files.createTempFile(ref.getParent(), ".ref", null);
        Files.writeString(fresh, commit);
        Files.move(fresh, ref, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path ref(HubId id) {
        return repository(id.repository()).resolve("refs").resolve(id.revision());
    }

    /** The files of a snapshot, as the hub names them; links to blobs that are gone are left out. */
    List<String> files(Path snapshot) throws IOException {
        if (!Files.isDirectory(snapshot)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(snapshot)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> snapshot.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** Puts a blob into a snapshot under its name: by a link where links are, else by a file of its own. */
    void place(Path blob, Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(folder);
        if (Files.exists(file)) {
            return;
        }
        Files.deleteIfExists(file); // a link to a blob that is gone
        if (links) {
            try {
                Files.createSymbolicLink(file, folder.relativize(blob));
                return;
            } catch (FileAlreadyExistsException e) {
                return; // another process was faster
            } catch (UnsupportedOperationException | FileSystemException e) {
                // Windows without the right to link, or a file system without links: copied below.
            }
        }
        Path fresh = Files.createTempFile(folder, ".copy", null);
        Files.copy(blob, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Notes that a commit has no such file, so that Python's tools need not ask again. */
    void noteAbsent(String repository, String commit, String file) throws IOException {
        Path note = repository(repository).resolve(".no_exist").resolve(commit).resolve(file);
        if (!Files.exists(note)) {
            Files.createDirectories(note.getParent());
            Files.write(note, new byte[0]);
        }
    }

    /** Everything that is here, by repository and commit. */
    List<CachedRevision> all() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try {
            List<CachedRevision> all = new ArrayList<>();
            for (Path repository : children(root)) {
                String name = repository.getFileName().toString();
                if (name.startsWith(MODELS)) {
                    String id = name.substring(MODELS.length()).replace("--", "/");
                    for (Path snapshot : children(repository.resolve("snapshots"))) {
                        all.add(revision(id, repository, snapshot));
                    }
                }
            }
            return all;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private CachedRevision revision(String id, Path repository, Path snapshot) throws IOException {
        String commit = snapshot.getFileName().toString();
        List<String> files = files(snapshot);
        long bytes = 0;
        for (String file : files) {
            bytes += Files.size(snapshot.resolve(file));
        }
        List<String> revisions = new ArrayList<>();
        Path refs = repository.resolve("refs");
        for (String ref : files(refs)) {
            if (Files.readString(refs.resolve(ref)).strip().equals(commit)) {
                revisions.add(ref);
            }
        }
        return new CachedRevision(id, commit, revisions, files.size(), bytes, snapshot);
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    ModelUnavailableException unusable(IOException e) {
        String reason = e instanceof FileSystemException && e.getMessage() != null ? e.getMessage() : e.toString();
        return new ModelUnavailableException(
                "The model cache (%s) cannot be used: %s.\nMaybe the disk is full or the folder is not yours; HF_HUB_CACHE names another."
                        .formatted(root, reason),
                e);
    }
}
