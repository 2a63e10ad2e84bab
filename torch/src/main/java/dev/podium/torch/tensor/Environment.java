package dev.podium.torch.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Variables of the process as native libraries see them, which a JVM can read and not set.
 *
 * <p>OpenMP takes its settings from there once, as it is loaded, and offers no call for this one.
 */
final class Environment {

    private Environment() {}

    /** Sets a variable unless somebody did; left as it is where the C library has no {@code setenv}. */
    @SuppressWarnings("restricted") // the binding of libtorch needs native access anyway
    static void preset(String name, String value) {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("setenv").ifPresent(address -> {
            MethodHandle setenv = linker.downcallHandle(
                    address,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            try (Arena arena = Arena.ofConfined()) {
                int unused = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
            } catch (Throwable e) {
                throw new IllegalStateException("The C library did not take the variable %s.".formatted(name), e);
            }
        });
    }
}
