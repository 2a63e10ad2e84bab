package dev.podium.torch.sentence;

/** A module behind the network: it takes what those before it made, and adds its own. */
@FunctionalInterface
interface Stage {

    /** Does its work on one batch. */
    void on(Features features);
}
