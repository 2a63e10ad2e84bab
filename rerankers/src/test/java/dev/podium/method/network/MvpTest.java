package dev.podium.method.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.ListScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MvpTest {

    @Test
    void the_whole_list_is_scored_at_once_and_what_was_cut_is_told() {
        Tally tally = new Tally();
        List<ListScoring.Asked> asked = new ArrayList<>();
        ListScoring model = new ListScoring() {
            @Override
            public List<List<Scored>> score(List<Asked> lists) {
                asked.addAll(lists);
                return lists.stream()
                        .map(list -> list.documents().stream()
                                .map(text -> new Scored(text.length(), text.length(), Math.min(4, text.length())))
                                .toList())
                        .toList();
            }

            @Override
            public int maxTokens() {
                return 4;
            }
        };
        List<Hit> hits = new ArrayList<>();
        for (String text : List.of("tea", "green tea", "")) {
            hits.add(new Hit(Candidate.of("d" + hits.size(), text), 0));
        }

        double[] scores = tally.during(() -> new Mvp(model).score(new Slate(Query.of("what"), hits, Scale.REAL)));

        assertThat(scores).containsExactly(3, 9, 0);
        assertThat(asked).containsExactly(new ListScoring.Asked("what", List.of("tea", "green tea", "")));
        assertThat(tally.truncated()).containsExactly(new Tally.Truncation("d1", 9, 4));
        assertThat(new Mvp(model).calls(3)).isEqualTo(3);
    }
}
