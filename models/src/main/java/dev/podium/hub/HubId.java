package dev.podium.hub;

import java.util.regex.Pattern;

/**
 * Names a repository of a hub and a state of it: {@code org/name}, {@code org/name@revision}.
 *
 * @param repository {@code org/name}, or a name alone for a few old ones; part of a path and of an address, so its characters are
 *     few
 * @param revision a branch, a tag or a commit
 * @since 0.1.0
 */
public record HubId(String repository, String revision) {

    /** The branch that is meant where none is named. */
    public static final String MAIN = "main";

    // Ends in a letter, digit or underscore, so no part is a run of dots; "--" stands for the slash in the cache's
    // folders.
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+-]{0,249}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** Checks. */
    public HubId {
        String[] parts = repository.split("/", -1);
        boolean named = parts.length <= 2 && !repository.contains("--") && !repository.contains("..");
        for (String part : parts) {
            named &= PART.matcher(part).matches();
        }
        if (!named) {
            throw new IllegalArgumentException(
                    "The repository (\"%s\") must read org/name, in letters, digits, dots, hyphens and underscores.\nMaybe BAAI/bge-reranker-v2-m3, or a folder that is not where you say."
                            .formatted(repository));
        }
        if (!REVISION.matcher(revision).matches()
                || revision.contains("..")
                || revision.contains("//")
                || revision.contains("/.")
                || revision.endsWith("/")) {
            throw new IllegalArgumentException(
                    "The revision (\"%s\") of %s must be a branch, a tag or a commit.\nMaybe leave it out: main is the default."
                            .formatted(revision, repository));
        }
    }

    /**
     * Reads {@code org/name} or {@code org/name@revision}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static HubId parse(String text) {
        int at = text.indexOf('@');
        return at < 0 ? new HubId(text, MAIN) : new HubId(text.substring(0, at), text.substring(at + 1));
    }

    /** Whether a text could be {@code org/name} with an organisation; says nothing of whether there is one. */
    public static boolean looksLikeOne(String text) {
        int at = text.indexOf('@');
        String[] parts = (at < 0 ? text : text.substring(0, at)).split("/", -1);
        return parts.length == 2
                && PART.matcher(parts[0]).matches()
                && PART.matcher(parts[1]).matches();
    }

    /** Whether the revision is a commit, which never changes. */
    boolean pinned() {
        return isCommit(revision);
    }

    /** Whether this is the name of a commit: 40 hexadecimal digits. A commit names a folder, so nothing else will do. */
    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** The id as {@link #parse} reads it. */
    @Override
    public String toString() {
        return revision.equals(MAIN) ? repository : repository + "@" + revision;
    }
}
