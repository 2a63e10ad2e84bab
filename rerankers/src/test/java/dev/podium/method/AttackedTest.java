package dev.podium.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.model.Method;
import dev.podium.model.Setting;
import dev.podium.prompt.Attack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Words in a passage can work on a model's mind only: over a model that cannot be fooled, no method is. */
class AttackedTest {

    static Stream<Arguments> methodsAndAttacks() {
        return Catalogue.methods().stream()
                .flatMap(method -> Stream.of(Attack.values()).map(attack -> Arguments.of(method.name(), attack)));
    }

    @ParameterizedTest
    @MethodSource("methodsAndAttacks")
    void ids_and_order_stay_whatever_a_passage_says(String name, Attack attack) {
        Method method = Catalogue.method(name);
        Map<String, String> settings = new HashMap<>();
        if (method.settings().stream().map(Setting::name).anyMatch("held"::equals)) {
            settings.put("held", "yes");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            candidates.add(Clairvoyant.candidate("d" + i, 0.1 + 0.09 * ((i * 5) % 9)));
        }

        Ranking untouched = ranked(method, settings, candidates);
        Ranking attacked =
                ranked(method, settings, candidates.stream().map(attack::on).toList());

        assertThat(attacked.ids()).isEqualTo(untouched.ids());
    }

    private static Ranking ranked(Method method, Map<String, String> settings, List<Candidate> candidates) {
        List<Hit> hits = new ArrayList<>();
        candidates.forEach(candidate -> hits.add(new Hit(candidate, 20.0 - hits.size())));
        return method.reranker(Clairvoyant.perfect(), settings)
                .rerank(new Ranking(Query.of("what is tea"), hits, Scale.REAL));
    }
}
