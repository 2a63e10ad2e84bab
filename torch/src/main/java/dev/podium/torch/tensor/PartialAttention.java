package dev.podium.torch.tensor;

import java.util.List;

/**
 * Attention to some of the keys, which can be joined with attention to others.
 *
 * <p>Over keys in sets A and B, softmax attention is the mean of the two attentions weighted by their denominators. So the keys
 * of a prefix that many prompts share are attended to once for all of them, and nothing is copied. Source: FlashAttention,
 * arXiv 2205.14135, section 3.1; the same for a shared prefix in Hydragen, arXiv 2402.05099, section 3.2.
 *
 * @param output [batch, heads, queries, width]
 * @param logDenominator [batch, heads, queries], natural logarithm of the sum of exp(score)
 * @since 0.1.0
 */
public record PartialAttention(Tensor output, Tensor logDenominator) {

    /** Attention to the keys of all parts. @param parts at least one */
    public static Tensor join(List<PartialAttention> parts) {
        if (parts.size() == 1) {
            return parts.getFirst().output();
        }
        Tensor logs = Tensors.stack(
                parts.stream().map(PartialAttention::logDenominator).toList(), -1);
        Tensor weights = logs.softmax(-1);
        Tensor sum = parts.getFirst().output().times(weights.slice(-1, 0, 1));
        for (int i = 1; i < parts.size(); i++) {
            sum = sum.plus(parts.get(i).output().times(weights.slice(-1, i, i + 1)));
        }
        return sum;
    }
}
