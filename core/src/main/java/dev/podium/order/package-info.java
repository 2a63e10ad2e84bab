/** Ways of asking: each order turns the answers to one question into a ranking. */
@NullMarked
package dev.podium.order;

import org.jspecify.annotations.NullMarked;
