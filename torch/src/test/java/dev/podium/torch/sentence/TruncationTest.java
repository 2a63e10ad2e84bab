package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TruncationTest {

    @Test
    void what_fits_is_left_alone() {
        assertThat(Truncation.KEEP_QUERY.kept(4, 6, 10)).containsExactly(4, 6);
        assertThat(Truncation.LONGEST_FIRST.kept(4, 6, 10)).containsExactly(4, 6);
    }

    @Test
    void a_query_is_kept_whole_up_to_three_quarters_of_the_room() {
        assertThat(Truncation.KEEP_QUERY.kept(12, 50, 16)).containsExactly(12, 4);
        assertThat(Truncation.KEEP_QUERY.kept(13, 50, 16)).containsExactly(12, 4);
        assertThat(Truncation.KEEP_QUERY.kept(40, 2, 16))
                .as("a short document leaves it more")
                .containsExactly(14, 2);
        assertThat(Truncation.KEEP_QUERY.kept(40, 0, 16)).containsExactly(16, 0);
    }

    @Test
    void the_longer_one_is_cut_first_and_then_both_are_alike() {
        assertThat(Truncation.LONGEST_FIRST.kept(4, 50, 16)).containsExactly(4, 12);
        assertThat(Truncation.LONGEST_FIRST.kept(12, 50, 16)).containsExactly(8, 8);
        assertThat(Truncation.LONGEST_FIRST.kept(50, 12, 15)).containsExactly(8, 7);
        assertThat(Truncation.LONGEST_FIRST.kept(12, 50, 15)).containsExactly(7, 8);
        assertThat(Truncation.LONGEST_FIRST.kept(50, 3, 16)).containsExactly(13, 3);
    }
}
