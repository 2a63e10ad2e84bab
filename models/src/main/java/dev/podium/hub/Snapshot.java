package dev.podium.hub;

import java.nio.file.Path;

/**
 * A repository as it was at one commit, in a folder on this machine.
 *
 * @param id as it was asked for
 * @param commit 40 hexadecimal digits; name it as the revision to get the same again
 * @param folder holds the wanted files, and maybe others that were wanted before
 * @param confirmed whether the hub said just now that the revision is this commit; false offline, and where the hub was not
 *     reached and the cache had to do
 * @since 0.1.0
 */
public record Snapshot(HubId id, String commit, Path folder, boolean confirmed) {}
