package dev.podium.torch.decoder;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Masks;
import dev.podium.torch.tensor.PartialAttention;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention of all rows of a pass in one layer.
 *
 * <p>Each run attends to itself, causally, runs of one length as one batch; then each run that others stand behind is attended to by
 * all of them at once, without a mask, and joined to what they have. A layer whose window hides something has no such parts: there,
 * a run's queries see the last tokens before them, put together, through a mask.
 */
final class Attending {

    // Scores that are in memory at a time, where they are calculated by hand: 128 MiB.
    private static final long MOST_SCORES = 1 << 25;

    private final DecoderSpec spec;

    Attending(DecoderSpec spec) {
        this.spec = spec;
    }

    /** Keeps the keys and values of runs that are to be kept. */
    void keep(Heads heads, int layer, Pass pass) {
        for (Plan.Run run : pass.plan().runs()) {
            if (run.into != null) {
                run.into.write(
                        layer, Heads.one(heads.keys(), run.from, run.to), Heads.one(heads.values(), run.from, run.to));
            }
        }
    }

    /** @return [rows, heads * width] */
    Tensor of(Heads heads, int layer, Pass pass) {
        if (!pass.observer().equals(Observer.NONE)) {
            show(heads, layer, pass);
        }
        Tensor all = pass.windowBites(layer) ? windowed(heads, layer, pass) : joined(heads, layer, pass);
        return all.reshape(all.size(0), (long) spec.heads() * spec.headWidth());
    }

    // ---------------------------------------------------------------- whole

    private Tensor joined(Heads heads, int layer, Pass pass) {
        boolean alone = pass.sources().isEmpty();
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> logs = new ArrayList<>();
        List<Plan.Run> runs = pass.plan().runs();
        for (int at = 0; at < runs.size(); ) {
            int to = at + 1;
            while (to < runs.size() && batched(runs.get(at), runs.get(to), to - at)) {
                to++;
            }
            PartialAttention own = own(heads, layer, runs.get(at), to - at, alone);
            outputs.add(rows(own.output()));
            if (!alone) {
                logs.add(rows(own.logDenominator().unsqueeze(-1)));
            }
            at = to;
        }
        Tensor output = outputs.size() == 1 ? outputs.getFirst() : Tensors.cat(outputs, 0);
        return alone ? output : withSources(heads, layer, pass, output.contiguous(), Tensors.cat(logs, 0));
    }

    private boolean batched(Plan.Run first, Plan.Run next, int already) {
        long scores = (long) spec.heads() * first.ids.length * first.ids.length * (already + 1);
        return next.ids.length == first.ids.length
                && !first.growsInPlace()
                && !next.growsInPlace()
                && (spec.attentionCap() == 0 || scores <= MOST_SCORES);
    }

    /** Of runs side by side to themselves. */
    private PartialAttention own(Heads heads, int layer, Plan.Run run, int runs, boolean alone) {
        Chunk chunk = run.into;
        if (chunk != null && run.growsInPlace()) {
            int tokens = chunk.filled() + 1;
            Tensor query = Heads.one(heads.queries(), run.from, run.to);
            return part(query, chunk.keys(layer, tokens), chunk.values(layer, tokens), false, alone);
        }
        int length = run.ids.length;
        return part(
                Heads.several(heads.queries(), run.from, runs, length),
                Heads.several(heads.keys(), run.from, runs, length),
                Heads.several(heads.values(), run.from, runs, length),
                !spec.bidirectional() && length > 1,
                alone);
    }

    private PartialAttention part(Tensor q, Tensor k, Tensor v, boolean causal, boolean alone) {
        if (spec.attentionCap() != 0) {
            return capped(q, k, v, causal ? Masks.causal(q.size(2), k.size(2)) : null);
        }
        if (alone) {
            // Nobody asks for denominators, and this call has a fast kernel on every device.
            Tensor output = Functional.attention(q, k, v, null, causal, spec.attentionScale());
            return new PartialAttention(output, output);
        }
        return Functional.partialAttention(q, k, v, causal, spec.attentionScale());
    }

    private Tensor withSources(Heads heads, int layer, Pass pass, Tensor output, Tensor logs) {
        Tensor joined = output;
        Tensor log = logs;
        for (Plan.Run source : pass.sources()) {
            int from = source.to;
            int to = source.end;
            PartialAttention part = part(
                    Heads.one(heads.queries(), from, to),
                    heads.keysOf(source, layer),
                    heads.valuesOf(source, layer),
                    false,
                    false);
            Tensor partOutput = rows(part.output());
            Tensor partLog = rows(part.logDenominator().unsqueeze(-1));
            Tensor soFar = log.slice(0, from, to);
            Tensor weight = partLog.minus(soFar).sigmoid();
            if (joined.wantsGradient()) {
                Tensor own = joined.slice(0, from, to);
                joined = replaced(
                        joined, from, to, own.plus(partOutput.minus(own).times(weight)));
                log = replaced(log, from, to, soFar.logAddExp(partLog));
            } else {
                joined.slice(0, from, to).moveInPlace(partOutput, weight);
                soFar.setInPlace(soFar.logAddExp(partLog));
            }
        }
        return joined;
    }

