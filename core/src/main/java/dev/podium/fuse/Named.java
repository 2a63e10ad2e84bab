package dev.podium.fuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of {@code name(parameter=value, ...)}; a value in brackets may hold commas. */
record Named(String text, String name, Map<String, String> parameters) {

    private static final Pattern NAME = Pattern.compile("\\s*([\\w -]*\\w)\\s*(?:\\((.*)\\))?\\s*");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*(\\w+)\\s*=\\s*(\\[[^\\]]*\\]|[^,\\[\\]]*[^,\\[\\]\\s])\\s*(?:,|$)");

    static Named parse(String text) {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no name of a fusion.\nMaybe rrf(k=60), or wsum(weights=[0.7, 0.3], norm=min-max)."
                            .formatted(text));
        }
        String list = matcher.group(2) == null ? "" : matcher.group(2).strip();
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(list);
        int at = 0;
        while (at < list.length()) {
            if (!parameter.find(at) || parameter.start() != at) {
                throw new IllegalArgumentException(
                        "\"%s\" in \"%s\" must read parameter=value.\nMaybe weights=[0.7, 0.3]."
                                .formatted(list.substring(at), text));
            }
            if (parameters.put(parameter.group(1), parameter.group(2)) != null) {
                throw new IllegalArgumentException(
                        "The parameter \"%s\" stands twice in \"%s\".".formatted(parameter.group(1), text));
            }
            at = parameter.end();
        }
        return new Named(text.strip(), matcher.group(1), parameters);
    }

    /** A number that has to be given. */
    double number(String parameter, String advice) {
        return decimal(parameter, required(parameter, advice));
    }

    double numberOr(String parameter, double usual) {
        String value = parameters.get(parameter);
        return value == null ? usual : decimal(parameter, value);
    }

    /** A whole number that has to be given. */
    int whole(String parameter, String advice) {
        return integer(parameter, required(parameter, advice));
    }

    int wholeOr(String parameter, int usual) {
        String value = parameters.get(parameter);
        return value == null ? usual : integer(parameter, value);
    }

    /** {@code [0.7, 0.3]}; empty where none are given. */
    List<Double> weights() {
        String value = parameters.get("weights");
        if (value == null) {
            return List.of();
        }
        List<Double> weights = new ArrayList<>();
        for (String weight : value.replaceAll("[\\[\\]]", "").strip().split("\\s*,\\s*|\\s+")) {
            weights.add(decimal("weights", weight));
        }
        return weights;
    }

    private String required(String parameter, String advice) {
        String value = parameters.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("The fusion \"%s\" needs its parameter \"%s\".\nMaybe %s(%s=%s)."
                    .formatted(text, parameter, name, parameter, advice));
        }
        return value;
    }

    private double decimal(String parameter, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The parameter \"%s\" of \"%s\" must be a number, not \"%s\".".formatted(parameter, text, value),
                    e);
        }
    }

    private int integer(String parameter, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The parameter \"%s\" of \"%s\" must be a whole number, not \"%s\"."
                            .formatted(parameter, text, value),
                    e);
        }
    }
}
