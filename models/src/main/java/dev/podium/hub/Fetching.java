package dev.podium.hub;

import dev.podium.hub.Transport.Answer;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.wrap.Pause;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Brings one file into the cache: ask for its hash and size, carry on what an earlier attempt left, check, and only then give it
 * the name of a blob.
 *
 * <p>What has arrived lies in {@code HASH.podium.incomplete}. Older versions of huggingface_hub append to {@code HASH.incomplete}
 * under a lock that does not exclude ours, so that file is copied from and never written.
 */
record Fetching(HubSettings settings, HubCache cache, Wire wire, Asking asking, Pause pause, Refusals refusals) {

    // A connection that drops after less than this is a failed attempt, so that drops of a byte each end some time.
    private static final long GROUND = 1 << 20;

    /** What the hub announces of a file. */
    record Announced(ContentHash hash, long size) {}

    /** Makes sure that a snapshot has a file. */
    void into(HubId id, String commit, String file, Downloading watching) throws IOException {
        Path place = cache.snapshot(id.repository(), commit).resolve(file);
        if (Files.exists(place)) {
            return;
        }
        String what = "The file %s of the model %s".formatted(file, id);
        URI address = address(id, commit, file);
        Announced announced = asking.patiently(what, () -> false, () -> announced(id, commit, file, what, address));
        Path blob = cache.blob(id.repository(), announced.hash());
        Files.createDirectories(blob.getParent());
        try (BlobLock _ = BlobLock.hold(cache.lock(id.repository(), announced.hash()), pause)) {
            if (!Files.exists(blob) || Files.size(blob) != announced.size()) {
                Arrival arrival = new Arrival(id, file, what, address, announced, blob, watching);
                arrival.prepare();
                asking.patiently(what, arrival::gainedGround, arrival::complete);
            }
            cache.place(blob, place);
        }
    }

    private URI address(HubId id, String commit, String file) {
        StringBuilder path = new StringBuilder();
        for (String part : file.split("/", -1)) {
            path.append('/').append(Addresses.encoded(part));
        }
        return URI.create("%s/%s/resolve/%s%s".formatted(settings.endpoint(), id.repository(), commit, path));
    }

    private Announced announced(HubId id, String commit, String file, String what, URI address) throws IOException {
        try (Answer answer = wire.ask(what, "HEAD", address, Map.of(), one -> one.header("x-linked-etag") != null)) {
            if (answer.status() >= 400) {
                throw refusals.of(id, file, answer);
            }
            String served = answer.header("x-repo-commit");
            if (served != null && !served.equals(commit)) {
                throw broken(what, "is of the commit %s, and %s was asked for".formatted(shown(served), commit));
            }
            String etag = answer.header("x-linked-etag");
            ContentHash hash = ContentHash.of(etag == null ? answer.header("etag") : etag);
            if (hash == null) {
                throw broken(what, "comes without a hash (ETag) by which it could be checked");
            }
            String linked = answer.header("x-linked-size");
            String size = linked == null ? answer.header("content-length") : linked;
            if (size == null || !size.matches("[0-9]{1,18}")) {
                throw broken(what, "comes without a size");
            }
            return new Announced(hash, Long.parseLong(size));
        }
    }

    private static String shown(String header) {
        return header.length() > 60 ? header.substring(0, 60) + "…" : header;
    }

    private static ModelUnavailableException broken(String what, String law) {
        return new ModelUnavailableException(what + " is refused: it " + law
                + ".\nMaybe HF_ENDPOINT names a mirror that leaves out what hubs send.");
    }

    /** One file on its way, over as many attempts as it takes. */
    private final class Arrival {

        private final HubId id;
        private final String file;
        private final String what;
        private final URI address;
        private final Announced announced;
        private final Path blob;
        private final Path incomplete;
        private final Downloading watching;
        private long furthest;
        private long ground;
        private boolean carriedOn;

        Arrival(HubId id, String file, String what, URI address, Announced announced, Path blob, Downloading watching) {
            this.id = id;
            this.file = file;
            this.what = what;
            this.address = address;
            this.announced = announced;
            this.blob = blob;
            this.incomplete = blob.resolveSibling(blob.getFileName() + ".podium.incomplete");
            this.watching = watching;
        }

