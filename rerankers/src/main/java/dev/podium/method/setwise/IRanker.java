package dev.podium.method.setwise;

import dev.podium.Candidate;
import dev.podium.Ranking;
import dev.podium.Slate;
import dev.podium.ask.Selector;
import dev.podium.judge.Lengths;
import dev.podium.judge.Words;
import dev.podium.model.AnswerForm;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.order.Effort;
import dev.podium.order.Eliminate;
import dev.podium.order.Order;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import dev.podium.read.LabelReader;
import dev.podium.read.Mark;
import dev.podium.read.Reading;
import dev.podium.read.Where;
import java.util.ArrayList;
import java.util.List;

/**
 * A model thinks aloud and names the passage that fits least; it leaves, and the model is asked again until one is left.
 *
 * <p>Asks 99 times for 100 candidates, one after another, each time showing all that are left: meant for short lists, and trained on pools
 * of 5 to 9. Passages keep the numbers that they had in the whole pool, from 0, so that consecutive prompts are alike up to the passage that
 * left and a back end that can reads that beginning once.
 *
 * <p>Source: IRanker, arXiv 2506.21638, section 3. Departs from it: an answer that names none of the pool is asked for again, held to the
 * pool's numbers where a model can be, and then fails the query ({@code unreadable=keep} sends home the one ranked last, and counts); its
 * code takes the passage whose text is most alike. How much of a passage is shown is re-derived: the lists it was trained on hold 2,600
 * characters in all.
 *
 * @param ask puts the question
 * @param template of the prompt
 * @param passages how they are shown
 * @since 0.1.0
 */
public record IRanker(Ask ask, Template template, Passages passages) implements Order {

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Words.settings(
                            Method.named("iranker")
                                    .family("setwise")
                                    .paper("IRanker, Feng et al., arXiv 2506.21638")
                                    .status("re-derived: length of passages")
                                    .needs(Generation.class),
                            1024,
                            0),
                    100,
                    0)
            .builtAs((model, settings) -> new IRanker(
                    Words.ask(model, settings),
                    Published.template("iranker"),
                    Lengths.passages(settings, Ids.NUMBERS_FROM_ZERO)));

    @Override
    public Ranking rerank(Ranking ranking) {
        return new Eliminate(new Worst(ask, template, passages, ranking.ids())).rerank(ranking);
    }

    @Override
    public Effort effort(int n) {
        return new Eliminate(new Worst(ask, template, passages, List.of())).effort(n);
    }

    /** The worst of a pool whose candidates keep the places that they have in the whole list as their numbers. */
    private record Worst(Ask ask, Template template, Passages passages, List<String> whole) implements Selector {

        private static final String LABEL = "<answer>passage %d</answer>";

        @Override
        public int[] select(Slate pool, int count) {
            List<Integer> numbers = pool.candidates().stream()
                    .map(Candidate::id)
                    .map(whole::indexOf)
                    .toList();
            List<Filling> each = new ArrayList<>();
            for (Filling shown : passages.fill(pool)) {
                each.add(shown.with("i", String.valueOf(numbers.get(each.size()))));
            }
            List<String> labels = numbers.stream().map(LABEL::formatted).toList();
            Ask.Answered answer = ask.all(List.of(new Ask.Question(
                            pool,
                            template.render(ask.model().forms(), Filling.query(passages.query(pool)), each),
                            (said, _) -> place(said, numbers),
                            labels.getLast(),
                            new AnswerForm.Some(labels, 1, " "),
                            "\n</think>\n")))
                    .getFirst();
            return new int[] {
                switch (answer.reading()) {
                    case Reading.Clean _, Reading.Mended _ -> answer.reading().indices()[0];
                    case Reading.Unreadable _ -> pool.size() - 1;
                }
            };
        }

        /** The place in the pool of the number said; a number that left is none. */
        private Reading place(String said, List<Integer> numbers) {
            Reading number =
                    new LabelReader(Ids.NUMBERS_FROM_ZERO, "passage", Where.ANSWER_TAG).read(said, whole.size());
            return switch (number) {
                case Reading.Clean(List<Mark> marks)
                when in(numbers, marks) -> new Reading.Clean(marked(numbers, marks));
                case Reading.Mended(List<Mark> marks, var flaws)
                when in(numbers, marks) -> new Reading.Mended(marked(numbers, marks), flaws);
                case Reading.Clean _, Reading.Mended _, Reading.Unreadable _ -> new Reading.Unreadable(said);
            };
        }

        private static boolean in(List<Integer> numbers, List<Mark> marks) {
            return numbers.contains(marks.getFirst().index());
        }

        private static List<Mark> marked(List<Integer> numbers, List<Mark> marks) {
            return List.of(new Mark(numbers.indexOf(marks.getFirst().index()), 1));
        }
    }
}
