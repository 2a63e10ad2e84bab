package dev.podium.hub;

import dev.podium.model.wrap.Pause;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A lock on one blob, against other threads and other processes alike.
 *
 * <p>It is polled rather than waited for, because the JDK refuses to wait for a lock that another thread of the same process
 * holds. Python's lock on the same file is of another kind on Linux and does not exclude this one: Python downloads into files of
 * its own, so the worst is that both download.
 */
final class BlobLock implements Closeable {

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final FileChannel channel;
    private final FileLock lock;

    private BlobLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits until nobody else holds it. */
    static BlobLock hold(Path file, Pause pause) throws IOException {
        Files.createDirectories(file.getParent());
        while (true) {
            BlobLock held = tried(file);
            if (held != null) {
                return held;
            }
            try {
                pause.last(BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the lock " + file);
            }
        }
    }

    private static @Nullable BlobLock tried(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new BlobLock(channel, lock);
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}
