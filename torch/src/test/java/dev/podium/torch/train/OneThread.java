package dev.podium.torch.train;

import dev.podium.torch.tensor.Torch;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Calculates the tests of a class on one thread: for models this small, threads wait for each other longer than they work. */
final class OneThread implements BeforeAllCallback, AfterAllCallback {

    private int threads;

    @Override
    public void beforeAll(ExtensionContext context) {
        threads = Torch.threads();
        Torch.threads(1);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Torch.threads(threads);
    }
}
