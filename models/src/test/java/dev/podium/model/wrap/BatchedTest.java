package dev.podium.model.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PairScoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedTest {

    private final Parrot parrot = new Parrot();
    private final Embedding batched =
            new Batched(10, 1, String::length).around(parrot).as(Embedding.class);
    private final Map<String, Object> told = new ConcurrentHashMap<>();

    /** Starts a thread that embeds a text, and waits until it waits or is done. */
    private Thread asks(String text) {
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                told.put(text, batched.embed(List.of(text), Role.QUERY).getFirst());
            } catch (RuntimeException e) {
                told.put(text, e);
            }
        });
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        return thread;
    }

    /** What the model is asked while it thinks about the first text, and is asked for after it. */
    private void whileItThinks(String... texts) throws InterruptedException {
        CountDownLatch thinking = new CountDownLatch(1);
        Runnable then = parrot.before;
        parrot.before = () -> {
            try {
                thinking.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            then.run();
        };
        List<Thread> threads = new ArrayList<>();
        for (String text : texts) {
            threads.add(asks(text));
        }
        thinking.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void what_comes_while_the_model_is_busy_leaves_together_within_the_budget() throws Exception {
        whileItThinks("first", "aaaa", "bbbb", "cccc", "dddddddddddddd", "e");

        assertThat(parrot.calls)
                .containsExactly(
                        List.of("first"),
                        List.of("aaaa", "bbbb"), // 8 of 10; 12 with the next
                        List.of("cccc"),
                        List.of("dddddddddddddd"), // more than the budget, so alone
                        List.of("e"));
        told.forEach((text, embedded) -> assertThat(embedded)
                .isEqualTo(new Parrot()
                        .as(Embedding.class)
                        .embed(List.of(text), Role.QUERY)
                        .getFirst()));
        assertThat(told).hasSize(6);
    }

    @Test
    void a_long_call_is_cut_and_its_answers_keep_their_order() {
        List<String> texts = IntStream.range(0, 50).mapToObj("x"::repeat).toList();

        List<Embedded> embedded = batched.embed(texts, Role.PASSAGE);

        assertThat(embedded).isEqualTo(new Parrot().as(Embedding.class).embed(texts, Role.PASSAGE));
        assertThat(parrot.calls)
                .allSatisfy(call -> assertThat(call.size() == 1
                                || call.stream()
                                                .mapToInt(
                                                        item -> item.toString().length())
                                                .sum()
                                        <= 10)
                        .isTrue());
    }

    @Test
    void documents_of_two_queries_are_not_joined() throws Exception {
        PairScoring pairs = new Batched(100, 1, String::length).around(parrot).as(PairScoring.class);

        Thread one = Thread.ofPlatform().start(() -> pairs.score("tea", List.of("a", "b")));
        Thread two = Thread.ofPlatform().start(() -> pairs.score("milk", List.of("c")));
        one.join();
        two.join();

        assertThat(parrot.calls).containsExactlyInAnyOrder(List.of("a", "b"), List.of("c"));
    }

    @Test
    void a_failure_is_told_to_all_who_asked_together_and_the_next_call_goes_through() throws Exception {
        ModelUnavailableException down = new ModelUnavailableException("down");
        parrot.before = () -> {
            throw down;
        };

        whileItThinks("first", "a", "b");
        parrot.before = () -> {};

        assertThat(told)
                .containsOnlyKeys("first", "a", "b")
                .allSatisfy((_, failure) -> assertThat(failure).isSameAs(down));
        assertThat(batched.embed(List.of("a"), Role.QUERY)).hasSize(1);
    }

    @Test
    void a_wrong_argument_is_told_to_the_one_who_gave_it() throws Exception {
        parrot.before = () -> {
            if (parrot.calls.getLast().contains("bad")) {
                throw new IllegalArgumentException("bad text");
            }
        };

        whileItThinks("first", "a", "bad", "b");

        assertThat(told.get("bad")).isInstanceOf(IllegalArgumentException.class);
        assertThat(told.get("a")).isInstanceOf(Embedded.class);
        assertThat(told.get("b")).isInstanceOf(Embedded.class);
    }

    @Test
    void many_threads_get_each_their_own() throws Exception {
        List<Thread> threads = IntStream.range(1, 200)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    String text = "y".repeat(n);
                    told.put(text, batched.embed(List.of(text), Role.QUERY).getFirst());
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(told).hasSize(199);
        told.forEach((text, one) -> assertThat(((Embedded) one).tokens()).isEqualTo(text.length()));
    }

    @Test
    void refuses_a_batch_of_nothing() {
        assertThatThrownBy(() -> new Batched(0)).hasMessageContaining("tokens (0)");
    }
}
