package dev.podium.hub;

/** Who watches the downloads of this thread's work; apart, since a field of an interface would be public. */
final class Watched {

    static final ScopedValue<Downloading> BY = ScopedValue.newInstance();

    private Watched() {}
}
