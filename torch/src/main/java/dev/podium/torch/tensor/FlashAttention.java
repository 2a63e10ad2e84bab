package dev.podium.torch.tensor;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;

/** libtorch's own fused attention for the CPU, which also tells its denominators; by hand where it does not apply. */
final class FlashAttention {

    private static final Operator OPERATOR = new Operator("aten::_scaled_dot_product_flash_attention_for_cpu");

    private FlashAttention() {}

    static PartialAttention of(Tensor q, Tensor k, Tensor v, boolean causal, double scale) {
        // The kernel's own gradient leaves out what flows through the denominators.
        boolean trained = q.wantsGradient() || k.wantsGradient() || v.wantsGradient();
        if (!q.device().equals(Device.CPU) || trained) {
            int groups = q.size(1) / k.size(1);
            Tensor keys = groups == 1 ? k : k.repeatEach(groups, 1);
            Tensor values = groups == 1 ? v : v.repeatEach(groups, 1);
            return byHand(q, keys, values, causal, scale);
        }
        // Several heads of queries to one of keys are the kernel's own: nothing is repeated for them.
        IValueVector stack = OPERATOR.call(
                new IValue(q.pointer()),
                new IValue(k.pointer()),
                new IValue(v.pointer()),
                new IValue(0.0),
                new IValue(causal),
                new IValue(),
                new IValue(scale));
        // The denominators come as [batch, heads, queries], seen through a transposition.
        return new PartialAttention(
                new Tensor(stack.get(0).toTensor()), new Tensor(stack.get(1).toTensor()));
    }

    private static PartialAttention byHand(Tensor q, Tensor k, Tensor v, boolean causal, double scale) {
        Tensor scores = q.matmul(k.transpose(-1, -2)).times(scale);
        if (causal) {
            scores = scores.plus(Masks.causal(q.size(-2), k.size(-2)).to(q.device()));
        }
        return new PartialAttention(scores.softmax(-1).matmul(v), scores.logSumExp(-1, false));
    }
}
