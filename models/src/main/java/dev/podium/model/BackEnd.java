package dev.podium.model;

import java.util.Set;

/**
 * Opens models of one kind; found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
public interface BackEnd {

    /** What stands before the colon in a reference: lower-case letters and digits, at least two. */
    String scheme();

    /** What models of this back end may offer; one model seldom offers all. */
    Set<Class<? extends Capability>> capabilities();

    /**
     * Whether this back end would open a location that came without a scheme.
     *
     * <p>Looks at names of files only and never opens a model; false where it cannot tell.
     */
    boolean recognises(String location);

    /**
     * Opens a model.
     *
     * @param reference of this back end's scheme
     * @throws IllegalArgumentException if a setting is unknown or the location is of the wrong kind
     * @throws ModelUnavailableException if files are missing, unreadable or damaged; the message says which and why
     */
    Model open(ModelRef reference);
}
