package dev.podium.torch.tensor;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;

/** A calculation of libtorch's that its Java binding has no method for, called through the dispatcher. */
final class Operator {

    private final OperatorHandle handle;

    /** @param name such as {@code quantized::linear_dynamic} */
    Operator(String name) {
        this(name, "");
    }

    /** @param overload such as {@code Scalar} */
    Operator(String name, String overload) {
        Native.load();
        handle = Dispatcher.singleton().findSchemaOrThrow(name, overload);
        handle.retainReference();
    }

    /** @param arguments all of the schema, in its order @return the results */
    IValueVector call(IValue... arguments) {
        IValueVector stack = new IValueVector();
        for (IValue argument : arguments) {
            stack.push_back(argument);
        }
        handle.callBoxed(stack);
        return stack;
    }
}
