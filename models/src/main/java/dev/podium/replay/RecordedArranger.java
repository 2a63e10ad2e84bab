package dev.podium.replay;

import dev.podium.Slate;
import dev.podium.ask.Arranger;
import dev.podium.read.Flaw;
import dev.podium.read.Mark;
import dev.podium.read.Reader;
import dev.podium.read.Reading;
import dev.podium.replay.RecordedExperiment.Answer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Answers every window with what was recorded for it, in order.
 *
 * <p>An unreadable answer leaves its window as it stands, since that is what the recorded rerankers did, and is counted.
 */
final class RecordedArranger implements Arranger {

    private final String queryId;
    private final Iterator<Answer> answers;
    private final Reader reader;
    private final Map<String, Long> malformed;
    private int asked;

    RecordedArranger(String queryId, List<Answer> answers, Reader reader, Map<String, Long> malformed) {
        this.queryId = queryId;
        this.answers = answers.iterator();
        this.reader = reader;
        this.malformed = malformed;
    }

    @Override
    public int[] arrange(Slate window) {
        if (!answers.hasNext()) {
            throw new IllegalStateException(
                    "Query \"%s\" was asked about window %d but only %d answers are recorded.\nMaybe window, stride or depth differ from the recording's."
                            .formatted(queryId, asked + 1, asked));
        }
        Answer answer = answers.next();
        asked++;
        if (answer.size() != window.size()) {
            throw new IllegalStateException(
                    "Window %d of query \"%s\" has %d candidates but the recorded one had %d.\nMaybe window, stride or depth differ from the recording's."
                            .formatted(asked, queryId, window.size(), answer.size()));
        }
        return switch (reader.read(answer.text(), window.size())) {
            case Reading.Clean(List<Mark> marks) -> indices(marks);
            case Reading.Mended(List<Mark> marks, Set<Flaw> flaws) -> {
                count(classOf(flaws));
                yield indices(marks);
            }
            case Reading.Unreadable _ -> {
                count("no-numbers");
                yield IntStream.range(0, window.size()).toArray();
            }
        };
    }

    int asked() {
        return asked;
    }

    /** Whether an answer was recorded that nobody asked for. */
    boolean hasMore() {
        return answers.hasNext();
    }

    private void count(String kind) {
        malformed.merge(kind, 1L, Long::sum);
    }

    private static String classOf(Set<Flaw> flaws) {
        return flaws.contains(Flaw.OUT_OF_RANGE)
                ? "out-of-range"
                : flaws.contains(Flaw.REPEATED) ? "duplicate" : "missing";
    }

    private static int[] indices(List<Mark> marks) {
        return marks.stream().mapToInt(Mark::index).toArray();
    }
}
