/** Ready-made ONNX encoders, and the embedded default model. */
module dev.podium.onnx {
    requires static transitive org.jspecify;
    requires transitive dev.podium.models;
}
