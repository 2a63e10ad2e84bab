package dev.podium.torch.sentence;

import java.util.EnumMap;
import java.util.Map;

/**
 * The ways through a model, by task; all the same one, for a model of one tower.
 *
 * @param byTask one for each task
 */
record Routes(Map<Task, Pipeline> byTask) {

    /** Copies. */
    Routes {
        byTask = new EnumMap<>(byTask);
    }

    /** The way of a task. */
    Pipeline of(Task task) {
        Pipeline pipeline = byTask.get(task);
        if (pipeline == null) {
            throw new IllegalStateException("There is no way for the task " + task + ".");
        }
        return pipeline;
    }
}
