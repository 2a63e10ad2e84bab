package dev.podium.text.jinja;

import java.util.List;

/** What {@code loop} means at one turn. */
record Loop(List<Object> items, int at, int depth) {

    Object member(String name) {
        int size = items.size();
        return switch (name) {
            case "index" -> at + 1L;
            case "index0" -> (long) at;
            case "revindex" -> (long) (size - at);
            case "revindex0" -> size - at - 1L;
            case "first" -> at == 0;
            case "last" -> at == size - 1;
            case "length" -> (long) size;
            case "depth" -> (long) depth;
            case "depth0" -> depth - 1L;
            case "previtem" -> at == 0 ? new Undefined("there is no item before the first") : items.get(at - 1);
            case "nextitem" -> at == size - 1 ? new Undefined("there is no item after the last") : items.get(at + 1);
            case "cycle" ->
                (Function) (positional, _, line) -> {
                    if (positional.isEmpty()) {
                        throw JinjaException.at(line, "loop.cycle needs something to cycle through.");
                    }
                    return positional.get(at % positional.size());
                };
            default -> new Undefined("\"loop\" has no member \"%s\"".formatted(name));
        };
    }
}
