package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final List<Setting> KNOWN = List.of(
            new Setting("window", "20", "candidates shown at once, at least 2"),
            new Setting("blend", "0.5", "weight of the stage before, 0..10"));

    @Test
    void keeps_the_default_where_nothing_is_said() {
        Settings settings = Settings.of("rankgpt", KNOWN, Map.of("window", "10"));

        assertThat(settings.integer("window", 2)).isEqualTo(10);
        assertThat(settings.number("blend", 0, 10)).isEqualTo(0.5);
    }

    @Test
    void refuses_a_name_it_does_not_know_and_lists_those_it_does() {
        assertThatThrownBy(() -> Settings.of("rankgpt", KNOWN, Map.of("windo", "10")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The method \"rankgpt\" has no setting \"windo\".\nMaybe one of: window, blend.");
    }

    @Test
    void refuses_a_value_out_of_range_naming_method_setting_value_and_law() {
        Settings settings = Settings.of("rankgpt", KNOWN, Map.of("window", "1", "blend", "much"));

        assertThatThrownBy(() -> settings.integer("window", 2))
                .hasMessage(
                        "The setting \"window\" of the method \"rankgpt\" is \"1\" but must be a whole number of at least 2.");
        assertThatThrownBy(() -> settings.number("blend", 0, 10))
                .hasMessage("The setting \"blend\" of the method \"rankgpt\" is \"much\" but must be a number.");
    }
}
