package dev.podium.hub;

import java.nio.file.Path;
import java.util.List;

/**
 * What the cache holds of one commit of a repository.
 *
 * @param repository {@code org/name}
 * @param commit 40 hexadecimal digits
 * @param revisions branches and tags that were this commit when they were last looked up, sorted
 * @param files how many, those that point to nothing left out
 * @param bytes of these files together; commits share unchanged files, so sums over commits count them twice
 * @param folder where they are
 * @since 0.1.0
 */
public record CachedRevision(
        String repository, String commit, List<String> revisions, int files, long bytes, Path folder) {
    public CachedRevision {
        revisions = List.copyOf(revisions);
    }
}