        /** Whether bytes arrived that no attempt had before; the same ones again are none, or a hub could keep us for ever. */
        boolean gainedGround() {
            boolean enough = furthest - ground >= GROUND;
            ground = enough ? furthest : ground;
            return enough;
        }

        /** Takes over what Python left, and looks whether there is room for the rest. */
        void prepare() throws IOException {
            Path left = blob.resolveSibling(blob.getFileName() + ".incomplete");
            if (!Files.exists(incomplete) && Files.exists(left)) {
                Files.copy(left, incomplete);
            }
            long room = Files.getFileStore(blob.getParent()).getUsableSpace();
            furthest = arrived();
            ground = furthest;
            long wanted = announced.size() - furthest;
            if (wanted > room) {
                throw new ModelUnavailableException(
                        "%s needs %d bytes more, and the disk of the cache (%s) has room for %d.\nMaybe make room, or name another cache by HF_HUB_CACHE."
                                .formatted(what, wanted, cache.root(), room));
            }
        }

        private long arrived() throws IOException {
            return Files.exists(incomplete) ? Files.size(incomplete) : 0;
        }

        /** One attempt to have the whole file, checked and in its place. */
        Path complete() throws IOException {
            long have = arrived();
            if (have > announced.size()) {
                Files.delete(incomplete);
                have = 0;
            }
            carriedOn |= have > 0;
            watching.progress(file, have, announced.size());
            if (have < announced.size() || announced.size() == 0) {
                download(have);
            }
            ContentHash found = announced.hash().ofFile(incomplete);
            if (found.equals(announced.hash())) {
                Files.move(incomplete, blob, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return blob;
            }
            Files.delete(incomplete);
            if (carriedOn) {
                // What an earlier attempt left may have been another file; that is not held against the hub.
                carriedOn = false;
                return complete();
            }
            throw new ModelUnavailableException(
                    "%s arrived damaged and was thrown away: its hash must be %s, and is %s.\nMaybe something on the way changes files; do not trust this network or mirror."
                            .formatted(what, announced.hash(), found));
        }

        private void download(long have) throws IOException {
            Map<String, String> range = have > 0 ? Map.of("Range", "bytes=" + have + "-") : Map.of();
            try (Answer answer = wire.ask(what, "GET", address, range, _ -> false)) {
                switch (answer.status()) {
                    case 200 -> receive(answer.body(), 0);
                    case 206 -> receive(answer.body(), mustCarryOnAt(have, answer));
                    case 416 -> {
                        Files.deleteIfExists(incomplete);
                        throw new IOException("the hub would not carry on at byte " + have);
                    }
                    default -> throw refusals.of(id, file, answer);
                }
            }
        }

        private long mustCarryOnAt(long have, Answer answer) {
            String range = String.valueOf(answer.header("content-range"));
            if (!range.startsWith("bytes " + have + "-")
                    || !(range.endsWith("/" + announced.size()) || range.endsWith("/*"))) {
                throw broken(
                        what,
                        "comes in another part (\"%s\") than from byte %d of %d"
                                .formatted(shown(range), have, announced.size()));
            }
            return have;
        }

        private void receive(InputStream body, long from) throws IOException {
            byte[] buffer = new byte[1 << 16];
            long have = from;
            try (FileChannel out = FileChannel.open(incomplete, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                out.truncate(from);
                out.position(from);
                if (from == 0) {
                    carriedOn = false;
                }
                for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                    have += count;
                    if (have > announced.size()) {
                        out.truncate(0);
                        throw broken(what, "is longer than the %d bytes announced".formatted(announced.size()));
                    }
                    write(out, ByteBuffer.wrap(buffer, 0, count));
                    furthest = Math.max(furthest, have);
                    watching.progress(file, have, announced.size());
                }
                // Before the name says that it is complete, the disk must have it.
                out.force(true);
            }
            if (have < announced.size()) {
                throw new EOFException("the connection ended after %d of %d bytes".formatted(have, announced.size()));
            }
        }

        /** Apart from reading, because a full disk does not pass by asking again. */
        private void write(FileChannel out, ByteBuffer bytes) {
            try {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            } catch (IOException e) {
                throw new ModelUnavailableException(
                        "%s could not be written to %s: %s.\nMaybe the disk is full: make room and ask again, what has arrived is kept."
                                .formatted(what, incomplete, e.getMessage()),
                        e);
            }
        }
    }
}
