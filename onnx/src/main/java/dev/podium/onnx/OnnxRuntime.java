package dev.podium.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.podium.text.jni.NativeLibraries;
import java.util.List;

/**
 * Loads the native half of ONNX Runtime, once, from files that stay on disk.
 *
 * <p>By itself it would unpack its 28 MB to a temporary folder at every start; it is told where they lie instead, by its own
 * properties {@code onnxruntime.native.*.path}, unless somebody set these already.
 */
final class OnnxRuntime {

    private OnnxRuntime() {}

    /** ONNX Runtime, quiet and without telemetry. */
    static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    private static final class Holder {
        static final OrtEnvironment ENVIRONMENT = load();

        private static OrtEnvironment load() {
            String folder = "/ai/onnxruntime/native/" + NativeLibraries.system()
                    + (NativeLibraries.arm() ? "-aarch64/" : "-x64/");
            for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
                String property = "onnxruntime.native." + library + ".path";
                if (System.getProperty("onnxruntime.native.path") == null && System.getProperty(property) == null) {
                    System.setProperty(
                            property,
                            NativeLibraries.file(
                                            OrtEnvironment.class,
                                            "ONNX Runtime",
                                            folder,
                                            System.mapLibraryName(library))
                                    .toString());
                }
            }
            try {
                OrtEnvironment environment =
                        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "podium");
                environment.setTelemetry(false);
                return environment;
            } catch (OrtException | LinkageError e) {
                throw NativeLibraries.unloadable("ONNX Runtime", e);
            }
        }
    }
}
