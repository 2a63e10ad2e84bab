package dev.podium.torch.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.Golden;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sharing, packing, forking and batching change how much is calculated, and nothing else. */
class SharingTest {

    // Scores are probabilities; logits here are of the order of ten.
    private static final double EXACT = 1e-5;
    private static final Offset<Float> LOGITS = within(1e-4f);

    @TestFactory
    Stream<DynamicTest> scores_do_not_depend_on_what_is_shared() {
        Set<String> families = Set.of("llama3", "qwen3", "gemma2", "gemma3", "mistral", "smollm3", "phi3");
        return Golden.folders(families::contains).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    try (Tiny tiny = Tiny.open(folder);
                            CausalLm model = tiny.causal()) {
                        for (int seed = 0; seed < 12; seed++) {
                            sharedAndApartAgree(model, seed);
                        }
                    }
                }));
    }

    private static void sharedAndApartAgree(CausalLm model, int seed) {
        List<int[]> prompts = related(seed, model.vocabulary());
        int yes = 301;
        int no = 302;
        float[][] together = model.lastLogits(prompts, no, yes);
        float[][] again = model.lastLogits(prompts, no, yes);
        model.decoder().forgetPrefixes();
        for (int i = 0; i < prompts.size(); i++) {
            float[] alone = model.lastLogits(List.of(prompts.get(i)), no, yes)[0];
            assertThat(probability(together[i]))
                    .as("seed %d, prompt %d of %d", seed, i, prompts.size())
                    .isCloseTo(probability(alone), within(EXACT));
            assertThat(probability(again[i]))
                    .as("seed %d, prompt %d, with what was kept", seed, i)
                    .isCloseTo(probability(alone), within(EXACT));
        }
    }

    /** Prompts with common beginnings of any length, some the same, some the beginning of others. */
    private static List<int[]> related(int seed, int vocabulary) {
        Random random = new Random(seed);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(8); i++) {
            int[] before = prompts.isEmpty() ? new int[0] : prompts.get(random.nextInt(prompts.size()));
            int kept = random.nextInt(before.length + 1);
            int fresh = random.nextInt(5) == 0 && kept > 0 ? 0 : 1 + random.nextInt(80);
            int[] prompt = Arrays.copyOf(before, kept + fresh);
            for (int j = kept; j < prompt.length; j++) {
                prompt[j] = random.nextInt(vocabulary);
            }
            prompts.add(prompt);
        }
        return prompts;
    }

    private static double probability(float[] noAndYes) {
        return 1 / (1 + Math.exp(noAndYes[0] - noAndYes[1]));
    }

    @Test
    void a_difference_of_two_logits_is_their_difference() {
        try (Tiny tiny = Tiny.open("qwen3");
                CausalLm model = tiny.causal()) {
            List<int[]> prompts = List.of(tiny.text("plain"), tiny.text("long"));

            float[] differences = model.differences(prompts, 301, 302);

            float[][] logits = model.lastLogits(prompts, 301, 302);
            assertThat(differences[0]).isCloseTo(logits[0][0] - logits[0][1], within(1e-4f));
            assertThat(differences[1]).isCloseTo(logits[1][0] - logits[1][1], within(1e-4f));
        }
    }

    @TestFactory
    Stream<DynamicTest> sessions_fork_and_forget_as_the_reference_does() {
        Set<String> families = Set.of("llama3", "qwen3", "gemma2", "gemma3", "mistral", "phi3");
        return Golden.folders(families::contains).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    try (Tiny tiny = Tiny.open(folder);
                            CausalLm model = tiny.causal();
                            Scope _ = Scope.open()) {
                        forksAgree(tiny, model);
                    }
                }));
    }

    private static void forksAgree(Tiny tiny, CausalLm model) {
        int[] plain = tiny.text("plain");
        int half = tiny.golden.json().path("cache").path("chunks").get(0).asInt();
        List<int[]> more = new ArrayList<>();
        tiny.golden.json().path("forced").path("continuations").forEach(one -> more.add(Golden.ints(one.path("ids"))));
        List<Session> forks = new ArrayList<>();
        try (Session prompt = Session.of(model.decoder())) {
            Session.append(List.of(prompt), List.of(Arrays.copyOf(plain, half)));
            Session.append(List.of(prompt), List.of(Arrays.copyOfRange(plain, half, plain.length)));
            more.forEach(_ -> forks.add(prompt.fork()));

            Tensor last = Session.append(forks, more);

            for (int i = 0; i < more.size(); i++) {
                tiny.golden.assertClose("forced.%d.last_logits".formatted(i), model.logits(last.select(0, i)));
            }
            // Token by token in two forks at once, after the third has forgotten its own.
            forks.get(2).truncate(plain.length);
            Session again = forks.get(2);
            forks.get(0).truncate(plain.length);
            Tensor end = last;
            int common = Math.min(more.get(0).length, more.get(1).length);
            for (int token = 0; token < common; token++) {
                end = Session.append(
                        List.of(again, forks.get(0)),
                        List.of(new int[] {more.get(1)[token]}, new int[] {more.get(0)[token]}));
            }
            if (more.get(0).length == common) {
                tiny.golden.assertClose("forced.0.last_logits", model.logits(end.select(0, 1)));
            } else {
                tiny.golden.assertClose("forced.1.last_logits", model.logits(end.select(0, 0)));
            }
        } finally {
            forks.forEach(Session::close);
        }
    }

    @Test
    void a_session_read_in_random_pieces_and_cut_back_is_the_text_read_at_once() {
        try (Tiny tiny = Tiny.open("gemma2");
                CausalLm model = tiny.causal()) {
            int[] text = tiny.text("long");
            float[] whole = model.lastLogits(List.of(text), 301, 302)[0];
            for (int seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                try (Session session = Session.of(model.decoder());
                        Scope _ = Scope.open()) {
                    float[] pieces = new float[0];
                    while (session.tokens() < text.length) {
                        int from = session.tokens();
                        int to = from + 1 + random.nextInt(text.length - from);
                        Tensor last = Session.append(List.of(session), List.of(Arrays.copyOfRange(text, from, to)));
                        pieces = model.logits(last, 301, 302).floats();
                        if (random.nextInt(3) == 0) {
                            session.truncate(random.nextInt(session.tokens()));
                        }
                    }
                    assertThat(probability(pieces)).as("seed %d", seed).isCloseTo(probability(whole), within(EXACT));
                }
            }
        }
    }

    @Test
    void texts_that_grow_beyond_the_training_are_turned_anew() {
        String dynamic = "{\"rope_type\": \"dynamic\", \"factor\": 4.0}";
        String longRope = "{\"rope_type\": \"longrope\", \"original_max_position_embeddings\": 40, \"factor\": 2.0,"
                + " \"short_factor\": [1,1,1,1,1,1], \"long_factor\": [1,2,2,3,3,4]}";
        for (String scaling : List.of(dynamic, longRope)) {
            try (Tiny tiny = Tiny.open("llama3");
                    CausalLm model = CausalLm.of(scaled(tiny, scaling), tiny.parameters)) {
                int[] text = Arrays.copyOf(tiny.text("long"), 48);
                List<int[]> growing = IntStream.range(30, 49)
                        .mapToObj(n -> Arrays.copyOf(text, n))
                        .toList();
                float[][] together = model.lastLogits(growing, 301, 302);
                try (Session session = Session.of(model.decoder());
                        Scope _ = Scope.open()) {
                    Session.append(List.of(session), List.of(Arrays.copyOf(text, 29)));
                    for (int n = 30; n <= 48; n++) {
                        Tensor last = Session.append(List.of(session), List.of(new int[] {text[n - 1]}));

                        float[] alone = model.lastLogits(List.of(growing.get(n - 30)), 301, 302)[0];
                        assertThat(model.logits(last, 301, 302).floats()).containsExactly(alone, LOGITS);
                        assertThat(together[n - 30]).containsExactly(alone, LOGITS);
                    }
                }
            }
        }
    }

    private static Config scaled(Tiny tiny, String scaling) {
        ObjectNode json = (ObjectNode) tiny.checkpoint.config().json().deepCopy();
        json.remove("rope_parameters");
        json.put("rope_theta", 10000.0);
        json.put("max_position_embeddings", 40);
        json.set("rope_scaling", new JsonMapper().readTree(scaling));
        return Config.of("scaled", json);
    }

    @Test
    void prompts_that_come_one_by_one_share_what_they_begin_with() {
        try (Tiny tiny = Tiny.open("qwen3");
                CausalLm model = tiny.causal()) {
            List<int[]> prompts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int[] prompt = Arrays.copyOf(tiny.text("long"), 60);
                Arrays.fill(prompt, 50 - i, 60, 20 + i);
                prompts.add(prompt);
            }
            for (int[] prompt : prompts) {
                float[] kept = model.lastLogits(List.of(prompt), 301, 302)[0];
                try (Scope _ = Scope.open()) {
                    Tensor fresh = model.decoder().hidden(TokenBatch.of(List.of(prompt)), Observer.NONE);

                    float[] alone = model.logits(fresh.select(0, 59), 301, 302).floats();
                    assertThat(probability(kept)).isCloseTo(probability(alone), within(EXACT));
                }
            }
        }
    }

    @Test
    void gradients_flow_through_what_is_shared() {
        try (Tiny tiny = Tiny.open("llama3");
                Parameters trained = tiny.checkpoint.trainable(
                        Device.CPU, name -> name.endsWith("layers.1.self_attn.k_proj.weight"));
                CausalLm model = CausalLm.of(tiny.checkpoint.config(), trained)) {
            int[] one = Arrays.copyOf(tiny.text("long"), 40);
            int[] other = one.clone();
            Arrays.fill(other, 25, 40, 9);

            float[] together = gradient(model, trained, List.of(List.of(one, other)));
            float[] apart = gradient(model, trained, List.of(List.of(one), List.of(other)));

            double greatest = 0;
            for (float number : apart) {
                greatest = Math.max(greatest, Math.abs(number));
            }
            assertThat(greatest).isPositive();
            assertThat(together).containsExactly(apart, within((float) (1e-4 * greatest)));
        }
    }

    private static float[] gradient(CausalLm model, Parameters trained, List<List<int[]>> batches) {
        Tensor weight = trained.tensors().get("model.layers.1.self_attn.k_proj.weight");
        try (Scope _ = Scope.open()) {
            weight.forgetGradient();
            for (List<int[]> batch : batches) {
                Tensor hidden = model.decoder().hidden(TokenBatch.of(batch), Observer.NONE);
                Tensor sum = hidden.times(hidden).times(hidden).sum();
                sum.backward(Tensors.full(1));
            }
            return weight.gradient().orElseThrow().floats();
        }
    }

    @Test
    void a_plan_has_each_token_that_is_shared_once() {
        int[] prefix = IntStream.range(0, 100).toArray();
        int[] one = Arrays.copyOf(prefix, 120);
        int[] other = Arrays.copyOf(prefix, 130);
        Arrays.fill(one, 100, 120, 7);
        Arrays.fill(other, 100, 130, 8);

        Plan plan = Plan.shared(List.of(Branch.of(one), Branch.of(other), Branch.of(prefix), Branch.of(one)));

        assertThat(plan.rows()).isEqualTo(100 + 20 + 30);
        assertThat(plan.rowOf(2, 99)).isEqualTo(99);
        assertThat(plan.rowsOf(0)).isEqualTo(IntStream.range(0, 120).toArray());
        assertThat(plan.rowsOf(3)).isEqualTo(plan.rowsOf(0));
        assertThat(plan.positions()[plan.rowOf(1, 129)]).isEqualTo(129);
    }

    @Test
    void refuses_a_place_that_is_not_there() {
        try (Tiny tiny = Tiny.open("llama3");
                CausalLm model = tiny.causal()) {
            assertThatThrownBy(() -> model.lastLogits(List.of(new int[0]), 1, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Maybe the sequence is empty");
        }
    }
}
