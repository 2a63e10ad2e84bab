/** Ready-made ONNX encoders, and the embedded default model. */
module dev.podium.onnx {
    requires static transitive org.jspecify;
    requires transitive dev.podium.models;
    requires com.microsoft.onnxruntime;
    requires dev.podium.text;
    requires tools.jackson.databind;

    exports dev.podium.onnx;

    provides dev.podium.model.BackEnd with
            dev.podium.onnx.OnnxBackEnd;
}
