/**
 * Which tokens an answer may go on with, so that a decoder cannot write a malformed one.
 *
 * <pre>{@code
 * Answers answers = Answers.permutation(List.of("[1]", "[2]", "[3]"), " > ");
 * Grammar grammar = Grammar.of(answers, tokenizer.vocabulary(), tokenizer.special(Special.EOS).getAsInt());
 * int state = grammar.start();
 * while (state != Grammar.ENDED) {
 *     int token = best(grammar.allowed(state)); // the decoder's choice
 *     state = grammar.next(state, token);
 * }
 * }</pre>
 *
 * <p>{@code Answers} is a set of strings, and {@code Grammar} the same over one model's tokens.
 */
@NullMarked
package dev.podium.grammar;

import org.jspecify.annotations.NullMarked;
