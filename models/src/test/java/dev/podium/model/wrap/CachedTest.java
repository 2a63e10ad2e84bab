package dev.podium.model.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.model.Embedding;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Model;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedTest {

    private final Parrot parrot = new Parrot();
    private final Model model = new Cached(100).around(parrot);

    @Test
    void asks_only_for_what_it_does_not_know_and_answers_in_the_order_asked() {
        PairScoring pairs = model.as(PairScoring.class);

        pairs.score("tea", List.of("a", "bb"));
        List<Scored> again = pairs.score("tea", List.of("ccc", "a", "ccc", "bb"));

        assertThat(parrot.calls).containsExactly(List.of("a", "bb"), List.of("ccc"));
        assertThat(again).isEqualTo(new Parrot().pairs().score("tea", List.of("ccc", "a", "ccc", "bb")));
    }

    @Test
    void another_query_role_model_or_question_is_another_thing() {
        Cached shared = new Cached(100);
        Parrot other = new Parrot("parrot:green");
        Model one = shared.around(parrot);
        Model two = shared.around(other);

        one.as(PairScoring.class).score("tea", List.of("x"));
        one.as(PairScoring.class).score("milk", List.of("x"));
        one.as(Embedding.class).embed(List.of("x"), Embedding.Role.QUERY);
        one.as(Embedding.class).embed(List.of("x"), Embedding.Role.PASSAGE);
        two.as(Embedding.class).embed(List.of("x"), Embedding.Role.PASSAGE);
        two.as(Embedding.class).embed(List.of("x"), Embedding.Role.PASSAGE);

        assertThat(parrot.calls).hasSize(4);
        assertThat(other.calls).hasSize(1);
    }

    @Test
    void forgets_the_least_recently_used_first() {
        PairScoring pairs = new Cached(2).around(parrot).as(PairScoring.class);

        pairs.score("q", List.of("a", "b"));
        pairs.score("q", List.of("a"));
        pairs.score("q", List.of("c"));
        pairs.score("q", List.of("a", "b"));

        assertThat(parrot.calls).containsExactly(List.of("a", "b"), List.of("c"), List.of("b"));
    }

    @Test
    void what_is_drawn_without_a_seed_is_drawn_again() {
        Generation generation = model.as(Generation.class);
        GenerationOptions chance = new GenerationOptions(5, 0.7, 1, List.of(), null, null, false, null);
        List<List<Message>> hello = List.of(List.of(Message.user("hello")));

        List<Generated> first = generation.chat(hello, chance);

        assertThat(generation.chat(hello, chance)).isNotEqualTo(first);
        List<Generated> seeded = generation.chat(hello, GenerationOptions.sampled(5, 0.7, 1, 3));
        assertThat(generation.chat(hello, GenerationOptions.sampled(5, 0.7, 1, 3)))
                .isEqualTo(seeded);
        assertThat(generation.chat(hello, GenerationOptions.sampled(5, 0.7, 1, 4)))
                .isNotEqualTo(seeded);
    }

    @Test
    void words_that_only_print_alike_are_told_apart() {
        Generation generation = model.as(Generation.class);
        GenerationOptions greedy = GenerationOptions.greedy(5);

        generation.chat(List.of(List.of(Message.user("a"), Message.user("b"))), greedy);
        generation.chat(List.of(List.of(Message.user("a], Message[role=USER, text=b"))), greedy);

        assertThat(parrot.calls).hasSize(2);
    }
}
