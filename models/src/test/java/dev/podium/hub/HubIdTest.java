package dev.podium.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubIdTest {

    @Test
    void reads_a_repository_and_a_revision() {
        assertThat(HubId.parse("BAAI/bge-reranker-v2-m3")).isEqualTo(new HubId("BAAI/bge-reranker-v2-m3", HubId.MAIN));
        assertThat(HubId.parse("org/name@refs/pr/3")).isEqualTo(new HubId("org/name", "refs/pr/3"));
        assertThat(HubId.parse("gpt2").repository()).isEqualTo("gpt2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org/name", "org/name@v1.0", "gpt2"})
    void prints_as_it_is_read(String text) {
        assertThat(HubId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a/b/c",
                "../name",
                "org/..",
                "org/.hidden",
                "org/na me",
                "org/name-",
                "a--b/c",
                "org\\name",
                "org/name@",
                "org/name@../main",
                "org/name@a//b",
                "org/name@main/",
                "org/name@a/.b",
                "org/n\u00e4me"
            })
    void refuses_what_could_lead_elsewhere_or_is_no_name(String text) {
        assertThatThrownBy(() -> HubId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must ")
                .hasMessageContaining("\nMaybe ");
    }

    @Test
    void tells_an_id_from_a_path() {
        assertThat(HubId.looksLikeOne("org/name@main")).isTrue();
        assertThat(HubId.looksLikeOne("./folder")).isFalse();
        assertThat(HubId.looksLikeOne("/models/minilm")).isFalse();
        assertThat(HubId.looksLikeOne("default")).isFalse();
    }
}
