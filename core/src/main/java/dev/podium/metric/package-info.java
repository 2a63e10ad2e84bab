/** What a ranking is worth: every metric is a value with its usual name. */
@NullMarked
package dev.podium.metric;

import org.jspecify.annotations.NullMarked;
