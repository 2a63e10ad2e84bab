package dev.podium.remote;

import dev.podium.model.ProviderException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A part of an answer, which knows where it stands, so that an answer of another shape is told by its field.
 *
 * @param service that answered
 * @param address that was asked
 * @param path from the root, such as {@code results[2].index}; empty for the root
 * @param node what stands there
 */
record Reply(Service service, URI address, String path, JsonNode node) {

    /** Whether there is such a field with something in it. */
    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** A field, which may be null or missing: asking it for something then fails. */
    Reply field(String name) {
        return new Reply(service, address, path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    /** The elements of an array. */
    List<Reply> elements() {
        if (!node.isArray()) {
            throw wrong("must be an array");
        }
        List<Reply> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Reply(service, address, "%s[%d]".formatted(path, i), node.get(i)));
        }
        return elements;
    }

    /** A finite number. */
    double number() {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong("must be a finite number");
        }
        return node.doubleValue();
    }

    /** A whole number of at least 0. */
    int count() {
        if (!node.isNumber() || !node.canConvertToInt() || node.intValue() < 0) {
            throw wrong("must be a whole number of at least 0");
        }
        return node.intValue();
    }

    /** The whole number in a field of a field, or 0 where the service does not tell. */
    int countOrZero(String outer, String inner) {
        return has(outer) && field(outer).has(inner) ? field(outer).field(inner).count() : 0;
    }

    String text() {
        if (!node.isString()) {
            throw wrong("must be text");
        }
        return node.stringValue();
    }

    ProviderException wrong(String law) {
        String found = node.isMissingNode() ? "missing" : Refusal.shown(node.toString());
        return new ProviderException(
                service.provider(),
                ProviderException.NO_STATUS,
                false,
                null,
                service.key()
                        .hiddenIn(
                                "%s (%s) answered what cannot be read: the field \"%s\" %s, but is %s.\nMaybe it speaks another dialect than \"%s\"."
                                        .formatted(
                                                service.provider(),
                                                address,
                                                path.isEmpty() ? "(the whole)" : path,
                                                law,
                                                found,
                                                service.dialect())),
                null);
    }
}
