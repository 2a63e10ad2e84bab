package dev.podium.torch.sentence;

import dev.podium.text.Tokenizer;

/** Turns texts into the tokens that a network is shown, within its length, and counts what had to go. */
interface Reader extends AutoCloseable {

    /** One text, with its prompt. */
    Shown text(String text, Task task);

    /** A query and a document in one sequence, with the default prompt. */
    Shown pair(String query, String document, Truncation truncation);

    /** Tokens of one sequence at most. */
    int maxTokens();

    /** What cuts texts into tokens. */
    Tokenizer tokenizer();

    /** The id of a token, or -1 if there is none. */
    int id(String token);

    @Override
    void close();
}
