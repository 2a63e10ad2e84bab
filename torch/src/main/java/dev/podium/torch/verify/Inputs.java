package dev.podium.torch.verify;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The ids of a check: one sequence, or a rectangle with a mask. */
final class Inputs {

    private Inputs() {}

    static List<Integer> integers(Config check, String key) {
        return check.integers(key);
    }

    static int[] ids(Config check, String key) {
        return check.integers(key).stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether the check is about a batch. */
    static boolean batch(Config check) {
        return check.json().path("ids").path(0).isArray();
    }

    static int[][] rows(Config check, String key) {
        List<int[]> rows = new ArrayList<>();
        for (JsonNode row : check.json().path(key)) {
            int[] ids = new int[row.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = row.get(i).asInt();
            }
            rows.add(ids);
        }
        return rows.toArray(int[][]::new);
    }

    static TokenBatch tokens(Config check) {
        if (!batch(check)) {
            int[] ids = ids(check, "ids");
            int[] types = check.has("types") ? ids(check, "types") : new int[ids.length];
            return TokenBatch.of(List.of(ids), List.of(types));
        }
        int[][] ids = rows(check, "ids");
        int[][] types = check.has("types") ? rows(check, "types") : new int[ids.length][ids[0].length];
        int[][] mask = check.has("mask") ? rows(check, "mask") : ones(ids);
        return TokenBatch.masked(ids, types, mask);
    }

    private static int[][] ones(int[][] like) {
        int[][] ones = new int[like.length][];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = new int[like[i].length];
            java.util.Arrays.fill(ones[i], 1);
        }
        return ones;
    }

    /** The tokens of each row that its mask shows. */
    static List<int[]> shown(Config check) {
        if (!batch(check)) {
            return List.of(ids(check, "ids"));
        }
        int[][] ids = rows(check, "ids");
        int[][] mask = check.has("mask") ? rows(check, "mask") : ones(ids);
        List<int[]> shown = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            List<Integer> kept = new ArrayList<>();
            for (int j = 0; j < ids[i].length; j++) {
                if (mask[i][j] != 0) {
                    kept.add(ids[i][j]);
                }
            }
            shown.add(kept.stream().mapToInt(Integer::intValue).toArray());
        }
        return shown;
    }
}
