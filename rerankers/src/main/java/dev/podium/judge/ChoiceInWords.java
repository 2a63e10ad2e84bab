package dev.podium.judge;

import dev.podium.Slate;
import dev.podium.ask.Selector;
import dev.podium.model.AnswerForm;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.read.Ask;
import dev.podium.read.Reader;
import dev.podium.read.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Shows some passages and reads which of them the model names.
 *
 * <p>One call a question. An answer that stays unreadable, where that is kept, selects those shown first.
 *
 * @param ask puts the question
 * @param template of the prompt; its slots are those of {@link OrderInWords}, and {@code top}, how many are asked for
 * @param passages how they are shown
 * @param reader by how many are asked for
 * @param label how the model is to write an id, such as {@code [%s]}
 * @param closing what ends a model's thoughts and begins its answer, where it is held to the form; empty for nothing
 * @param slots filled besides
 * @since 0.1.0
 */
public record ChoiceInWords(
        Ask ask,
        Template template,
        Passages passages,
        IntFunction<Reader> reader,
        String label,
        String closing,
        Filling slots)
        implements Selector {

    @Override
    public int[] select(Slate slate, int count) {
        return selectAll(List.of(slate), count).getFirst();
    }

    @Override
    public List<int[]> selectAll(List<Slate> slates, int count) {
        List<Ask.Answered> answers =
                ask.all(slates.stream().map(slate -> question(slate, count)).toList());
        List<int[]> chosen = new ArrayList<>();
        for (Ask.Answered answer : answers) {
            chosen.add(
                    switch (answer.reading()) {
                        case Reading.Clean _, Reading.Mended _ ->
                            answer.reading().indices();
                        case Reading.Unreadable _ -> IntStream.range(0, count).toArray();
                    });
        }
        return chosen;
    }

    private Ask.Question question(Slate slate, int count) {
        int n = slate.size();
        int wanted = Math.min(count, n);
        List<String> labels = passages.ids().all(n, label);
        Filling filling = slots.and(Filling.query(passages.query(slate)))
                .with("num", String.valueOf(n))
                .with("top", String.valueOf(wanted));
        return new Ask.Question(
                slate,
                template.render(ask.model().forms(), filling, passages.fill(slate)),
                reader.apply(wanted),
                String.join(", ", labels.reversed().subList(0, wanted)),
                new AnswerForm.Some(labels, wanted, ", "),
                closing);
    }
}
