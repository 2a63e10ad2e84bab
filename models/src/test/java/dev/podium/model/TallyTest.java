package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void counts_what_happens_during_the_work_and_nothing_else() {
        Tally tally = new Tally();
        Tally.called(1, 1, 1);

        String result = tally.during(() -> {
            Tally.called(20, 900, 0);
            Tally.called(1, 400, 60);
            Tally.truncated("d7", 300, 250);
            return "done";
        });
        Tally.called(1, 1, 1);
        Tally.truncated("d8", 2, 1);

        assertThat(result).isEqualTo("done");
        assertThat(tally.counts()).isEqualTo(new Tally.Counts(2, 21, 1300, 60, 0));
        assertThat(tally.truncated()).containsExactly(new Tally.Truncation("d7", 300, 250));
    }

    @Test
    void a_tally_inside_a_tally_counts_for_both() {
        Tally outer = new Tally();
        Tally inner = new Tally();
        outer.during(() -> {
            Tally.called(1, 10, 0);
            return inner.during(() -> {
                Tally.called(2, 20, 0);
                return 0;
            });
        });

        assertThat(inner.counts()).isEqualTo(new Tally.Counts(1, 2, 20, 0, 0));
        assertThat(outer.counts()).isEqualTo(new Tally.Counts(2, 3, 30, 0, 0));
    }

    @Test
    void a_failure_passes_through_and_what_was_counted_stays() {
        Tally tally = new Tally();
        assertThatThrownBy(() -> tally.during(() -> {
                    Tally.called(1, 5, 0);
                    throw new IllegalStateException("model gone");
                }))
                .hasMessage("model gone");
        assertThat(tally.counts().promptTokens()).isEqualTo(5);
    }

    @Test
    void keeps_notes_for_whoever_reads_the_results() {
        Tally tally = new Tally();
        Tally.note("nobody listens");

        tally.during(() -> {
            Tally.note("query q7: ranks 1 to 4 are final");
            return 0;
        });

        assertThat(tally.notes()).containsExactly("query q7: ranks 1 to 4 are final");
    }
}
