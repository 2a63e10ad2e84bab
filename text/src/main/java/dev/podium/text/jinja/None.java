package dev.podium.text.jinja;

/** Python's {@code None}: a value that says there is none. */
enum None {
    NONE
}
