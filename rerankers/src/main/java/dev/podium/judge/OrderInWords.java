package dev.podium.judge;

import dev.podium.Slate;
import dev.podium.ask.Arranger;
import dev.podium.model.AnswerForm;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.read.Ask;
import dev.podium.read.Reader;
import dev.podium.read.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shows a window of passages and reads the order that the model writes: {@code [2] > [1] > [3]}.
 *
 * <p>One call a window. Slots of the template that it fills: {@code query}, {@code num}, {@code labels}, and for each passage
 * {@code i}, {@code passage} and {@code score}, the first-stage score of that passage whatever window it stands in.
 *
 * @param ask puts the question
 * @param template of the prompt
 * @param passages how they are shown
 * @param reader of the answer
 * @param wording of an order, where the model is held to its form
 * @param closing what ends a model's thoughts and begins its answer, where it is held to the form; empty for nothing
 * @param slots filled besides
 * @since 0.1.0
 */
public record OrderInWords(
        Ask ask, Template template, Passages passages, Reader reader, Wording wording, String closing, Filling slots)
        implements Arranger {

    /**
     * How an order is written.
     *
     * @param label an id, such as {@code [%s]}
     * @param separator between two
     */
    public record Wording(String label, String separator) {
        /** {@code [2] > [1]}. */
        public static final Wording ARROWS = new Wording("[%s]", " > ");
    }

    /** By a template of the usual slots, for a model that does not think aloud. */
    public OrderInWords(Ask ask, Template template, Passages passages, Reader reader) {
        this(ask, template, passages, reader, Wording.ARROWS, "", Filling.NOTHING);
    }

    @Override
    public int[] arrange(Slate window) {
        return arrangeAll(List.of(window)).getFirst();
    }

    @Override
    public List<int[]> arrangeAll(List<Slate> windows) {
        List<Ask.Question> questions = windows.stream().map(this::question).toList();
        List<int[]> orders = new ArrayList<>();
        List<Ask.Answered> answers = ask.all(questions);
        for (int i = 0; i < answers.size(); i++) {
            orders.add(order(answers.get(i).reading(), windows.get(i).size()));
        }
        return orders;
    }

    private Ask.Question question(Slate window) {
        int n = window.size();
        List<String> ids = passages.ids().all(n, wording.label());
        Filling filling = slots.and(Filling.query(passages.query(window)))
                .with("num", String.valueOf(n))
                .with("labels", String.join(", ", ids));
        return new Ask.Question(
                window,
                template.render(ask.model().forms(), filling, passages.fill(window)),
                reader,
                String.join(wording.separator(), ids.reversed()),
                new AnswerForm.Some(ids, n, wording.separator()),
                closing);
    }

    private static int[] order(Reading reading, int n) {
        return switch (reading) {
            case Reading.Clean _, Reading.Mended _ -> reading.indices();
            case Reading.Unreadable _ -> IntStream.range(0, n).toArray();
        };
    }
}
