package dev.podium.torch.sentence;

/**
 * What a text is encoded for: it decides the prompt, the length and, in models of two towers, the tower.
 *
 * @since 0.1.0
 */
public enum Task {
    /** What is asked: the prompt "query", the route "query". */
    QUERY,
    /** What may answer: the prompt "document" (or "passage", or "corpus"), the route "document". */
    DOCUMENT,
    /** Neither: the default prompt and the default route, where the folder names them. */
    NONE
}
