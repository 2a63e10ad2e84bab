package dev.podium.torch.decoder;

/**
 * A sequence to be calculated: what is cached of it, and its new tokens.
 *
 * @param past keys and values that are there
 * @param ids of the new tokens
 * @param position of the first new token; its place, unless the caller counts otherwise
 */
record Branch(Past past, int[] ids, int position) {

    /** A sequence of which nothing is cached. */
    static Branch of(int[] ids) {
        return new Branch(Past.NONE, ids, 0);
    }

    /** Its new tokens behind a past. */
    static Branch of(Past past, int[] ids) {
        return new Branch(past, ids, past.tokens());
    }

    /** Tokens in all. */
    int tokens() {
        return past.tokens() + ids.length;
    }
}
