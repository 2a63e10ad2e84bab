/**
 * The catalogue of published methods, one file each.
 *
 * <p>A method is a question put to a model, and an order that decides how often it is put. Read {@link dev.podium.order}
 * for the orders.
 */
@NullMarked
package dev.podium.method;

import org.jspecify.annotations.NullMarked;
