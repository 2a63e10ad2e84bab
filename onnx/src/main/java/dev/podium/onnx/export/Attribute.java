package dev.podium.onnx.export;

/**
 * A constant of a node.
 *
 * <p>Source: {@code AttributeProto} of onnx.proto3: name (1), f (2), i (3), g (6), ints (8), type (20).
 *
 * @param message as the file has it
 */
record Attribute(Message message) {

    private static final int REAL = 1; // AttributeType
    private static final int NUMBER = 2;
    private static final int GRAPH = 5;
    private static final int NUMBERS = 7;

    private static Message named(String name, int type) {
        return new Message().text(1, name).number(20, type);
    }

    static Attribute of(String name, long value) {
        return new Attribute(named(name, NUMBER).number(3, value));
    }

    static Attribute of(String name, double value) {
        return new Attribute(named(name, REAL).real(2, (float) value));
    }

    /** @param branch that is whole */
    static Attribute of(String name, GraphDraft branch) {
        return new Attribute(named(name, GRAPH).bytes(6, branch.message()));
    }

    static Attribute of(String name, long[] values) {
        Message message = named(name, NUMBERS);
        for (long value : values) {
            message.number(8, value);
        }
        return new Attribute(message);
    }
}
