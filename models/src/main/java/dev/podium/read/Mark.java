package dev.podium.read;

/**
 * A candidate that an answer names.
 *
 * @param index of the candidate in what was shown, from 0
 * @param value the score the answer gives it; 1/position where it gives an order only
 * @since 0.1.0
 */
public record Mark(int index, double value) {}
