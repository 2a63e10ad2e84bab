package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelsTest {

    private static final BackEnd PAPER = new Named("paper", "folder");
    private static final BackEnd STONE = new Named("stone", "folder/stone");

    @Test
    void a_scheme_says_which_back_end() {
        assertThat(open("stone:folder")).isEqualTo("stone:folder");
        assertThat(open("paper:whatever?a=b")).isEqualTo("paper:whatever?a=b");
    }

    @Test
    void without_a_scheme_the_one_that_recognises_it_opens_it_and_the_name_says_so() {
        assertThat(open("folder/paper")).isEqualTo("paper:folder/paper");
    }

    @Test
    void two_that_would_open_it_are_an_error_that_names_both() {
        assertThatThrownBy(() -> open("folder/stone"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("paper:, stone:")
                .hasMessageContaining("Maybe say which: paper:folder/stone");
    }

    @Test
    void none_that_would_open_it_is_an_error_that_lists_what_is_there() {
        assertThatThrownBy(() -> open("elsewhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"elsewhere\"")
                .hasMessageContaining("paper:, stone:");
        assertThatThrownBy(() -> open("wood:folder"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"wood:\"")
                .hasMessageContaining("installed: paper:, stone:");
        assertThatThrownBy(() -> Models.open("default"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("installed: recorded:");
    }

    private static String open(String reference) {
        return Models.open(ModelRef.parse(reference), List.of(PAPER, STONE)).name();
    }

    private record Named(String scheme, String prefix) implements BackEnd {
        @Override
        public Set<Class<? extends Capability>> capabilities() {
            return Set.of();
        }

        @Override
        public boolean recognises(String location) {
            return location.startsWith(prefix);
        }

        @Override
        public Model open(ModelRef reference) {
            return new Nothing(reference.toString());
        }
    }

    private record Nothing(String name) implements Model {
        @Override
        public Set<Class<? extends Capability>> capabilities() {
            return Set.of();
        }

        @Override
        public <C extends Capability> C as(Class<C> capability) {
            throw new MissingCapabilityException(this, capability);
        }

        @Override
        public void close() {}
    }

    @Test
    void a_missing_capability_says_what_there_is_and_who_could() {
        assertThatThrownBy(() -> new Nothing("paper:x").as(Embedding.class))
                .isInstanceOf(MissingCapabilityException.class)
                .hasMessage(
                        "The model (paper:x) offers no Embedding: it offers nothing.\nMaybe open another model, with recorded:, that was made for it.");
    }

    @Test
    void the_capabilities_are_all_that_are_permitted() {
        assertThat(Capability.all()).containsExactlyInAnyOrder(permitted());
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Capability>[] permitted() {
        return (Class<? extends Capability>[]) Capability.class.getPermittedSubclasses();
    }
}
