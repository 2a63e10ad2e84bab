package dev.podium.hub;

import dev.podium.hub.Transport.Answer;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.wrap.Backoff;
import dev.podium.model.wrap.Pause;
import dev.podium.registry.Registry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens a repository of a model hub as a folder on this machine.
 *
 * <p>Online, the hub is asked once which commit a revision is and which files it has; those that are wanted and not yet in the
 * cache are fetched, four at a time. Where the hub does not answer, a cache that holds what is required has to do, and
 * {@link Snapshot#confirmed()} says so. Offline, the cache alone is read.
 *
 * <p>Safe for use by several threads and several processes on one cache.
 *
 * @since 0.1.0
 */
public final class Hub {

    private static final System.Logger LOG = System.getLogger(Hub.class.getName());
    private static final int LANES = 4; // more gains little on one line, and hubs slow down who takes many
    private static final String INDEX = "model.safetensors.index.json";

    private final HubSettings settings;
    private final HubCache cache;
    private final Wire wire;
    private final Asking asking;
    private final Refusals refusals;
    private final Pause pause;

    /** Over HTTP; asks again as often as {@link Backoff#USUAL} says. */
    public Hub(HubSettings settings) {
        this(settings, new HttpTransport(), Backoff.USUAL, Thread::sleep);
    }

    /**
     * Over another transport, and waiting as told.
     *
     * @param backoff how often to ask again what failed in a way that may pass
     */
    public Hub(HubSettings settings, Transport transport, Backoff backoff, Pause pause) {
        this.settings = settings;
        this.pause = pause;
        cache = new HubCache(settings.cache(), settings.links());
        wire = new Wire(settings, transport, Clock.systemUTC());
        asking = new Asking(backoff, pause);
        refusals = new Refusals(settings, this::knownIds);
    }

    /** The settings it works by. */
    public HubSettings settings() {
        return settings;
    }

    /** Opens a repository, watched by whoever watches this thread's work with {@link Downloading#during}. */
    public Snapshot open(HubId id, Wanted wanted) {
        return open(id, wanted, Watched.BY.orElse(Downloading.UNSEEN));
    }

    /**
     * Opens a repository.
     *
     * @param wanted files; the folder may hold others
     * @param watching hears of every file that is downloaded
     * @throws ModelUnavailableException if it cannot be had; the message names the repository, the file, the status and what may
     *     help. What arrived meanwhile stays in the cache and is not fetched again
     */
    public Snapshot open(HubId id, Wanted wanted, Downloading watching) {
        try {
            if (settings.offline()) {
                return cached(id, wanted, "HF_HUB_OFFLINE is set, so no hub is asked", null);
            }
            Listing listing;
            try {
                listing = asking.patiently("The model " + id, () -> false, () -> listing(id));
            } catch (HubUnreachedException e) {
                Snapshot old = cached(id, wanted, String.valueOf(e.getMessage()), e);
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} The cache has {1} at {2}, which is used.",
                        e.getMessage(),
                        id,
                        old.commit());
                return old;
            }
            return fetched(id, listing, wanted, watching);
        } catch (HubUnreachedException e) {
            throw new ModelUnavailableException(
                    e.getMessage() + "\nMaybe the network or the hub is down; ask again, what has arrived is kept.", e);
        } catch (IOException e) {
            throw cache.unusable(e);
        }
    }

    /** What the cache holds, sorted by repository and commit; no hub is asked. */
    public List<CachedRevision> cached() {
        return cache.all();
    }

    private Listing listing(HubId id) throws IOException {
        URI address = URI.create("%s/api/models/%s/revision/%s"
                .formatted(settings.endpoint(), id.repository(), Addresses.encoded(id.revision())));
        try (Answer answer =
                wire.ask("The model " + id, "GET", address, Map.of("Accept", "application/json"), _ -> false)) {
            if (answer.status() != 200) {
                throw refusals.of(id, null, answer);
            }
            return Listing.read(id, answer);
        }
    }

    /** Ids that somebody who mistyped one may have meant. */
    private List<String> knownIds() {
        return Stream.concat(
                        Registry.published().all().stream().map(known -> known.id()),
                        cache.all().stream().map(CachedRevision::repository))
                .distinct()
                .toList();
    }

    private Snapshot fetched(HubId id, Listing listing, Wanted wanted, Downloading watching) throws IOException {
        List<String> files = wanted.among(listing.files());
        mustHaveRequired(id, listing, wanted, files);
        for (String file : files) {
            FileName.mustBePlain(id, file);
        }
        Fetching fetching = new Fetching(settings, cache, wire, asking, pause, refusals);
        SideBySide.each(files, LANES, file -> fetching.into(id, listing.commit(), file, watching));
        for (String name : wanted.literals()) {
            if (!listing.files().contains(name)) {
                FileName.mustBePlain(id, name);
                cache.noteAbsent(id.repository(), listing.commit(), name);
            }
        }
        // Last, so that offline nobody is led to a commit that never arrived whole.
        cache.remember(id, listing.commit());
        return new Snapshot(id, listing.commit(), cache.snapshot(id.repository(), listing.commit()), true);
    }

    private static void mustHaveRequired(HubId id, Listing listing, Wanted wanted, List<String> files) {
        List<String> missing = wanted.missing(files);
        if (missing.isEmpty()) {
            return;
        }
        List<String> refused =
                listing.files().stream().filter(Wanted::isNever).limit(5).toList();
        String nearest = Spelling.nearest(missing.getFirst(), listing.files());
        String advice;
        if (!refused.isEmpty()) {
            advice =
                    "Maybe its weights are there as pickles only (%s), which are never fetched since reading one runs code: look for a revision with safetensors (refs/pr/N of the conversion bot), or for another publisher."
                            .formatted(String.join(", ", refused));
        } else if (nearest != null) {
            advice = "Maybe %s was meant.".formatted(nearest);
        } else {
            advice = "Maybe another revision has it; this one has %s."
                    .formatted(
                            listing.files().isEmpty()
                                    ? "no file"
                                    : String.join(
                                            ", ",
                                            listing.files()
                                                    .subList(
                                                            0,
                                                            Math.min(
                                                                    10,
                                                                    listing.files()
                                                                            .size()))));
        }
        throw new ModelUnavailableException("The model %s at %s has no file that is %s.\n%s"
                .formatted(id, listing.commit(), String.join(", none that is ", missing), advice));
    }

    /** What the cache has, if it is enough; an error that says what is missing if not. */
    private Snapshot cached(HubId id, Wanted wanted, String why, @Nullable Throwable cause) throws IOException {
        String commit = cache.commit(id);
        Path folder = commit == null ? null : cache.snapshot(id.repository(), commit);
        if (folder == null || !Files.isDirectory(folder)) {
            String nearest = Spelling.nearest(
                    id.repository(),
                    cache.all().stream()
                            .map(CachedRevision::repository)
                            .distinct()
                            .toList());
            throw new ModelUnavailableException(
                    "%s, and the cache (%s) does not hold the model %s.\nMaybe %sopen it once with a network, or copy %s from a machine that has it."
                            .formatted(
                                    why,
                                    cache.root(),
                                    id,
                                    nearest == null ? "" : "\"" + nearest + "\" was meant; else ",
                                    cache.repository(id.repository()).getFileName()),
                    cause);
        }
        List<String> files = cache.files(folder);
        List<String> missing = new ArrayList<>(
                wanted.missing(files.stream().filter(wanted::takes).toList()));
        missing.addAll(missingShards(folder, files, wanted));
        if (!missing.isEmpty()) {
            throw new ModelUnavailableException(
                    "%s, and the cache (%s) holds the model %s only in part. Missing: %s.\nMaybe open it once with a network: what is there is not fetched again."
                            .formatted(why, folder, id, String.join(", ", missing)),
                    cause);
        }
        return new Snapshot(id, String.valueOf(commit), folder, false);
    }

    /** Files that the index of a checkpoint names and the snapshot lacks: a download that somebody broke off. */
    private static List<String> missingShards(Path folder, List<String> files, Wanted wanted) throws IOException {
        if (!files.contains(INDEX) || !wanted.takes(INDEX) || files.contains("model.safetensors")) {
            return List.of();
        }
        return Shards.named(folder.resolve(INDEX)).stream()
                .filter(wanted::takes)
                .filter(shard -> !files.contains(shard))
                .toList();
    }
}
