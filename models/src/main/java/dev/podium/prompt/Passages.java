package dev.podium.prompt;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Slate;
import dev.podium.model.PlainText;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How candidates are shown in a prompt.
 *
 * <p>Limits of published checkpoints are counted in words, characters or tokens; all three may be set, and what is cut is told to the
 * {@link Tally}. A candidate is shown in one line, without control characters and without the marks that turn the direction of writing
 * or have no width: they carry nothing to a reader, and a text could hide behind them.
 *
 * @param title where a title goes
 * @param words shown at most, parted by blanks; {@link Integer#MAX_VALUE} for no limit
 * @param characters shown at most, after the words were cut
 * @param tokens shown at most, as the model counts; models behind a service do not count
 * @param ids whose lookalikes are made harmless
 * @since 0.1.0
 */
public record Passages(Title title, int words, int characters, int tokens, Ids ids) {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * C0 and C1 controls but line breaks and tabs; zero-width blanks and joiners; marks of direction, embedding and isolation; the byte
     * order mark. The two joiners between letters are kept out of it: Persian and the scripts of India need them.
     */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]");

    /** Marks of conversations, thoughts and answers, by which a text could end the turn it stands in. */
    private static final Pattern MARKS = Pattern.compile(
            "<\\|([^|<>]{1,40})\\|>|<(/?(?:s|bos|eos|start_of_turn|end_of_turn|think|answer))>|\\[(/?INST)\\]|<<(/?SYS)>>");

    /** Where a title goes. */
    public enum Title {
        /** Before the text, a blank between. */
        BEFORE,
        /** On a line of its own. */
        ABOVE,
        /** {@code Title: ... Content: ...}, as RankLLM shows it. */
        NAMED
    }

    /** Checks. */
    public Passages {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(ids, "ids");
        if (words < 1 || characters < 1 || tokens < 1) {
            throw new IllegalArgumentException(
                    "The words (%d), characters (%d) and tokens (%d) shown of a passage must be at least 1."
                            .formatted(words, characters, tokens));
        }
    }

    /** So many words, after the title. */
    public static Passages words(int words, Ids ids) {
        return new Passages(Title.BEFORE, words, Integer.MAX_VALUE, Integer.MAX_VALUE, ids);
    }

    /** So many tokens, after the title. */
    public static Passages tokens(int tokens, Ids ids) {
        return new Passages(Title.BEFORE, Integer.MAX_VALUE, Integer.MAX_VALUE, tokens, ids);
    }

    /** The same with the title elsewhere. */
    public Passages titled(Title place) {
        return new Passages(place, words, characters, tokens, ids);
    }

    /** The same of so many characters. */
    public Passages characters(int most) {
        return new Passages(title, words, most, tokens, ids);
    }

    /** The query as it is shown. */
    public String query(Slate slate) {
        return ids.harmless(line(PlainText.of(slate.query())));
    }

    /** A candidate as it is shown; what is cut is told. */
    public String text(Candidate candidate) {
        String cut = ids.harmless(whole(candidate));
        if (words < Integer.MAX_VALUE) {
            cut = firstWords(cut, candidate.id());
        }
        if (cut.length() > characters) {
            // not between the two halves of a character
            int end = Character.isHighSurrogate(cut.charAt(characters - 1)) ? characters - 1 : characters;
            Tally.truncated(candidate.id(), cut.length(), end);
            cut = cut.substring(0, end);
        }
        return cut;
    }

    private String firstWords(String text, String id) {
        Matcher blank = BLANKS.matcher(text);
        int end = text.length();
        int count = 0;
        while (blank.find()) {
            count++;
            if (count == words) {
                end = blank.start();
            }
        }
        if (count + 1 > words && !text.isEmpty()) {
            Tally.truncated(id, count + 1, words);
        }
        return text.substring(0, end);
    }

    /** The part of a prompt that shows the candidate at this index of what is shown. */
    public Part part(Slate slate, int index) {
        return Part.document(name(index), text(slate.candidate(index)), tokens);
    }

    /**
     * The slots {@code i}, {@code passage} and {@code score} for each candidate of a slate, and {@code between}: an empty line before
     * all but the first.
     */
    public List<Filling> fill(Slate slate) {
        List<Filling> each = new ArrayList<>();
        for (int index = 0; index < slate.size(); index++) {
            each.add(Filling.NOTHING
                    .with("i", ids.of(index))
                    .with("passage", part(slate, index))
                    .with("score", String.format(Locale.ROOT, "%.3f", slate.score(index)))
                    .with("between", index == 0 ? "" : "\n\n"));
        }
        return each;
    }

    /** By what the candidate at an index is found again in a prompt. */
    public static String name(int index) {
        return "passage " + (index + 1);
    }

    private String whole(Candidate candidate) {
        Content content = candidate.content() instanceof Content.Stored stored ? stored.text() : candidate.content();
        return switch (content) {
            case Content.Text text
            when !text.title().isEmpty() -> {
                String head = line(text.title());
                String body = line(text.body());
                yield switch (title) {
                    case BEFORE -> (head + " " + body).strip();
                    case ABOVE -> head + "\n" + body;
                    case NAMED -> "Title: " + head + " Content: " + body;
                };
            }
            case Content.Code code -> seen(code.source()).strip(); // its lines are part of what it says
            default -> line(PlainText.of(candidate));
        };
    }

    private static String line(String text) {
        return BLANKS.matcher(seen(text)).replaceAll(" ").strip();
    }

    private static String seen(String text) {
        return withoutMarks(UNSEEN.matcher(text).replaceAll(""));
    }

    /** A text in which the marks of conversations, thoughts and answers are words: {@code (im_end)} for that of a turn's end. */
    public static String withoutMarks(String text) {
        return MARKS.matcher(text)
                .replaceAll(mark -> "("
                        + Stream.of(mark.group(1), mark.group(2), mark.group(3), mark.group(4))
                                .filter(Objects::nonNull)
                                .map(Matcher::quoteReplacement)
                                .findFirst()
                                .orElseThrow()
                        + ")");
    }
}
