package dev.podium.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Malformed answers that RankVicuna and its kin really gave (castorini/rank_llm, Apache-2.0), and what an independent parser of the usual
 * rule made of each: keep numbers, drop what repeats or was not shown, append what is missing.
 */
class RealAnswersTest {

    static List<JsonNode> answers() throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        try (var in = Objects.requireNonNull(RealAnswersTest.class.getResourceAsStream("malformed.jsonl"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(JsonMapper.shared().readTree(line));
            }
        }
        assertThat(answers).hasSizeGreaterThanOrEqualTo(50);
        return answers;
    }

    @ParameterizedTest
    @MethodSource("answers")
    void is_mended_as_the_usual_rule_mends_it_and_says_what_was_wrong(JsonNode recorded) {
        Reading reading = new PermutationReader()
                .read(recorded.get("answer").asString(), recorded.get("n").asInt());

        Set<String> flaws = StreamSupport.stream(recorded.get("flaws").spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
        if (flaws.contains("UNREADABLE")) {
            assertThat(reading).isInstanceOf(Reading.Unreadable.class);
            return;
        }
        Reading.Mended mended = (Reading.Mended) reading;
        assertThat(mended.marks().stream().map(Mark::index).toList())
                .isEqualTo(StreamSupport.stream(recorded.get("order").spliterator(), false)
                        .map(JsonNode::asInt)
                        .toList());
        assertThat(mended.flaws().stream().map(Flaw::name)).containsExactlyInAnyOrderElementsOf(flaws);
    }
}
