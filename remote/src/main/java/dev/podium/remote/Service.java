package dev.podium.remote;

import java.net.URI;
import java.time.Duration;

/**
 * Where a model is and how it is reached.
 *
 * @param name the reference it was opened by
 * @param provider for people: the name in {@link Provider}, or the host
 * @param base what every endpoint is appended to, without a slash at its end
 * @param dialect spoken there
 * @param model as the service knows it; empty where the service has one only
 * @param key sent there
 * @param timeout of one request, from connecting to the last byte
 */
record Service(String name, String provider, URI base, String dialect, String model, Secret key, Duration timeout) {

    /** As {@code Authorization: Bearer}, the way of nearly all. */
    static final String BEARER = "Bearer ";
}
