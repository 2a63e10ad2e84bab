package dev.podium.order;

/**
 * What an order costs, in questions.
 *
 * @param fewest questions it asks at least
 * @param most questions it asks at most; equal to {@code fewest} where the number does not depend on the answers
 * @param rounds questions that must wait for one another at most: the depth of the longest chain, the floor of latency
 * @param shown candidates shown at most, over all questions: what the token bill grows with
 * @since 0.1.0
 */
public record Effort(long fewest, long most, long rounds, long shown) {}