    private static Tensor replaced(Tensor all, int from, int to, Tensor rows) {
        return Tensors.cat(List.of(all.slice(0, 0, from), rows, all.slice(0, to, all.size(0))), 0);
    }

    /** [runs, heads, rows, width] as [runs * rows, heads, width]. */
    private static Tensor rows(Tensor attended) {
        return attended.transpose(1, 2)
                .reshape((long) attended.size(0) * attended.size(2), attended.size(1), attended.size(3));
    }

    // ---------------------------------------------------------------- through a window

    private Tensor windowed(Heads heads, int layer, Pass pass) {
        int window = spec.layers().get(layer).window();
        List<Tensor> outputs = new ArrayList<>();
        for (Plan.Run run : pass.plan().runs()) {
            // Blocks as long as the window see at most twice its keys; shorter ones than this are not worth a call.
            int step = spec.bidirectional() ? run.ids.length : Math.max(window, 128);
            List<Plan.Run> path = run.path();
            for (int from = 0; from < run.ids.length; from += step) {
                int to = Math.min(run.ids.length, from + step);
                int firstKey = Math.max(0, run.start + from - window + 1);
                firstKey = spec.bidirectional() ? 0 : firstKey;
                Heads.Span seen = heads.span(path, layer, firstKey, run.start + to);
                Tensor queries = Heads.one(heads.queries(), run.from + from, run.from + to);
                Tensor mask = pass.mask(to - from, seen.keys().size(2), window);
                outputs.add(rows(masked(queries, seen, mask)));
            }
        }
        return outputs.size() == 1 ? outputs.getFirst() : Tensors.cat(outputs, 0);
    }

    private Tensor masked(Tensor queries, Heads.Span seen, Tensor mask) {
        return spec.attentionCap() == 0
                ? Functional.attention(queries, seen.keys(), seen.values(), mask, false, spec.attentionScale())
                : capped(queries, seen.keys(), seen.values(), mask).output();
    }

    // ---------------------------------------------------------------- by hand

    /** Scores in heads of queries, [batch, heads, queries, keys], before any mask. */
    private Tensor scores(Tensor q, Tensor k) {
        // Queries of one head of keys side by side, so that keys are not repeated for them.
        Tensor scores = q.reshape(q.size(0), spec.keyHeads(), (long) spec.groups() * q.size(2), spec.headWidth())
                .matmul(k.transpose(-1, -2));
        Tensor capped = spec.attentionCap() == 0
                ? scores.times(spec.attentionScale())
                : scores.times(spec.attentionScale() / spec.attentionCap())
                        .tanh()
                        .times(spec.attentionCap());
        return capped.reshape(q.size(0), spec.heads(), q.size(2), k.size(2));
    }

    private PartialAttention capped(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask) {
        Tensor scores = scores(q, k);
        Tensor masked = mask == null ? scores : scores.plus(mask);
        Tensor output = masked.softmax(-1)
                .reshape(q.size(0), spec.keyHeads(), (long) spec.groups() * q.size(2), k.size(2))
                .matmul(v)
                .reshape(q.size(0), spec.heads(), q.size(2), spec.headWidth());
        return new PartialAttention(output, masked.logSumExp(-1, false));
    }

    // ---------------------------------------------------------------- to be looked at

    private void show(Heads heads, int layer, Pass pass) {
        Plan plan = pass.plan();
        for (int branch = 0; branch < plan.branches().size(); branch++) {
            int queries = plan.branches().get(branch).ids().length;
            Observer.Rows wanted = pass.observer().attentionOf(layer, branch, queries);
            if (wanted != null && wanted.from() < wanted.to()) {
                try (Scope _ = Scope.open()) {
                    Tensor probabilities = probabilities(heads, layer, pass, branch, wanted);
                    pass.observer().attention(layer, branch, probabilities);
                }
            }
        }
    }

    private Tensor probabilities(Heads heads, int layer, Pass pass, int branch, Observer.Rows wanted) {
        Plan plan = pass.plan();
        Branch sequence = plan.branches().get(branch);
        int[] rows = Arrays.copyOfRange(plan.rowsOf(branch), wanted.from(), wanted.to());
        Tensor queries = heads.queries()
                .pick(0, Tensors.indices(rows).to(heads.queries().device()))
                .transpose(0, 1)
                .unsqueeze(0);
        int all = sequence.tokens();
        // Keys behind the last query are hidden from all of them.
        int seen = spec.bidirectional() ? all : all - sequence.ids().length + wanted.to();
        Tensor keys = heads.span(plan.last(branch).path(), layer, 0, seen).keys();
        Tensor scores = scores(queries, keys);
        int window = Math.min(all, spec.layers().get(layer).window());
        Tensor visible = spec.bidirectional()
                ? pass.mask(all, all, window).slice(0, wanted.from(), wanted.to())
                : pass.mask(rows.length, seen, window);
        Tensor probabilities = scores.plus(visible).softmax(-1).select(0, 0);
        if (seen == all) {
            return probabilities;
        }
        Tensor none = Tensors.zeros(Kind.FLOAT32, spec.heads(), rows.length, all - seen)
                .to(probabilities.device());
        return Tensors.cat(List.of(probabilities, none), -1);
    }
}
