package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelRefTest {

    @Test
    void reads_scheme_location_and_settings() {
        ModelRef reference = ModelRef.parse("onnx:/models/a b?threads=2&query-prompt=query: ");

        assertThat(reference.scheme()).isEqualTo("onnx");
        assertThat(reference.location()).isEqualTo("/models/a b");
        assertThat(reference.settings())
                .containsExactly(Map.entry("threads", "2"), Map.entry("query-prompt", "query: "));
        assertThat(reference).hasToString("onnx:/models/a b?threads=2&query-prompt=query: ");
    }

    @Test
    void a_path_a_drive_and_a_name_have_no_scheme() {
        for (String reference : new String[] {"/models/a", "default", "C:\\models\\a", "./a:b", "Org/Name:tag"}) {
            assertThat(ModelRef.parse(reference).scheme()).as(reference).isEmpty();
            assertThat(ModelRef.parse(reference).location()).isEqualTo(reference);
        }
    }

    @Test
    void a_location_may_have_a_colon_of_its_own() {
        assertThat(ModelRef.parse("onnx:classpath:/a")).isEqualTo(new ModelRef("onnx", "classpath:/a", Map.of()));
    }

    @Test
    void refuses_a_reference_without_a_location_or_a_setting_without_a_name() {
        assertThatThrownBy(() -> ModelRef.parse("onnx:"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a location")
                .hasMessageContaining("\"onnx\"");
        assertThatThrownBy(() -> ModelRef.parse("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ModelRef.parse("a?threads"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"threads\"")
                .hasMessageContaining("name=value");
    }
}
