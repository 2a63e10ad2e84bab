package dev.podium.torch.verify;

import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds numbers against golden ones. */
final class Comparison {

    private final CheckFile file;
    private final Weights golden;

    Comparison(CheckFile file, Weights golden) {
        this.file = file;
        this.golden = golden;
    }

    /** Whether the file has checks of a kind. */
    boolean hasKind(String kind) {
        return file.checks().stream().anyMatch(check -> check.text("kind").equals(kind));
    }

    /**
     * Numbers that came out, beside the names of the golden tensors they must be.
     *
     * @param name of the golden tensor
     * @param shape of what came out
     * @param numbers row after row
     */
    record Found(String name, long[] shape, float[] numbers) {}

    /** The check of some tensors: as good as the one that is furthest off. */
    Finding tensors(String check, String kind, List<Found> found) {
        Finding worst = null;
        for (Found one : found) {
            Finding own = tensor(check, kind, one);
            if (worst == null || severity(own) > severity(worst)) {
                worst = own;
            }
        }
        return worst == null ? failed(check, kind, "it expects nothing") : worst;
    }

    private static double severity(Finding check) {
        if (Double.isNaN(check.worst())) {
            return Double.POSITIVE_INFINITY;
        }
        return check.worst() / check.tolerance();
    }

    private Finding tensor(String check, String kind, Found found) {
        if (!golden.has(found.name())) {
            return failed(check, kind, "there is no golden tensor " + found.name());
        }
        TensorView expected = golden.tensor(found.name());
        List<Long> shape = new ArrayList<>();
        for (long size : found.shape()) {
            shape.add(size);
        }
        float[] wanted = expected.floats();
        if (wanted.length != found.numbers().length) {
            return new Finding(
                    check,
                    kind,
                    shape,
                    Double.NaN,
                    file.absolute(),
                    false,
                    "%s has the shape %s and must have %s".formatted(found.name(), shape, expected.shape()));
        }
        double worst = 0;
        double greatest = 0;
        int at = 0;
        for (int i = 0; i < wanted.length; i++) {
            double off = Math.abs((double) wanted[i] - found.numbers()[i]);
            // Both infinite alike is the same number; a NaN differs from everything.
            if (wanted[i] == found.numbers()[i]) {
                off = 0;
            }
            if (!(off <= worst)) {
                worst = off;
                at = i;
                if (Double.isNaN(off)) {
                    break;
                }
            }
            if (Float.isFinite(wanted[i])) {
                greatest = Math.max(greatest, Math.abs((double) wanted[i]));
            }
        }
        double tolerance = file.absolute() + file.relative() * greatest;
        boolean ok = worst <= tolerance;
        return new Finding(
                check,
                kind,
                shape,
                worst,
                tolerance,
                ok,
                ok ? "" : "%s[%d] is %s and must be %s".formatted(found.name(), at, found.numbers()[at], wanted[at]));
    }

    /** The check of ids, which must be the same. */
    static Finding ids(String check, String kind, List<Integer> found, List<Integer> wanted) {
        int differ = Math.abs(found.size() - wanted.size());
        int first = -1;
        for (int i = 0; i < Math.min(found.size(), wanted.size()); i++) {
            if (!found.get(i).equals(wanted.get(i))) {
                differ++;
                first = first < 0 ? i : first;
            }
        }
        String message = differ == 0
                ? ""
                : first < 0
                        ? "%d ids came out and must be %d".formatted(found.size(), wanted.size())
                        : "id %d is %d and must be %d".formatted(first, found.get(first), wanted.get(first));
        return new Finding(check, kind, List.of((long) found.size()), differ, 0, differ == 0, message);
    }

    /** A check that could not be made. */
    Finding failed(String check, String kind, String message) {
        return new Finding(check, kind, List.of(), Double.NaN, file.absolute(), false, message);
    }

    /** What a check expects, by the name of the quantity. */
    static Map<String, String> expected(dev.podium.torch.config.Config check) {
        Map<String, String> expected = new java.util.LinkedHashMap<>();
        check.under("expect")
                .json()
                .properties()
                .forEach(entry -> expected.put(entry.getKey(), entry.getValue().asString()));
        return expected;
    }
}
