package dev.podium.judge;

import dev.podium.Slate;
import dev.podium.ask.Comparer;
import dev.podium.ask.Pair;
import dev.podium.model.AnswerForm;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.read.Ask;
import dev.podium.read.LabelReader;
import dev.podium.read.Reading;
import dev.podium.read.Where;
import java.util.List;

/**
 * Shows two passages and reads which of them, A or B, the model names.
 *
 * <p>One call a pair. The answer is 1 or 0; one that stays unreadable, where that is kept, is a tie.
 *
 * @param ask puts the question
 * @param template of the prompt; its slots are {@code query}, {@code first} and {@code second}
 * @param passages how they are shown
 * @param label how the model is to write an id, such as {@code Passage %s}
 * @since 0.1.0
 */
public record PairInWords(Ask ask, Template template, Passages passages, String label) implements Comparer {

    private static final LabelReader READER = new LabelReader(Ids.LETTERS, "Passage", Where.AFTER_THOUGHTS);

    @Override
    public double[] firstWins(Slate slate, List<Pair> pairs) {
        return ask
                .all(pairs.stream()
                        .map(pair -> question(slate.pick(pair.first(), pair.second())))
                        .toList())
                .stream()
                .mapToDouble(answer -> switch (answer.reading()) {
                    case Reading.Clean _, Reading.Mended _ -> answer.reading().indices()[0] == 0 ? 1 : 0;
                    case Reading.Unreadable _ -> 0.5;
                })
                .toArray();
    }

    private Ask.Question question(Slate two) {
        List<String> labels = Ids.LETTERS.all(2, label);
        return new Ask.Question(
                two,
                PairLogits.prompt(template, ask.model().forms(), passages, two),
                READER,
                String.join(" or ", labels),
                new AnswerForm.Some(labels, 1, " "),
                "");
    }
}
