/**
 * Native libraries out of jars: where they are unpacked to, and how they are loaded.
 *
 * <p>For the modules of Podium that have a native half; exported to them alone.
 *
 * <pre>{@code
 * Path library = NativeLibraries.file(OrtEnvironment.class, "ONNX Runtime", "/ai/onnxruntime/native/linux-x64/", "libonnxruntime.so");
 * }</pre>
 */
@NullMarked
package dev.podium.text.jni;

import org.jspecify.annotations.NullMarked;
