package dev.podium.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process that is in use, native and heap, as Linux counts it. */
public final class ResidentMemory {

    private ResidentMemory() {}

    /** Bytes, after a collection. */
    public static long bytes() {
        try {
            System.gc();
            String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
            return Long.parseLong(pages[1]) * 4096;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
