package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.AnswerForm;
import dev.podium.model.Embedding;
import dev.podium.model.Generated;
import dev.podium.model.Generated.Finish;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.ProviderException;
import dev.podium.model.Tally;
import dev.podium.model.TokenLogProb;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemoteGenerationTest {

    private static final List<Message> TURNS =
            List.of(Message.system("Be brief."), Message.user("Is \"tea\" a drink?"), Message.assistant("Well,"));

    private static final String CHAT = """
            {"id":"chatcmpl-1","object":"chat.completion","model":"m","choices":[{"index":0,
            "message":{"role":"assistant","content":"Yes!"},"finish_reason":"stop","logprobs":{"content":[
            {"token":"Yes","logprob":-0.25,"bytes":[89],"top_logprobs":[{"token":"No","logprob":-1.5},
            {"token":"Yes","logprob":-0.25}]},{"token":"!","logprob":-0.5,"top_logprobs":[]}]}}],
            "usage":{"prompt_tokens":21,"completion_tokens":2,"total_tokens":23}}
            """;

    private static Generated chat(Loopback service, String settings, GenerationOptions options) {
        try (Model model = service.model(settings)) {
            return model.as(Generation.class).chat(List.of(TURNS), options).getFirst();
        }
    }

    @Test
    void a_conversation_goes_to_chat_completions_with_every_option() {
        Tally tally = new Tally();
        GenerationOptions options =
                GenerationOptions.sampled(7, 0.5, 0.9, 42).stoppingAt("\n", "]").tellingTop(2);
        try (Loopback service = Loopback.answering(CHAT)) {
            Generated answer = tally.during(() -> chat(service, "dialect=openai&model=m&key-from=TEST_KEY", options));

            assertThat(service.only().path()).isEqualTo("/v1/chat/completions");
            assertThat(service.only().headers().getFirst("Authorization")).isEqualTo("Bearer " + Loopback.KEY);
            assertThat(service.only().body()).isEqualTo(Loopback.json("""
                    {"model":"m","max_tokens":7,"temperature":0.5,"top_p":0.9,"stop":["\\n","]"],"seed":42,
                    "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Is \\"tea\\" a drink?"},
                    {"role":"assistant","content":"Well,"}],"logprobs":true,"top_logprobs":2}
                    """));
            assertThat(answer)
                    .isEqualTo(new Generated(
                            "Yes!",
                            Finish.STOP,
                            21,
                            2,
                            List.of(
                                    new TokenLogProb(
                                            "Yes",
                                            -0.25,
                                            List.of(
                                                    new TokenLogProb("Yes", -0.25, List.of()),
                                                    new TokenLogProb("No", -1.5, List.of()))),
                                    new TokenLogProb("!", -0.5, List.of())),
                            List.of()));
            assertThat(tally.counts()).isEqualTo(new Tally.Counts(1, 1, 21, 2, 0));
        }
    }

    @Test
    void a_plain_question_sends_no_more_than_it_must() {
        try (Loopback service = Loopback.answering(CHAT)) {
            Generated answer = chat(
                    service, "dialect=openai&model=m&limit-field=max_completion_tokens", GenerationOptions.greedy(5));

            assertThat(service.only().body().propertyNames())
                    .containsExactlyInAnyOrder("model", "max_completion_tokens", "temperature", "messages");
            assertThat(service.only().headers()).doesNotContainKey("Authorization");
            assertThat(answer.tokens()).isEmpty();
        }
    }

    @Test
    void an_address_with_a_path_is_taken_as_it_is() {
        try (Loopback service = Loopback.answering(CHAT);
                Model model = service.open("remote:" + service.address() + "/api/v3/?dialect=openai&model=m")) {
            model.as(Generation.class).chat(List.of(TURNS), GenerationOptions.greedy(5));

            assertThat(service.only().path()).isEqualTo("/api/v3/chat/completions");
        }
    }

    @Test
    void several_conversations_are_several_requests_and_keep_their_order() {
        try (Loopback service = new Loopback(asked -> Loopback.Given.ok(CHAT.replace(
                        "Yes!", asked.body().at("/messages/0/content").stringValue())));
                Model model = service.model("dialect=openai&model=m&in-flight=3")) {
            List<List<Message>> many = IntStream.range(0, 30)
                    .mapToObj(i -> List.of(Message.user("number " + i)))
                    .toList();
            Tally tally = new Tally();

            List<Generated> answers =
                    tally.during(() -> model.as(Generation.class).chat(many, GenerationOptions.greedy(5)));

            assertThat(answers.stream().map(Generated::text))
                    .containsExactlyElementsOf(
                            many.stream().map(turns -> turns.getFirst().text()).toList());
            assertThat(tally.counts()).isEqualTo(new Tally.Counts(30, 30, 630, 60, 0));
        }
    }

    @Test
    void why_it_ended_is_told() {
        assertThat(finish("\"length\"")).isEqualTo(Finish.LENGTH);
        assertThat(finish("\"content_filter\"")).isEqualTo(Finish.FILTERED);
        assertThat(finish("\"abort\"")).isEqualTo(Finish.OTHER);
        assertThat(finish("null")).isEqualTo(Finish.OTHER);
    }

    private static Finish finish(String reason) {
        try (Loopback service = Loopback.answering(CHAT.replace("\"stop\"", reason))) {
            return chat(service, "dialect=openai&model=m", GenerationOptions.greedy(5))
                    .finish();
        }
    }

    @Test
    void a_model_cut_in_its_thoughts_has_said_nothing_and_any_other_lack_of_text_is_an_error() {
        String silent = CHAT.replace("\"Yes!\"", "null");
        try (Loopback cut = Loopback.answering(silent.replace("\"stop\"", "\"length\""));
                Loopback odd = Loopback.answering(silent)) {
            assertThat(chat(cut, "dialect=openai&model=m", GenerationOptions.greedy(5))
                            .text())
                    .isEmpty();
            assertThatThrownBy(() -> chat(odd, "dialect=openai&model=m", GenerationOptions.greedy(5)))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("\"choices[0].message.content\" must be text, but is null");
        }
    }

    @Test
    void probabilities_that_were_asked_for_and_do_not_come_are_an_error() {
        String without = CHAT.replaceAll("(?s)\"logprobs\":.*?\\}\\]\\}\\}\\]", "\"logprobs\":null}]");
        try (Loopback service = Loopback.answering(without)) {
            assertThatThrownBy(() -> chat(
                            service,
                            "dialect=openai&model=m",
                            GenerationOptions.greedy(1).tellingTop(20)))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("choices[0].logprobs.content");
        }
    }

    private static final String COMPLETION = """
            {"id":"cmpl-1","object":"text_completion","model":"m","choices":[{"index":0,"text":"%s","finish_reason":"length",
            "logprobs":{"tokens":%s,"token_logprobs":%s,"top_logprobs":%s,"text_offset":[0,3,7]}}],
            "usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}}
            """;

    private static Generated complete(Loopback service, GenerationOptions options) {
        try (Model model = service.model("dialect=openai&model=m")) {
            return model.as(Generation.class)
                    .complete(List.of("the tea"), options)
                    .getFirst();
        }
    }

    @Test
    void a_plain_prompt_goes_to_completions() {
        String answer = COMPLETION.formatted(" is", "[\" is\"]", "[-0.75]", "[{\" was\":-1.0,\" is\":-0.75}]");
        try (Loopback service = Loopback.answering(answer)) {
            Generated generated = complete(service, GenerationOptions.greedy(1).tellingTop(2));

            assertThat(service.only().path()).isEqualTo("/v1/completions");
            assertThat(service.only().body()).isEqualTo(Loopback.json("""
                    {"model":"m","max_tokens":1,"temperature":0.0,"prompt":"the tea","logprobs":2}
                    """));
            assertThat(generated)
                    .isEqualTo(new Generated(
                            " is",
                            Finish.LENGTH,
                            2,
                            1,
                            List.of(new TokenLogProb(
                                    " is",
                                    -0.75,
                                    List.of(
                                            new TokenLogProb(" is", -0.75, List.of()),
                                            new TokenLogProb(" was", -1.0, List.of())))),
                            List.of()));
        }
    }

    @Test
    void the_prompts_probabilities_come_by_an_echo_that_is_taken_off_the_text() {
        String answer = COMPLETION.formatted(
                "the tea is",
                "[\"the\",\" tea\",\" is\"]",
                "[null,-3.5,-0.75]",
                "[null,{\" tea\":-3.5},{\" is\":-0.75}]");
        try (Loopback service = Loopback.answering(answer)) {
            Generated generated = complete(service, GenerationOptions.greedy(1).tellingPrompt());

            assertThat(service.only().body().get("echo").booleanValue()).isTrue();
            assertThat(service.only().body().get("logprobs").intValue()).isZero();
            assertThat(generated.text()).isEqualTo(" is");
            assertThat(generated.prompt())
                    .containsExactly(
                            new TokenLogProb(" tea", -3.5, List.of(new TokenLogProb(" tea", -3.5, List.of()))));
            assertThat(generated.tokens()).isEmpty();
        }
    }

    @Test
    void an_echo_that_is_none_and_a_null_in_the_middle_are_errors() {
        try (Loopback other = Loopback.answering(
                        COMPLETION.formatted(" is", "[\"the\",\" tea\",\" is\"]", "[null,-3.5,-0.75]", "null"));
                Loopback hole = Loopback.answering(COMPLETION.formatted(
                        "the tea is", "[\"the\",\" tea\",\" is\"]", "[null,null,-0.75]", "null"))) {
            GenerationOptions telling = GenerationOptions.greedy(1).tellingPrompt();

            assertThatThrownBy(() -> complete(other, telling)).hasMessageContaining("choices[0].text");
            assertThatThrownBy(() -> complete(hole, telling))
                    .hasMessageContaining("choices[0].logprobs.token_logprobs[1]");
        }
    }

    @Test
    void what_chat_cannot_do_is_refused_before_anything_is_sent() {
        try (Loopback service = Loopback.answering(CHAT);
                Model model = service.model("dialect=openai&model=m")) {
            Generation generation = model.as(Generation.class);

            assertThatThrownBy(() -> generation.chat(
                            List.of(TURNS), GenerationOptions.greedy(1).tellingPrompt()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("plain prompt");
            assertThatThrownBy(() -> generation.chat(List.of(List.of()), GenerationOptions.greedy(1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> model.as(Embedding.class))
                    .isInstanceOf(MissingCapabilityException.class)
                    .hasMessageContaining("dialect \"openai\"");
            assertThat(service.asked).isEmpty();
        }
    }

    @Test
    void prompts_of_parts_go_whole_eight_at_a_time_and_keep_their_order() {
        // Nobody is answered before eight have asked.
        CyclicBarrier eight = new CyclicBarrier(8);
        try (Loopback service = new Loopback(asked -> {
                    await(eight);
                    return Loopback.Given.ok(CHAT.replace(
                            "Yes!", asked.body().at("/messages/0/content").stringValue()));
                });
                Model model = service.model("dialect=openai&model=m")) {
            List<Prompt> prompts = IntStream.range(0, 16)
                    .mapToObj(i -> Prompt.chat(Part.fixed("Is "), Part.query("query", "tea " + i), Part.fixed(" hot?")))
                    .toList();
            Generation generation = model.as(Generation.class);

            List<Generated> answers = generation.write(prompts, GenerationOptions.greedy(5));

            assertThat(answers.stream().map(Generated::text))
                    .containsExactlyElementsOf(
                            prompts.stream().map(Prompt::text).toList());
            assertThat(answers.getFirst().parts()).isEmpty();
            assertThat(generation.forms()).containsExactlyInAnyOrder(Prompt.Form.PLAIN, Prompt.Form.CHAT);
            assertThat(generation.constrains()).isFalse();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("fewer than eight asked at one time", e);
        }
    }

    @Test
    void the_first_failure_ends_the_others_and_is_thrown() {
        try (Loopback service = new Loopback(asked ->
                        asked.body().at("/messages/0/content").stringValue().equals("number 5")
                                ? Loopback.Given.status(400, "{\"error\":{\"message\":\"no such luck\"}}")
                                : Loopback.Given.ok(CHAT));
                Model model = service.model("dialect=openai&model=m")) {
            List<Prompt> prompts = IntStream.range(0, 20)
                    .mapToObj(i -> Prompt.chat(Part.fixed("number " + i)))
                    .toList();

            assertThatThrownBy(() -> model.as(Generation.class).write(prompts, GenerationOptions.greedy(5)))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("no such luck");
        }
    }

    @Test
    void a_begun_answer_is_sent_as_it_is_and_gone_on_with_where_the_service_knows_how() {
        Prompt begun = Prompt.chat(Part.fixed("Rank."), Part.fixed("[").by(Message.Role.ASSISTANT));
        for (boolean told : new boolean[] {false, true}) {
            try (Loopback service = Loopback.answering(CHAT);
                    Model model = service.model("dialect=openai&model=m&continues=" + told)) {
                model.as(Generation.class).write(List.of(begun), GenerationOptions.greedy(5));

                assertThat(service.only().body().at("/messages/1/role").stringValue())
                        .isEqualTo("assistant");
                assertThat(service.only().body().has("continue_final_message")).isEqualTo(told);
            }
        }
    }

    @Test
    void a_form_is_refused_and_not_forgotten() {
        try (Loopback service = Loopback.answering(CHAT);
                Model model = service.model("dialect=openai&model=m")) {
            GenerationOptions options = GenerationOptions.greedy(5).within(new AnswerForm.OneOf(List.of("A", "B")));

            assertThatThrownBy(
                            () -> model.as(Generation.class).write(List.of(Prompt.chat(Part.fixed("Which?"))), options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("held to a form");
            assertThat(service.asked).isEmpty();
        }
    }
}
