package dev.podium.torch;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One calculation of a model at a time, first come first served.
 *
 * <p>A calculation uses all threads that it may, so two at once only share them and hold twice the memory; and a model whose adapters
 * are switched must not be in the middle of something.
 */
final class Turn {

    private final ReentrantLock lock = new ReentrantLock(true);

    <T> T take(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
