package dev.podium.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/**
 * One run of a listwise reranker, as it was recorded.
 *
 * @param name of the model that answered
 * @param firstStage name of the run it reranked
 * @param depth how many candidates of each ranking it reranked
 * @param window candidates shown in one question
 * @param stride how far the window moved between questions
 * @param finalRun the run it ended with
 * @param answers by query id, in the order in which they were given
 * @since 0.1.0
 */
public record RecordedExperiment(
        String name,
        String firstStage,
        int depth,
        int window,
        int stride,
        Path finalRun,
        SequencedMap<String, List<Answer>> answers) {

    /**
     * One answer.
     *
     * @param start index of the first candidate shown
     * @param size how many were shown
     * @param text what the model wrote
     */
    public record Answer(int start, int size, String text) {}
}
