package dev.podium.torch.decoder;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Masks;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all layers of one forward pass have in common; closed when they have run. */
final class Pass implements AutoCloseable {

    private final DecoderSpec spec;
    private final Plan plan;
    private final int[][] positions;
    private final int regime;
    private final Observer observer;
    private final Device device;
    private final Map<RopeSpec, Rotation> rotations = new HashMap<>();
    private final Map<List<Integer>, Tensor> masks = new HashMap<>();
    private final List<Plan.Run> sources;

    /**
     * @param positions [axis][row]
     * @param regime of all sequences: those of a plan are turned alike
     */
    Pass(DecoderSpec spec, Plan plan, int[][] positions, int regime, Observer observer, Device device) {
        this.spec = spec;
        this.plan = plan;
        this.positions = positions;
        this.regime = regime;
        this.observer = observer;
        this.device = device;
        this.sources = plan.all().stream()
                .filter(run -> run.end > run.to)
                .filter(run -> Plan.behind(run).stream().noneMatch(Plan.Run::growsInPlace))
                .toList();
        for (DecoderSpec.Layer layer : spec.layers()) {
            if (layer.rope() != null) {
                rotations.computeIfAbsent(layer.rope(), rope -> Rotation.of(rope, positions, regime, device));
            }
        }
    }

    /** The same once more, at which nobody looks; closed by the caller. */
    Pass again() {
        return new Pass(spec, plan, positions, regime, Observer.NONE, device);
    }

    Plan plan() {
        return plan;
    }

    Observer observer() {
        return observer;
    }

    /** Runs whose keys are attended to by what stands behind them. */
    List<Plan.Run> sources() {
        return sources;
    }

    /** How queries and keys of a layer are turned, or null if they are not. */
    @Nullable
    Rotation rotation(int layer) {
        RopeSpec rope = spec.layers().get(layer).rope();
        return rope == null ? null : rotations.get(rope);
    }

    /** Whether a layer's window hides anything from anybody. */
    boolean windowBites(int layer) {
        return spec.layers().get(layer).window() < plan.longest();
    }

    /** Which keys queries see whose last one stands at the last key, made once. @param window places, their own included */
    Tensor mask(int queries, int keys, int window) {
        return masks.computeIfAbsent(
                List.of(queries, keys, window),
                sizes -> Masks.window(queries, keys, window - 1, spec.bidirectional() ? window - 1 : 0)
                        .to(device)
                        .pinned());
    }

    /** Rows in the order of the sequences, as observers see them. */
    Tensor inOrder(Tensor rows) {
        if (plan.plain()) {
            return rows;
        }
        int[] order = new int
                [plan.branches().stream()
                        .mapToInt(branch -> branch.ids().length)
                        .sum()];
        int at = 0;
        for (int branch = 0; branch < plan.branches().size(); branch++) {
            for (int row : plan.rowsOf(branch)) {
                order[at++] = row;
            }
        }
        return rows.pick(0, Tensors.indices(order).to(device));
    }

    @Override
    public void close() {
        masks.values().forEach(Tensor::close);
    }
}
