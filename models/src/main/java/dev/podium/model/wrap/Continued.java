package dev.podium.model.wrap;

import dev.podium.model.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * A prompt and the text whose likelihood after it is asked for.
 *
 * @since 0.1.0
 */
public record Continued(Prompt prompt, String continuation) {

    /** Each prompt with its own continuation. */
    static List<Continued> pairs(List<Prompt> prompts, List<String> continuations) {
        if (prompts.size() != continuations.size()) {
            throw new IllegalArgumentException("The continuations (%d) must be as many as the prompts (%d)."
                    .formatted(continuations.size(), prompts.size()));
        }
        List<Continued> pairs = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            pairs.add(new Continued(prompts.get(i), continuations.get(i)));
        }
        return pairs;
    }
}
