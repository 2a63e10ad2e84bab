package dev.podium.torch.decoder;

import dev.podium.torch.layer.Activation;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attention, then a gated feed-forward network, each added to what goes through.
 *
 * <pre>
 * x = x + scale * after(attention(before(x)))
 * x = x + scale * after(down(activation(gate(before(x))) * up(before(x))))
 * </pre>
 *
 * <p>Families without a norm behind a sublayer (all but Gemma 2 and 3) have null for it; those that keep several projections in one
 * matrix (Phi 3) have that one.
 */
final class DecoderLayer {

    private final DecoderSpec spec;
    private final Attending attending;
    private final Norm beforeAttention;
    private final @Nullable Norm afterAttention;
    private final Norm beforeFeed;
    private final @Nullable Norm afterFeed;
    private final @Nullable Linear qkv;
    private final @Nullable Linear query;
    private final @Nullable Linear key;
    private final @Nullable Linear value;
    private final @Nullable Norm queryNorm;
    private final @Nullable Norm keyNorm;
    private final Linear out;
    private final @Nullable Linear gateUp;
    private final @Nullable Linear gate;
    private final @Nullable Linear up;
    private final Linear down;

    /** @param p at the layer */
    DecoderLayer(DecoderSpec spec, Parameters p) {
        this.spec = spec;
        this.attending = new Attending(spec);
        boolean surrounded = p.has("pre_feedforward_layernorm.weight");
        this.beforeAttention = Norm.of(p, "input_layernorm", spec);
        this.afterAttention = surrounded ? Norm.of(p, "post_attention_layernorm", spec) : null;
        this.beforeFeed = Norm.of(p, surrounded ? "pre_feedforward_layernorm" : "post_attention_layernorm", spec);
        this.afterFeed = surrounded ? Norm.of(p, "post_feedforward_layernorm", spec) : null;
        boolean fused = p.has("self_attn.qkv_proj.weight");
        this.qkv = fused ? p.linear("self_attn.qkv_proj") : null;
        this.query = fused ? null : p.linear("self_attn.q_proj");
        this.key = fused ? null : p.linear("self_attn.k_proj");
        this.value = fused ? null : p.linear("self_attn.v_proj");
        boolean normed = p.has("self_attn.q_norm.weight");
        this.queryNorm = normed ? Norm.of(p, "self_attn.q_norm", spec) : null;
        this.keyNorm = normed ? Norm.of(p, "self_attn.k_norm", spec) : null;
        this.out = p.linear("self_attn.o_proj");
        boolean fusedFeed = p.has("mlp.gate_up_proj.weight");
        this.gateUp = fusedFeed ? p.linear("mlp.gate_up_proj") : null;
        this.gate = fusedFeed ? null : p.linear("mlp.gate_proj");
        this.up = fusedFeed ? null : p.linear("mlp.up_proj");
        this.down = p.linear("mlp.down_proj");
    }

    /**
     * What the layer makes of the rows of a pass.
     *
     * @param x [rows, width]
     * @param wanted the rows that anybody needs of it, or null for all: keys and values come of all rows, and all behind them of
     *     these alone
     * @return [rows wanted, width]
     */
    Tensor of(Tensor x, int layer, Pass pass, @Nullable Tensor wanted) {
        Heads heads = heads(beforeAttention.of(x), layer, pass);
        attending.keep(heads, layer, pass);
        if (wanted != null && wanted.elements() == 0) {
            return x.slice(0, 0, 0);
        }
        Tensor attended = attending.of(heads, layer, pass);
        Tensor stream = x;
        if (wanted != null) {
            attended = attended.pick(0, wanted);
            stream = x.pick(0, wanted);
        }
        stream = added(stream, out.of(attended), afterAttention);
        return added(stream, feed(beforeFeed.of(stream)), afterFeed);
    }

    private Tensor added(Tensor stream, Tensor more, @Nullable Norm norm) {
        Tensor normed = norm == null ? more : norm.of(more);
        return stream.plus(spec.residualScale() == 1 ? normed : normed.times(spec.residualScale()));
    }

    private Heads heads(Tensor x, int layer, Pass pass) {
        Tensor q;
        Tensor k;
        Tensor v;
        if (qkv != null) {
            Tensor all = qkv.of(x);
            int queries = spec.heads() * spec.headWidth();
            int keys = spec.keyHeads() * spec.headWidth();
            q = all.slice(-1, 0, queries);
            k = all.slice(-1, queries, queries + keys);
            v = all.slice(-1, queries + keys, queries + 2 * keys);
        } else {
            q = there(query).of(x);
            k = there(key).of(x);
            v = there(value).of(x);
        }
        return new Heads(
                turned(q, spec.heads(), queryNorm, pass.rotation(layer)),
                turned(k, spec.keyHeads(), keyNorm, pass.rotation(layer)),
                v.reshape(v.size(0), spec.keyHeads(), spec.headWidth()));
    }

    private Tensor turned(Tensor x, int heads, @Nullable Norm norm, @Nullable Rotation rotation) {
        Tensor cut = x.reshape(x.size(0), heads, spec.headWidth());
        Tensor normed = norm == null ? cut : norm.of(cut);
        return rotation == null ? normed : rotation.of(normed);
    }

    private Tensor feed(Tensor x) {
        Activation activation = spec.activation();
        if (gateUp != null) {
            Tensor both = gateUp.of(x);
            int inner = both.size(-1) / 2;
            return down.of(activation.of(both.slice(-1, 0, inner)).times(both.slice(-1, inner, 2L * inner)));
        }
        return down.of(activation.of(there(gate).of(x)).times(there(up).of(x)));
    }

    private static Linear there(@Nullable Linear linear) {
        return Objects.requireNonNull(linear);
    }
}
