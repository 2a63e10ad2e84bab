package dev.podium.read;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.ask.Trace;
import dev.podium.model.AnswerForm;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message.Role;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.ReadPart;
import dev.podium.model.Tally;
import dev.podium.prompt.Passages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all methods share that ask a model for words: prompt, write, read, ask again, give up loudly.
 *
 * <p>An answer that cannot be read is asked for once more. A model that can be held to a form is held to it then, and cannot fail a
 * second time; one that cannot is shown its answer and told what was wanted, since a greedy model would only repeat itself. What is
 * unreadable still ends in an {@link UnreadableAnswerException}, or is given back as such where {@link Unreadable#KEPT} says so: the
 * asker then leaves its candidates as they stand. Either way the {@link Tally} counts it.
 *
 * @param model that writes
 * @param options for every question
 * @param held whether a model that can be is held to the form of the answer from the first attempt on
 * @param unreadable what to do with answers that stay unreadable
 * @since 0.1.0
 */
public record Ask(Generation model, GenerationOptions options, boolean held, Unreadable unreadable) {

    /** Tokens for an answer in a form: the longest permutation of a hundred passages has about six hundred. */
    private static final int MOST_IN_FORM = 1024;

    /** What to do with an answer that stays unreadable. */
    public enum Unreadable {
        /** An error. */
        FAILS,
        /** Counted, and left to the asker. */
        KEPT,
        /** The same without a second attempt, as published code does. */
        KEPT_AT_ONCE;

        /** By the words of a setting: {@code fail}, {@code keep} or {@code keep-at-once}. */
        public static Unreadable of(String setting) {
            return switch (setting) {
                case "fail" -> FAILS;
                case "keep" -> KEPT;
                case "keep-at-once" -> KEPT_AT_ONCE;
                default ->
                    throw new IllegalArgumentException(
                            "What becomes of an unreadable answer (%s) must be fail, keep or keep-at-once."
                                    .formatted(setting));
            };
        }
    }

    /**
     * A question.
     *
     * @param slate what is shown, for telling; part {@code passage 1} of the prompt shows its first candidate, and so on
     * @param prompt as the model meets it
     * @param reader of the answer
     * @param wanted what an answer looks like, for the second attempt and for messages
     * @param form all that an answer may be; null where nobody can say
     * @param closing what ends thoughts and begins the answer where a model held to the form is asked again: {@code </think>} and a
     *     tag, say; empty for nothing
     */
    public record Question(
            Slate slate,
            Prompt prompt,
            Reader reader,
            String wanted,
            @Nullable AnswerForm form,
            String closing) {
        public Question {
            Objects.requireNonNull(slate, "slate");
            Objects.requireNonNull(prompt, "prompt");
        }
    }

    /** An answer and what it was found to say. */
    public record Answered(Reading reading, Generated written) {}

    /** Copies. */
    public Ask {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(options, "options");
    }

    /** The same, whose answers tell so many of the most probable tokens at each place, and how probable each token was that was written. */
    public Ask telling(int tokens) {
        return new Ask(model, options.tellingTop(tokens), held, unreadable);
    }

    /**
     * Puts questions that do not depend on one another.
     *
     * @return one answer a question, in their order
     * @throws UnreadableAnswerException if one stays unreadable and is not kept
     */
    public List<Answered> all(List<Question> questions) {
        List<Generated> written = written(questions);
        List<Answered> answers = new ArrayList<>();
        List<Integer> again = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Question question = questions.get(i);
            Reading reading = read(question, written.get(i));
            tellCut(question.slate(), written.get(i).parts());
            if (reading instanceof Reading.Unreadable) {
                Tally.malformed("unreadable");
                if (unreadable != Unreadable.KEPT_AT_ONCE) {
                    again.add(i);
                }
            }
            answers.add(new Answered(reading, written.get(i)));
        }
        for (int i : again) {
            answers.set(i, second(questions.get(i), written.get(i)));
        }
        return answers;
    }

    private List<Generated> written(List<Question> questions) {
        if (!held || !model.constrains()) {
            return model.write(questions.stream().map(Question::prompt).toList(), options);
        }
        Generated[] written = new Generated[questions.size()];
        Map<AnswerForm, List<Integer>> byForm = new LinkedHashMap<>();
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < written.length; i++) {
            AnswerForm form = questions.get(i).form();
            (form == null ? free : byForm.computeIfAbsent(form, _ -> new ArrayList<>())).add(i);
        }
        write(questions, free, options, written);
        byForm.forEach((form, places) -> write(questions, places, options.within(form), written));
        return List.of(written);
    }

    private void write(List<Question> questions, List<Integer> places, GenerationOptions how, Generated[] written) {
        if (places.isEmpty()) {
            return;
        }
        boolean inForm = how.form() != null;
        List<Generated> some = model.write(
                places.stream()
                        .map(questions::get)
                        .map(question -> inForm ? begun(question, "") : question.prompt())
                        .toList(),
                how);
        for (int i = 0; i < places.size(); i++) {
            Question question = questions.get(places.get(i));
            written[places.get(i)] = inForm ? some.get(i).after(question.closing()) : some.get(i);
        }
    }

    private Answered second(Question question, Generated first) {
        AnswerForm form = question.form();
        boolean narrow = form != null && model.constrains();
        Prompt prompt = narrow ? begun(question, thoughts(first.text())) : quoted(question, first.text());
        GenerationOptions within = form != null && narrow ? narrow(form) : options;
        Generated written = model.write(List.of(prompt), within).getFirst();
        String answer = narrow ? question.closing() + written.text() : written.text();
        Reading reading = question.reader().read(answer, question.slate().size());
        tell(question, answer, reading, narrow ? "asked again, held to the form" : "asked again");
        if (reading instanceof Reading.Unreadable) {
            Tally.malformed("unreadable twice");
            if (unreadable == Unreadable.FAILS) {
                throw new UnreadableAnswerException(question.slate().query().id(), question.wanted(), answer);
            }
        }
        return new Answered(reading, written);
    }

    private GenerationOptions narrow(AnswerForm form) {
        GenerationOptions greedy = GenerationOptions.greedy(Math.max(options.maxTokens(), MOST_IN_FORM))
                .within(form);
        return options.topLogProbs() == null ? greedy : greedy.tellingTop(options.topLogProbs());
    }

    private static String thoughts(String text) {
        int end = text.toLowerCase(Locale.ROOT).indexOf("</think>");
        return end < 0 ? text : text.substring(0, end);
    }

    /** What was thought so far stays; the thoughts are ended, and what begins an answer is put down. */
    private static Prompt begun(Question question, String thoughts) {
        if (question.closing().isEmpty()) {
            return question.prompt();
        }
        List<Part> parts = new ArrayList<>(question.prompt().parts());
        parts.add(Part.fixed(thoughts + question.closing()).by(Role.ASSISTANT));
        return new Prompt(question.prompt().form(), parts);
    }

    private static Prompt quoted(Question question, String answer) {
        List<Part> parts = new ArrayList<>(question.prompt().parts());
        boolean chat = question.prompt().form() == Prompt.Form.CHAT;
        // a quote goes on where the answer was begun
        parts.add(Part.fixed(answer.isBlank() ? "(nothing)" : answer).by(Role.ASSISTANT));
        parts.add(
                Part.fixed(("%sThis cannot be read. Answer again with nothing but the answer itself, in the form %s%s")
                        .formatted(chat ? "" : "\n\n", question.wanted(), chat ? "." : ".\n\n")));
        return new Prompt(question.prompt().form(), parts);
    }

    private Reading read(Question question, Generated written) {
        Reading reading =
                question.reader().read(written.text(), question.slate().size());
        if (reading instanceof Reading.Mended(var _, var flaws)) {
            Tally.malformed(word(worst(flaws)));
        }
        tell(question, written.text(), reading, "");
        return reading;
    }

    private static void tell(Question question, String said, Reading reading, String how) {
        Trace.tell(() -> {
            List<String> ids =
                    question.slate().candidates().stream().map(Candidate::id).toList();
            List<String> flaws = new ArrayList<>();
            if (!how.isEmpty()) {
                flaws.add(how);
            }
            List<String> answer =
                    reading.marks().stream().map(mark -> ids.get(mark.index())).toList();
            switch (reading) {
                case Reading.Clean _ -> {}
                case Reading.Mended(var _, var wrong) -> wrong.forEach(flaw -> flaws.add(word(flaw)));
                case Reading.Unreadable _ -> flaws.add("unreadable");
            }
            return new Trace.Step("read", question.slate().query().id(), ids, answer, said, flaws);
        });
    }

    /** An answer counts once, by the flaw that says most about a model. */
    public static Flaw worst(Set<Flaw> flaws) {
        return Stream.of(Flaw.OUT_OF_RANGE, Flaw.REPEATED, Flaw.WRONG_NUMBER, Flaw.MISSING, Flaw.WRONG_FORM)
                .filter(flaws::contains)
                .findFirst()
                .orElseThrow();
    }

    /** A flaw as it is counted and told. */
    public static String word(Flaw flaw) {
        return flaw.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Candidates that a model did not read to their ends are told, by id. */
    public static void tellCut(Slate slate, List<ReadPart> parts) {
        for (ReadPart part : parts) {
            if (part.truncated()) {
                for (int index = 0; index < slate.size(); index++) {
                    if (part.name().equals(Passages.name(index))) {
                        Tally.truncated(slate.candidate(index).id(), part.tokens(), part.tokensUsed());
                    }
                }
            }
        }
    }
}
