package dev.podium.torch.sentence;

/**
 * How a query of late interaction is made longer, by tokens that stand for what it does not say.
 *
 * <p>Source: ColBERT (Khattab and Zaharia 2020, section 3.2), which fills a query up with {@code [MASK]}; the settings are those of
 * sentence-transformers 6.
 *
 * @param length a query has at least so many tokens, marks included
 * @param fixed whether it has at most so many too
 * @param attend whether attention looks at the tokens that were added
 * @param token what is added
 */
record Expansion(int length, boolean fixed, boolean attend, int token) {}
