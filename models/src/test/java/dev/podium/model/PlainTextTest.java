package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Query;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    private static final Content IMAGE = new Content.Image(URI.create("file:cat.png"), "image/png");

    @Test
    void tells_in_words_what_has_words() {
        assertThat(shown(Content.text("Tea", "A drink."))).isEqualTo("Tea A drink.");
        assertThat(shown(new Content.Code("int x;", "java"))).isEqualTo("int x;");
        assertThat(shown(new Content.Molecule("CCO"))).isEqualTo("CCO");
        assertThat(shown(new Content.Peptide("PEPTIDE"))).isEqualTo("PEPTIDE");
        assertThat(shown(new Content.Item("Chess"))).isEqualTo("Chess");
        assertThat(shown(new Content.History(List.of(new Content.Item("Chess"), new Content.Item("Go")))))
                .isEqualTo("Chess; Go");
        assertThat(shown(new Content.Mixed(List.of(Content.text("a"), new Content.Code("b", "c")))))
                .isEqualTo("a\nb");
        assertThat(PlainText.of(Query.of("what is tea"))).isEqualTo("what is tea");
    }

    @Test
    void never_shows_nothing_for_what_has_no_words() {
        for (Content content : List.of(IMAGE, new Content.Mixed(List.of(Content.text("a cat"), IMAGE)))) {
            assertThatThrownBy(() -> shown(content))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"d1\"")
                    .hasMessageContaining("a picture");
        }
        assertThatThrownBy(() -> PlainText.of(new Query("q9", new Content.Spectrum(List.of(), 1, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query \"q9\"")
                .hasMessageContaining("a spectrum");
    }

    private static String shown(Content content) {
        return PlainText.of(new Candidate("d1", content, Map.of()));
    }
}
