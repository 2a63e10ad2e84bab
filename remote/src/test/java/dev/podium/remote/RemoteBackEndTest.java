package dev.podium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.BackEnd;
import dev.podium.model.Embedding;
import dev.podium.model.Generation;
import dev.podium.model.Likelihood;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Models;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References and settings; nothing here is ever asked. */
class RemoteBackEndTest {

    private static final String KEY = "sk-very-secret-0123";

    private static Model open(String reference) {
        return new RemoteBackEnd(Map.of("COHERE_API_KEY", KEY, "OPENAI_API_KEY", KEY, "MY_KEY", KEY)::get)
                .open(ModelRef.parse(reference));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String reference) {
        return assertThatThrownBy(() -> open(reference).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(KEY);
    }

    @Test
    void is_found_as_a_service_and_never_takes_a_location_without_its_scheme() {
        assertThat(Models.backEnds()).extracting(BackEnd::scheme).contains("remote");
        assertThat(new RemoteBackEnd().recognises("cohere/rerank-v3.5")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "remote:cohere/rerank-v3.5,PairScoring",
        "remote:cohere?model=rerank-v3.5,PairScoring",
        "remote:openai/gpt-4o-mini,Generation Likelihood NextToken",
        "remote:openai/text-embedding-3-small?dialect=embeddings,Embedding",
        "remote:http://localhost:8080?dialect=tei,PairScoring",
        "remote:https://rerank.example/v1?dialect=vllm&model=BAAI/bge-reranker-v2-m3&key-from=MY_KEY,PairScoring",
        "remote:http://10.0.0.8:8000?dialect=openai&model=m&key-from=MY_KEY&plain-http=true,Generation Likelihood NextToken",
    })
    void a_reference_says_what_the_model_can_be_asked(String reference, String capabilities) {
        try (Model model = open(reference)) {
            assertThat(model.name()).isEqualTo(reference);
            assertThat(model.capabilities())
                    .extracting(Class::getSimpleName)
                    .containsExactlyInAnyOrder(capabilities.split(" "));
            assertThat(new RemoteBackEnd().capabilities())
                    .containsExactlyInAnyOrder(
                            PairScoring.class, Generation.class, NextToken.class, Likelihood.class, Embedding.class)
                    .containsAll(model.capabilities());
        }
    }

    @Test
    void a_key_that_is_not_there_is_something_missing_on_the_machine() {
        assertThatThrownBy(() -> open("remote:voyage/rerank-2").close())
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("VOYAGE_API_KEY");
    }

    @Test
    void a_key_in_a_reference_is_refused_and_not_repeated() {
        refused("remote:cohere/rerank-v3.5?key=" + KEY).hasMessageContaining("key-from names the environment variable");
        refused("remote:cohere/rerank-v3.5?key-from=" + KEY).hasMessageContaining("Maybe it is the key itself");
        refused("remote:https://me:" + KEY + "@rerank.example?dialect=tei").hasMessageContaining("without user");
    }

    @Test
    void a_key_travels_unencrypted_only_to_this_machine_or_where_that_is_said() {
        refused("remote:http://rerank.example?dialect=tei&key-from=MY_KEY").hasMessageContaining("unencrypted");
        open("remote:http://localhost:1?dialect=tei&key-from=MY_KEY").close();
        open("remote:http://[::1]:1?dialect=tei&key-from=MY_KEY").close();
        open("remote:http://rerank.example?dialect=tei").close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "remote:rerank.example?dialect=tei",
                "remote:ftp://rerank.example?dialect=tei",
                "remote:http://?dialect=tei",
                "remote:http://a b?dialect=tei",
                "remote:/models/minilm?dialect=tei",
            })
    void a_location_must_be_an_address(String reference) {
        refused(reference).hasMessageContaining("must be an address");
    }

    @ParameterizedTest
    @CsvSource({
        "remote:http://localhost,needs a dialect",
        "remote:http://localhost?dialect=klingon,no dialect \"klingon\"",
        "remote:http://localhost?dialect=jina,needs the name of a model",
        "remote:cohere/a?model=b,names it and",
        "remote:http://localhost?dialect=tei&similarity=dot,\"similarity\" is not known",
        "remote:http://localhost?dialect=tei&timeout=0,timeout",
        "remote:http://localhost?dialect=tei&attempts=many,attempts",
        "remote:http://localhost?dialect=tei&scale=huge,one of",
        "remote:http://localhost?dialect=tei&truncate=maybe,true or false",
        "remote:http://localhost?dialect=openai&model=m&limit-field=n,limit-field",
    })
    void a_setting_that_is_wrong_is_named(String reference, String law) {
        refused(reference).hasMessageContaining(law);
    }
}
