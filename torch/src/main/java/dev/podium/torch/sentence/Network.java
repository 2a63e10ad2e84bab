package dev.podium.torch.sentence;

/** The first module: it reads tokens and makes the first numbers of them. */
@FunctionalInterface
interface Network {

    /** Reads a batch and puts what it makes of it. */
    void on(Features features);
}
