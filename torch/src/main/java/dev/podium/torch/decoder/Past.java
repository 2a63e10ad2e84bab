package dev.podium.torch.decoder;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sequence has behind it: chunks of keys and values, one after the other, each from its beginning.
 *
 * <p>A value; whoever keeps one {@linkplain #hold holds} its chunks, and {@linkplain #release releases} them.
 *
 * @param links from the first
 */
record Past(List<Link> links) {

    /** Nothing. */
    static final Past NONE = new Past(List.of());

    /** The first tokens of a chunk. */
    record Link(Chunk chunk, int tokens) {}

    Past {
        links = List.copyOf(links);
    }

    /** All its tokens. */
    int tokens() {
        return links.stream().mapToInt(Link::tokens).sum();
    }

    /** With one more chunk; one that is the last already only becomes longer. */
    Past then(Chunk chunk, int tokens) {
        List<Link> more = new ArrayList<>(links);
        if (!more.isEmpty() && more.getLast().chunk() == chunk) {
            more.removeLast();
        }
        more.add(new Link(chunk, tokens));
        return new Past(more);
    }

    /** Its first tokens. */
    Past first(int tokens) {
        List<Link> fewer = new ArrayList<>();
        int left = tokens;
        for (Link link : links) {
            if (left > 0) {
                fewer.add(new Link(link.chunk(), Math.min(left, link.tokens())));
                left -= link.tokens();
            }
        }
        return new Past(fewer);
    }

    Past hold() {
        links.forEach(link -> link.chunk().hold());
        return this;
    }

    void release() {
        links.forEach(link -> link.chunk().release());
    }

    /** Whether tokens may be written into the last chunk: nobody else holds it, and it ends where this does. */
    boolean growsInPlace() {
        return !links.isEmpty()
                && links.getLast().chunk().alone()
                && links.getLast().chunk().filled() == links.getLast().tokens();
    }
}
