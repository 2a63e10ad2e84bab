package dev.podium.retrieve;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * An index could not be opened, read or written.
 *
 * <p>The message names the folder, what is wrong with it and what may help. A wrong argument is an
 * {@link IllegalArgumentException} instead.
 *
 * @since 0.1.0
 */
public final class IndexUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** Something is wrong that no other exception told. */
    IndexUnavailableException(String message) {
        this(message, null);
    }

    /** Something is wrong that another exception told. */
    IndexUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What an exception of the file system or of Lucene means to whoever named the folder. */
    static IndexUnavailableException of(String place, IOException cause) {
        String message = switch (cause) {
            case IndexNotFoundException _ ->
                "There is no index in \"%s\".\nMaybe build one first, or look at the path.".formatted(place);
            case IndexFormatTooOldException _, IndexFormatTooNewException _ ->
                "The index in \"%s\" was written by another version of Lucene.\nMaybe build it again from its collection."
                        .formatted(place);
            case CorruptIndexException _, EOFException _ ->
                "The index in \"%s\" is damaged (%s).\nMaybe build it again from its collection."
                        .formatted(place, cause.getMessage());
            case LockObtainFailedException _ ->
                "Somebody else is writing an index into \"%s\".\nMaybe wait for it, or take another folder; the lock goes when that process ends."
                        .formatted(place);
            case AccessDeniedException denied ->
                "There is no permission to use \"%s\" of the index in \"%s\".\nMaybe give yourself read access to search, and write access to build."
                        .formatted(denied.getFile(), place);
            case InterruptedIOException _ ->
                "The work on the index in \"%s\" was interrupted.\nMaybe start it again: what was there before is still there."
                        .formatted(place);
            default ->
                "The index in \"%s\" failed: %s.\nMaybe look whether the disk is there, readable and not full."
                        .formatted(place, cause);
        };
        return new IndexUnavailableException(message, cause);
    }
}
