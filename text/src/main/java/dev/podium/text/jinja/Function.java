package dev.podium.text.jinja;

import java.util.List;
import java.util.Map;

/** What can be called in a template. */
@FunctionalInterface
interface Function {

    Object call(List<Object> positional, Map<String, Object> named, int line);
}
