package dev.podium.text.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

/** The one value a template can change: how a loop tells what it found to what follows the loop. */
record Namespace(Map<String, Object> members) {

    Namespace {
        members = new LinkedHashMap<>(members);
    }
}
