package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.RmsNorm;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The vision tower of Qwen2-VL and Qwen2.5-VL: patches in, vectors of the text's width out, one for each square of patches.
 *
 * <p>Queries and keys are turned by their row in one half of the head and by their column in the other. Qwen2.5 differs by norms
 * without mean, a gate in its feed-forward, and windows in all but a few blocks. Sources: arXiv 2409.12191, section 2.1, and arXiv
 * 2502.13923, section 2.1.1.
 */
public final class QwenVision {

    private static final double EPSILON = 1e-6; // of every norm; no file says it

    private record Block(
            UnaryOperator<Tensor> before,
            Linear qkv,
            Linear out,
            UnaryOperator<Tensor> between,
            @Nullable Linear gate,
            Linear up,
            Linear down,
            boolean windowed) {}

    private final Tensor patch;
    private final List<Block> blocks = new ArrayList<>();
    private final UnaryOperator<Tensor> last;
    private final Linear first;
    private final Linear second;
    private final Activation activation;
    private final int heads;
    private final int merge;
    private final int window;
    private final double theta;

    private QwenVision(Config config, Parameters visual) {
        boolean gated = visual.has("blocks.0.mlp.gate_proj.weight");
        this.patch = visual.tensor("patch_embed.proj.weight");
        this.heads = config.integerOr(16, "num_heads");
        this.merge = config.integerOr(2, "spatial_merge_size");
        this.window = gated ? config.integerOr(112, "window_size") / merge / config.integerOr(14, "patch_size") : 0;
        this.theta = config.under("rope_parameters").realOr(10_000, "rope_theta");
        this.activation = Activation.parse(config.textOr(gated ? "silu" : "quick_gelu", "hidden_act"));
        Set<Integer> whole = new HashSet<>(
                config.has("fullatt_block_indexes")
                        ? config.integers("fullatt_block_indexes")
                        : List.of(7, 15, 23, 31));
        for (int i = 0; i < config.integerOr(32, "depth"); i++) {
            Parameters block = visual.at("blocks." + i);
            blocks.add(new Block(
                    norm(block, "norm1"),
                    block.linear("attn.qkv"),
                    block.linear("attn.proj"),
                    norm(block, "norm2"),
                    gated ? block.linear("mlp.gate_proj") : null,
                    block.linear(gated ? "mlp.up_proj" : "mlp.fc1"),
                    block.linear(gated ? "mlp.down_proj" : "mlp.fc2"),
                    gated && !whole.contains(i)));
        }
        this.last = norm(visual, "merger.ln_q");
        this.first = visual.linear("merger.mlp.0");
        this.second = visual.linear("merger.mlp.2");
    }

    /** The tower of a checkpoint. @param config of the whole model */
    public static QwenVision of(Config config, Parameters parameters) {
        Parameters visual =
                parameters.hasUnder("model.visual") ? parameters.at("model.visual") : parameters.at("visual");
        return new QwenVision(config.under("vision_config"), visual);
    }

    private static UnaryOperator<Tensor> norm(Parameters at, String name) {
        return at.has(name + ".bias")
                ? at.layerNorm(name, EPSILON)::of
                : new RmsNorm(at.tensor(name + ".weight"), EPSILON)::of;
    }

    /** Patches along each side of a token. */
    public int merge() {
        return merge;
    }

    /** What patches begin as. @return [patches, width] */
    Tensor embed(Tensor pixels) {
        return Functional.linear(pixels, patch.reshape(patch.size(0), -1), null);
    }

    QwenLayout layout(List<Grid> grids) {
        return QwenLayout.of(grids, merge, window);
    }

    /**
     * The vectors that stand in the text for its pictures.
     *
     * @param observer sees what goes from block to block, in the order of the windows
     * @return [tokens of all pictures, width of the text], in the scope of the caller
     */
    public Tensor features(Patches patches, Observer observer) {
        QwenLayout layout = layout(patches.grids());
        PackedAttention whole = new PackedAttention(layout.whole(), false);
        PackedAttention windows = new PackedAttention(layout.windows(), false);
        boolean inOrder = layout.inOrder();
        try (Scope scope = Scope.open()) {
            Tensor embedded = embed(patches.pixels());
            Tensor x = inOrder ? embedded : byTokens(embedded, layout.order());
            Turn turn = turn(layout, x);
            observer.hidden(0, x);
            for (int i = 0; i < blocks.size(); i++) {
                if (i > 0 && !observer.goesOnAfter(i)) {
                    break;
                }
                Block block = blocks.get(i);
                Tensor next;
                try (Scope step = Scope.open()) {
                    next = step.keep(step(block, x, turn, block.windowed() ? windows : whole, i, observer));
                }
                x.close();
                x = next;
                observer.hidden(i + 1, x);
            }
            Tensor merged = merged(x);
            return scope.keep(
                    inOrder
                            ? merged
                            : merged.pick(0, Tensors.indices(layout.back()).to(x.device())));
        }
    }

    /** Each square of patches as one vector. @return [tokens, width of the text] */
    Tensor merged(Tensor x) {
        Tensor squares = last.apply(x).reshape(-1, (long) merge * merge * x.size(1));
        return second.of(Functional.gelu(first.of(squares)));
    }

    private Tensor byTokens(Tensor x, int[] order) {
        long width = x.size(1);
        return x.reshape(order.length, -1)
                .pick(0, Tensors.indices(order).to(x.device()))
                .reshape(-1, width);
    }

    /** How queries and keys are turned. @param cos [patches, 1, half of a head] */
    private record Turn(Tensor cos, Tensor sin) {

        /** @param x [patches, heads, head] */
        Tensor of(Tensor x) {
            int half = x.size(2) / 2;
            Tensor a = x.slice(2, 0, half);
            Tensor b = x.slice(2, half, x.size(2));
            return Tensors.cat(
                    List.of(a.times(cos).minus(b.times(sin)), b.times(cos).plus(a.times(sin))), 2);
        }
    }

    private Turn turn(QwenLayout layout, Tensor x) {
        int head = x.size(1) / heads;
        int quarter = head / 4;
        float[] angles = new float[layout.rows().length * 2 * quarter];
        for (int patch = 0, at = 0; patch < layout.rows().length; patch++) {
            for (int place : new int[] {layout.rows()[patch], layout.columns()[patch]}) {
                for (int i = 0; i < quarter; i++) {
                    angles[at++] = place * (float) Math.pow(theta, -4.0 * i / head);
                }
            }
        }
        Tensor all = Tensors.of(angles, layout.rows().length, 1, 2L * quarter).to(x.device());
        return new Turn(all.cos(), all.sin());
    }

    private Tensor step(Block block, Tensor x, Turn turn, PackedAttention attention, int number, Observer observer) {
        int width = x.size(1);
        Tensor qkv = block.qkv().of(block.before().apply(x)).reshape(x.size(0), 3, heads, width / heads);
        Tensor seen =
                attention.of(turn.of(qkv.select(1, 0)), turn.of(qkv.select(1, 1)), qkv.select(1, 2), number, observer);
        Tensor attended = x.plus(block.out().of(seen));
        Tensor normed = block.between().apply(attended);
        Linear gate = block.gate();
        Tensor bent = gate == null
                ? activation.of(block.up().of(normed))
                : activation.of(gate.of(normed)).times(block.up().of(normed));
        return attended.plus(block.down().of(bent));
    }
}
