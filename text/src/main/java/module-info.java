/** From words to tokens and back: tokenizers, chat templates, prompts by parts, and grammars over tokens. */
@SuppressWarnings("module") // the modules it is exported to are built after this one
module dev.podium.text {
    requires static transitive org.jspecify;
    requires transitive dev.podium.models;
    requires ai.djl.tokenizers;
    requires tools.jackson.databind;

    exports dev.podium.grammar;
    exports dev.podium.text;
    exports dev.podium.text.jni to
            dev.podium.onnx;
}
