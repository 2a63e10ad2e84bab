package dev.podium.method.pointwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.judge.OneByOne;
import dev.podium.model.Generated;
import dev.podium.model.Generated.Finish;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rank1Test {

    @Test
    void the_verdict_is_read_where_the_thoughts_end() {
        List<GenerationOptions> options = new ArrayList<>();
        Generation writer = new Generation() {
            @Override
            public List<Generated> write(List<Prompt> prompts, GenerationOptions how) {
                options.add(how);
                return prompts.stream()
                        .map(prompt -> new Generated(
                                " It is about " + prompt.part("passage 1").text() + ".\n",
                                Finish.STOP,
                                9,
                                9,
                                List.of(),
                                List.of()))
                        .toList();
            }

            @Override
            public List<Generated> chat(List<List<Message>> conversations, GenerationOptions how) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Generated> complete(List<String> prompts, GenerationOptions how) {
                throw new UnsupportedOperationException();
            }
        };
        Teller judge = new Teller(Prompt.Form.PLAIN, passage -> List.of(passage.equals("tea") ? 30.0 : -2.5, 1.0));
        Rank1 rank1 =
                new Rank1(writer, judge, new OneByOne(Published.template("rank1"), 100, 100, Filling.NOTHING), 8192);

        double[] scores = rank1.score(new Slate(
                Query.of("what is tea"),
                List.of(new Hit(Candidate.of("d0", "tea"), 0), new Hit(Candidate.of("d1", "cats"), 0)),
                Scale.REAL));

        assertThat(scores).containsExactly(29, -3.5);
        assertThat(judge.labels).containsExactly(" true", " false");
        assertThat(judge.shown.getFirst().text()).endsWith("Passage: tea\n<think> It is about tea.\n</think>");
        assertThat(options.getFirst().maxTokens()).isEqualTo(8192);
        assertThat(rank1.calls(7)).isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STOP   | So it is. </think> true      | So it is. </think>
            STOP   | So it is. true               | So it is.</think>
            STOP   | Nothing said                 | Nothing said</think>
            LENGTH | One. Two! Is it 3.5 or mo    | One. Two!#</think>
            LENGTH | no end in sight              | no end in sight#</think>
            LENGTH | So it is.</think> fal        | So it is.</think>
            """)
    void thoughts_are_ended_however_they_ended(Finish finish, String written, String ended) {
        Generated thought = new Generated(written, finish, 9, 9, List.of(), List.of());

        assertThat(Rank1.ended(thought)).isEqualTo(ended.replace('#', '\n'));
    }

    @Test
    void thoughts_that_were_cut_are_counted() {
        Tally tally = new Tally();

        tally.during(() -> Rank1.ended(new Generated("and then", Finish.LENGTH, 9, 9, List.of(), List.of())));

        assertThat(tally.malformed()).containsEntry("thoughts not ended", 1L);
    }
}
