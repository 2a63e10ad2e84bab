package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PoolingTest {

    // three tokens of two dimensions
    private static final FloatBuffer TOKENS = FloatBuffer.wrap(new float[] {1, 10, 2, -20, 6, 40});

    @Test
    void pools_by_hand() {
        assertThat(pooled(Pooling.CLS, 0)).containsExactly(1, 10);
        assertThat(pooled(Pooling.LAST, 0)).containsExactly(6, 40);
        assertThat(pooled(Pooling.MAX, 0)).containsExactly(6, 40);
        assertThat(pooled(Pooling.MEAN, 0)).containsExactly(3, 10); // (1+2+6)/3, (10-20+40)/3
        assertThat(pooled(Pooling.WEIGHTED_MEAN, 0)).containsExactly(23 / 6f, 15); // (1+4+18)/6, (10-40+120)/6
        assertThat(pooled(Pooling.MEAN_SQRT_LEN, 0))
                .containsExactly((float) (9 / Math.sqrt(3)), (float) (30 / Math.sqrt(3)));
    }

    @Test
    void leaves_out_the_tokens_of_a_prompt() {
        assertThat(pooled(Pooling.CLS, 1)).containsExactly(2, -20);
        assertThat(pooled(Pooling.MEAN, 1)).containsExactly(4, 10);
        assertThat(pooled(Pooling.WEIGHTED_MEAN, 1)).containsExactly(22 / 5f, 16); // (4+18)/5, (-40+120)/5
    }

    private static float[] pooled(Pooling pooling, int from) {
        float[] pooled = new float[2];
        pooling.pool(TOKENS, 2, from, 3, pooled, 0);
        return pooled;
    }

    @Test
    void reads_the_keys_of_today_and_of_before() {
        assertThat(read("{\"pooling_mode\": \"lasttoken\"}")).containsExactly(Pooling.LAST);
        assertThat(read("{\"pooling_mode\": [\"cls\", \"mean\"]}")).containsExactly(Pooling.CLS, Pooling.MEAN);
        assertThat(read("{\"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": true}"))
                .containsExactly(Pooling.MEAN);
        assertThat(read("{\"pooling_mode_mean_tokens\": true, \"pooling_mode_max_tokens\": true}"))
                .containsExactly(Pooling.MAX, Pooling.MEAN);
        assertThat(read("{}")).isEmpty();
    }

    @Test
    void refuses_a_pooling_it_does_not_know() {
        assertThatThrownBy(() -> read("{\"pooling_mode\": \"median\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"median\"")
                .hasMessageContaining("weightedmean");
    }

    private static List<Pooling> read(String json) {
        return Pooling.read(JsonMapper.shared().readTree(json));
    }
}
