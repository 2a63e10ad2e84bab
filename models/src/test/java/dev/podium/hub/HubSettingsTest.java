package dev.podium.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {

    @TempDir
    Path home;

    private static Path cache(Map<String, String> environment) {
        return HubSettings.fromEnvironment(environment).cache();
    }

    @Test
    void finds_the_cache_where_the_other_tools_find_it() {
        assertThat(cache(Map.of("HOME", "/u"))).isEqualTo(Path.of("/u/.cache/huggingface/hub"));
        assertThat(cache(Map.of("HOME", "/u", "XDG_CACHE_HOME", "/x"))).isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(cache(Map.of("HF_HOME", "/h", "XDG_CACHE_HOME", "/x"))).isEqualTo(Path.of("/h/hub"));
        assertThat(cache(Map.of("HF_HOME", "/h", "HF_HUB_CACHE", "/c"))).isEqualTo(Path.of("/c"));
        assertThat(cache(Map.of("HF_HOME", "/h", "HUGGINGFACE_HUB_CACHE", "/old")))
                .isEqualTo(Path.of("/old"));
        assertThat(cache(Map.of("HOME", "/u", "HF_HOME", "~/hf", "HF_HUB_CACHE", " ")))
                .isEqualTo(Path.of("/u/hf/hub"));
        assertThat(cache(Map.of()).endsWith(Path.of(".cache/huggingface/hub"))).isTrue();
    }

    @Test
    void says_the_rest_by_default_as_hugging_face_does() {
        assertThat(HubSettings.fromEnvironment(Map.of("HOME", home.toString())))
                .isEqualTo(new HubSettings(
                        HubSettings.HUGGING_FACE,
                        home.resolve(".cache/huggingface/hub"),
                        null,
                        false,
                        true,
                        Duration.ofSeconds(10)));
        assertThat(HubSettings.ofThisProcess().cache()).isNotNull();
    }

    @Test
    void reads_the_rest_from_variables() {
        HubSettings settings = HubSettings.fromEnvironment(Map.of(
                "HF_ENDPOINT", "https://mirror.test/hf/",
                "HF_HUB_DISABLE_SYMLINKS", "1",
                "HF_HUB_DOWNLOAD_TIMEOUT", "30",
                "HF_HUB_CACHE", "/c"));

        assertThat(settings.endpoint()).isEqualTo(URI.create("https://mirror.test/hf"));
        assertThat(settings.links()).isFalse();
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"1,true", "on,true", "Yes,true", "TRUE,true", "0,false", "no,false", "'',false"})
    void is_offline_where_a_variable_says_so(String value, boolean offline) {
        assertThat(HubSettings.fromEnvironment(Map.of("HF_HUB_OFFLINE", value)).offline())
                .isEqualTo(offline);
        assertThat(HubSettings.fromEnvironment(Map.of("TRANSFORMERS_OFFLINE", value))
                        .offline())
                .isEqualTo(offline);
    }

    @Test
    void takes_the_token_from_the_variable_then_the_file_and_never_shows_it() throws IOException {
        Files.writeString(home.resolve("token"), "hf_fromFile\n");
        Map<String, String> file = Map.of("HF_HOME", home.toString());

        HubSettings fromFile = HubSettings.fromEnvironment(file);

        assertThat(fromFile.token()).hasToString("token from " + home.resolve("token"));
        assertThat(fromFile.toString()).doesNotContain("hf_fromFile");
        assertThat(HubSettings.fromEnvironment(Map.of("HF_HOME", home.toString(), "HF_TOKEN", " hf_x "))
                        .token())
                .hasToString("token from HF_TOKEN");
        assertThat(HubSettings.fromEnvironment(
                                Map.of("HF_TOKEN_PATH", home.resolve("token").toString()))
                        .token())
                .isNotNull();
        assertThat(HubSettings.fromEnvironment(Map.of("HF_HOME", home.toString(), "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"))
                        .token())
                .isNull();
        assertThat(HubSettings.fromEnvironment(Map.of("HF_HOME", home.toString(), "HF_HUB_OFFLINE", "1"))
                        .token())
                .isNull();
    }

    @Test
    void refuses_a_token_that_is_none_without_quoting_it() {
        assertThatThrownBy(() -> HubToken.of("hf_secret\nhf_other", "HF_TOKEN"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HF_TOKEN", "\nMaybe ")
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"huggingface.co", "ftp://hub.test", "https://user:pass@hub.test", "https://hub.test?a=b", "a b"})
    void refuses_an_endpoint_that_is_no_address(String endpoint) {
        assertThatThrownBy(() -> HubSettings.fromEnvironment(Map.of("HF_ENDPOINT", endpoint)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HF_ENDPOINT")
                .message()
                .doesNotContain("pass@");
    }

    @Test
    void refuses_a_timeout_that_is_none() {
        assertThatThrownBy(() -> HubSettings.fromEnvironment(Map.of("HF_HUB_DOWNLOAD_TIMEOUT", "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HF_HUB_DOWNLOAD_TIMEOUT is \"soon\"");
        assertThatThrownBy(
                        () -> new HubSettings(HubSettings.HUGGING_FACE, Path.of("c"), null, false, true, Duration.ZERO))
                .hasMessageContaining("must be above zero");
    }
}
