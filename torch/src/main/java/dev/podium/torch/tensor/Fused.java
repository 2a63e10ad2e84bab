package dev.podium.torch.tensor;

import java.util.List;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;

/**
 * What an optimiser does to all tensors of a model, in one native call each.
 *
 * <p>A small model has a hundred tensors, and twelve operations on each would be more calls than its whole forward pass; besides, each
 * operation reads all weights from memory again, which is what an optimiser's time goes into.
 *
 * @since 0.1.0
 */
public final class Fused {

    private static final Operator NORM = new Operator("aten::_foreach_norm", "Scalar");
    private static final Operator ADAM_W = new Operator("aten::_fused_adamw_");

    private Fused() {}

    /**
     * The numbers of one step of AdamW.
     *
     * @param rate how far a step goes
     * @param beta1 what the first moment keeps of itself, in 0..1
     * @param beta2 what the second moment keeps of itself, in 0..1
     * @param epsilon added to the root of the second moment
     * @param decay of the weights, times the rate
     * @param shrink what gradients are divided by first; at least 1
     */
    public record AdamW(double rate, double beta1, double beta2, double epsilon, double decay, double shrink) {}

    /** The root of the sum of all squares. @param tensors at least one, on one device */
    public static double norm(List<Tensor> tensors) {
        TensorVector norms = NORM.call(list(tensors), new IValue(new Scalar(2.0)), new IValue())
                .get(0)
                .toTensorVector();
        return org.bytedeco.pytorch.global.torch.stack(norms, 0).norm().item_double();
    }

    /**
     * One step of AdamW, all of it in place: weights, both moments and the counts of steps.
     *
     * <p>Weights that want gradients need {@link Torch#withoutGradients}. Where {@code shrink} is not 1 the gradients are changed as well.
     *
     * @param weights float32
     * @param gradients in their shapes
     * @param first moments, in their shapes
     * @param second moments, in their shapes
     * @param steps [1] float32 each, how many steps each weight took before this one
     */
    public static void adamW(
            AdamW step,
            List<Tensor> weights,
            List<Tensor> gradients,
            List<Tensor> first,
            List<Tensor> second,
            List<Tensor> steps) {
        steps.forEach(count -> count.pointer().add_(new Scalar(1.0)));
        IValue shrink = step.shrink() == 1
                ? new IValue()
                : new IValue(Tensors.full(step.shrink())
                        .to(weights.getFirst().device())
                        .pointer());
        ADAM_W.call(
                list(weights),
                list(gradients),
                list(first),
                list(second),
                list(List.of()),
                list(steps),
                new IValue(step.rate()),
                new IValue(step.beta1()),
                new IValue(step.beta2()),
                new IValue(step.decay()),
                new IValue(step.epsilon()),
                new IValue(false),
                new IValue(false),
                shrink,
                new IValue());
    }

    private static IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor.pointer()));
        }
        return new IValue(list);
    }
}
