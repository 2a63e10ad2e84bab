package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.LabelLogits;
import dev.podium.model.Likelihood;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.ProviderException;
import dev.podium.model.TokenLikelihoods;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemoteLabelsTest {

    private static final String CHAT = """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"Yes"},"finish_reason":"length","logprobs":{"content":[
            {"token":"Yes","logprob":-0.25,"top_logprobs":[{"token":"Yes","logprob":-0.25},{"token":"No","logprob":-1.5}]}]}}],
            "usage":{"prompt_tokens":21,"completion_tokens":1}}
            """;

    private static final String ECHO = """
            {"choices":[{"index":0,"text":"tea is hot!","finish_reason":"length","logprobs":{
            "tokens":["tea"," is"," hot","!"],"token_logprobs":[null,-1.0,-2.0,-0.5],"top_logprobs":null}}],
            "usage":{"prompt_tokens":3,"completion_tokens":1}}
            """;

    @Test
    void labels_have_the_log_probabilities_that_the_service_tells_of_its_first_token() {
        try (Loopback service = Loopback.answering(CHAT);
                Model model = service.model("dialect=openai&model=m")) {
            Prompt prompt = Prompt.chat(Part.fixed("Is "), Part.query("query", "tea"), Part.fixed(" a drink?"));

            LabelLogits logits = model.as(NextToken.class)
                    .logits(List.of(prompt), List.of("No", "Yes"))
                    .getFirst();

            assertThat(logits.logits()).containsExactly(-1.5, -0.25);
            assertThat(logits.normalised()).isTrue();
            assertThat(logits.tokens()).isEqualTo(21);
            assertThat(service.only()
                            .body()
                            .path("messages")
                            .get(0)
                            .path("content")
                            .asString())
                    .isEqualTo("Is tea a drink?");
            assertThat(service.only().body().path("top_logprobs").asInt()).isEqualTo(20);
            assertThat(service.only().body().path("max_tokens").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_label_that_the_service_does_not_tell_is_an_error_and_no_floor() {
        try (Loopback service = Loopback.answering(CHAT);
                Model model = service.model("dialect=openai&model=m")) {
            NextToken next = model.as(NextToken.class);

            assertThatThrownBy(() -> next.logits(List.of(Prompt.chat(Part.fixed("Is it?"))), List.of("Maybe")))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("[Yes, No]")
                    .hasMessageContaining("\"Maybe\"");
        }
    }

    @Test
    void a_continuation_has_the_probabilities_of_its_own_tokens() {
        try (Loopback service = Loopback.answering(ECHO);
                Model model = service.model("dialect=openai&model=m")) {
            TokenLikelihoods told = model.as(Likelihood.class)
                    .likelihoods(List.of(Prompt.plain(Part.fixed("tea"))), List.of(" is hot"))
                    .getFirst();

            assertThat(told.logProbs()).containsExactly(-1.0, -2.0);
            assertThat(told.mean()).isEqualTo(-1.5);
            assertThat(told.tokens()).isEqualTo(1);
            assertThat(service.only().body().path("echo").asBoolean()).isTrue();
        }
    }

    @Test
    void a_conversation_has_no_likelihoods_there() {
        try (Loopback service = Loopback.answering(ECHO);
                Model model = service.model("dialect=openai&model=m")) {
            Likelihood likelihood = model.as(Likelihood.class);

            assertThatThrownBy(() -> likelihood.likelihoods(List.of(Prompt.chat(Part.fixed("Hi"))), List.of(" there")))
                    .hasMessageContaining("conversation");
        }
    }

    @Test
    void labels_and_likelihoods_of_many_prompts_are_asked_side_by_side() {
        List<Prompt> prompts = IntStream.range(0, 8)
                .mapToObj(i -> Prompt.plain(Part.fixed("tea")))
                .toList();
        CyclicBarrier eight = new CyclicBarrier(8);
        try (Loopback service = new Loopback(asked -> {
                    await(eight);
                    return Loopback.Given.ok(asked.path().endsWith("/chat/completions") ? CHAT : ECHO);
                });
                Model model = service.model("dialect=openai&model=m")) {
            List<Prompt> chats = prompts.stream()
                    .map(prompt -> Prompt.chat(Part.fixed(prompt.text())))
                    .toList();

            List<LabelLogits> logits = model.as(NextToken.class).logits(chats, List.of("No", "Yes"));
            List<TokenLikelihoods> likelihoods = model.as(Likelihood.class)
                    .likelihoods(prompts, prompts.stream().map(_ -> " is hot").toList());

            assertThat(logits).hasSize(8).allMatch(one -> one.logits().equals(List.of(-1.5, -0.25)));
            assertThat(likelihoods).hasSize(8).allMatch(one -> one.logProbs().equals(List.of(-1.0, -2.0)));
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("fewer than eight asked at one time", e);
        }
    }
}
