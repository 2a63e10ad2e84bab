package dev.podium.train.objective;

import dev.podium.Slate;
import dev.podium.model.LabelLogits;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The prompts with which a method of the catalogue would ask about a list, and the labels whose logits it would read.
 *
 * <p>A model is trained on the words that it will be asked with, and there is one place where these are written: the method. So it is run
 * over a model that takes down the first question and answers none.
 *
 * @param method that asks for the next token
 * @param settings of the method
 * @param forms of prompt that the model reads
 * @since 0.1.0
 */
public record MethodPrompts(Method method, Map<String, String> settings, Set<Prompt.Form> forms) {

    /** Checks and copies. */
    public MethodPrompts {
        settings = Map.copyOf(settings);
        forms = Set.copyOf(forms);
        if (!method.needs().contains(NextToken.class)) {
            throw new IllegalArgumentException(
                    "The method %s must read the next token's logits to be trained by its labels, and needs %s.\nMaybe first, yes-no or rankt5."
                            .formatted(
                                    method.name(),
                                    method.needs().stream()
                                            .map(Class::getSimpleName)
                                            .toList()));
        }
    }

    /**
     * A question.
     *
     * @param prompts one for the whole list, or one a candidate in their order
     * @param labels what is looked at behind each
     * @since 0.1.0
     */
    public record Question(List<Prompt> prompts, List<String> labels) {

        /** Copies. */
        public Question {
            prompts = List.copyOf(prompts);
            labels = List.copyOf(labels);
        }
    }

    /**
     * The question that the method asks about a list.
     *
     * @throws IllegalArgumentException if it asks neither one question with a label for each candidate nor one question a candidate
     */
    public Question of(Slate slate) {
        try {
            new Listening(NextToken.class, new Next(forms)).hear(method, settings, slate);
        } catch (Heard heard) {
            return checked(heard.question, slate);
        }
        throw new IllegalArgumentException("The method %s asked nothing about %d candidates.\nMaybe show more of them."
                .formatted(method.name(), slate.size()));
    }

    private Question checked(Question question, Slate slate) {
        int prompts = question.prompts().size();
        boolean listwise = prompts == 1 && question.labels().size() == slate.size();
        if (!listwise && prompts != slate.size()) {
            throw new IllegalArgumentException(
                    "The method %s asked %d questions with %d labels about %d candidates; one for all with a label for each, or one for each, can be trained.\nMaybe a window of at least as many candidates as a list has."
                            .formatted(method.name(), prompts, question.labels().size(), slate.size()));
        }
        return question;
    }

    /** Ends the method where it asks. */
    private static final class Heard extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Question question;

        Heard(Question question) {
            super("The question was taken down.", null, false, false);
            this.question = question;
        }
    }

    private record Next(Set<Prompt.Form> forms) implements NextToken {

        @Override
        public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
            throw new Heard(new Question(prompts, labels));
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }
    }
}
