package dev.podium.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {

    private static final Registry REGISTRY = Registry.published();

    /** Names that methods have or will have in the catalogue. */
    private static final Set<String> METHODS = Set.of(
            ("cross-encoder monobert monot5 rankt5 inranker twolar bge-reranker bge-gemma bge-layerwise bge-lightweight"
                            + " qwen3-reranker prorank erank rank1 upr dear-score gmr unime-pair yes-no rankgpt"
                            + " rankgpt-single rankvicuna rankzephyr lrl apeer first reasonrank insertrank rank-k"
                            + " dear-order lit5 topdown mm-r5 unime-list setwise setwise-likelihood rank-r1 iranker"
                            + " prp-allpairs prp-heap prp-sliding duot5 echorank tsprank grouprank tourrank icr"
                            + " bi-encoder e2rank colbert splade mvp self-consistency cascade mmr anytime")
                    .split(" "));

    @ParameterizedTest
    @CsvSource({
        "BAAI/bge-reranker-v2-m3, BAAI/bge-reranker-v2-m3",
        "baai/BGE-reranker-v2-m3@main, BAAI/bge-reranker-v2-m3",
        "cross-encoder/ms-marco-MiniLM-L-6-v2, cross-encoder/ms-marco-MiniLM-L6-v2",
        "bge-reranker-v2-m3, BAAI/bge-reranker-v2-m3",
        "/models/Qwen3-Reranker-0.6B/, Qwen/Qwen3-Reranker-0.6B",
        "C:\\models\\Qwen3-Reranker-4B, Qwen/Qwen3-Reranker-4B",
        "/cache/hub/models--Qwen--Qwen3-Reranker-8B/snapshots/0123, Qwen/Qwen3-Reranker-8B"
    })
    void finds_a_checkpoint_by_id_or_folder(String name, String id) {
        assertThat(REGISTRY.find(name)).map(KnownCheckpoint::id).contains(id);
    }

    @ParameterizedTest
    @CsvSource({"acme/unknown", "''", "/models", "models--acme--unknown"})
    void finds_nothing_rather_than_something_like_it(String name) {
        assertThat(REGISTRY.find(name)).isEmpty();
    }

    @Test
    void guesses_no_owner_where_two_have_the_name() {
        Registry two = Registry.read("""
                {"families": [{"family": "f", "kind": "sparse", "method": "splade", "sources": ["s"],
                  "checkpoints": [{"id": "a/same"}, {"id": "b/same"}]}]}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(two.find("same")).isEmpty();
        assertThat(two.find("b/same")).map(KnownCheckpoint::licence).contains("unknown");
    }

    @Test
    void a_checkpoint_has_its_familys_facts_unless_it_says_otherwise() {
        KnownCheckpoint qwen = REGISTRY.find("Qwen/Qwen3-Reranker-0.6B").orElseThrow();
        KnownCheckpoint electra =
                REGISTRY.find("cross-encoder/ms-marco-electra-base").orElseThrow();

        assertThat(qwen.kind()).isEqualTo(Kind.YES_NO).hasToString("yes-no");
        assertThat(qwen.answers()).containsExactly("yes", "no");
        assertThat(qwen.architecture()).isEqualTo("qwen3");
        assertThat(qwen.maxTokens()).isEqualTo(8192);
        assertThat(qwen.family()).isEqualTo("Qwen3-Reranker");
        assertThat(qwen.template()).isEqualTo("qwen3_reranker");
        assertThat(electra.template()).isEmpty();
        assertThat(qwen.golden()).isEmpty();
        assertThat(electra.activation()).isEqualTo("sigmoid");
        assertThat(electra.golden()).hasSize(2);
    }

    @Test
    void every_entry_names_a_method_a_licence_and_a_source_and_no_id_stands_twice() {
        Set<String> ids = new HashSet<>();

        assertThat(REGISTRY.all()).hasSizeGreaterThan(90).allSatisfy(one -> {
            assertThat(METHODS).contains(one.method());
            assertThat(one.licence()).isNotBlank();
            assertThat(one.sources()).isNotEmpty();
            assertThat(one.architecture()).isNotBlank();
            assertThat(one.golden())
                    .allSatisfy(pair -> assertThat(pair.source()).startsWith("https://"));
            Stream.concat(Stream.of(one.id()), one.aliases().stream())
                    .forEach(id -> assertThat(ids.add(id)).as(id).isTrue());
        });
    }

    @Test
    void prompts_are_known_to_the_letter() {
        Prompt suffix =
                REGISTRY.find("Qwen3-Reranker-4B").orElseThrow().prompts().getLast();

        assertThat(suffix.matches("<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"))
                .isTrue();
        assertThat(suffix.matches("<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n"))
                .isFalse();
        assertThatThrownBy(() -> new Prompt("suffix", 52, suffix.sha256(), "changed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have 52/5ca215121bd08200");
    }

    @Test
    void refuses_an_entry_that_lacks_what_it_must_have() {
        KnownCheckpoint known = REGISTRY.all().getFirst();

        assertThatThrownBy(() -> with(known, "", known.maxTokens()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have an id, a method");
        assertThatThrownBy(() -> with(known, "cross-encoder", -1)).hasMessageContaining("must be at least 0");
        assertThatThrownBy(() -> Kind.named("oracle"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no kind \"oracle\"");
    }

    private static KnownCheckpoint with(KnownCheckpoint known, String method, int maxTokens) {
        return new KnownCheckpoint(
                known.id(),
                known.aliases(),
                known.family(),
                known.kind(),
                known.architecture(),
                method,
                known.template(),
                known.prompts(),
                known.answers(),
                known.activation(),
                known.pooling(),
                known.queryPrefix(),
                known.documentPrefix(),
                maxTokens,
                known.licence(),
                known.golden(),
                List.of(),
                known.sources());
    }
}
