package dev.podium.replay;

import dev.podium.model.Capability;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Kind;
import dev.podium.model.Tally;
import dev.podium.replay.RecordedExperiment.Answer;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A model that answers every window of one query with what was recorded for it, in order. */
final class RecordedAnswers implements Model, Generation {

    private final String queryId;
    private final Iterator<Answer> answers;
    private int asked;

    RecordedAnswers(String queryId, List<Answer> answers) {
        this.queryId = queryId;
        this.answers = answers.iterator();
    }

    @Override
    public List<Generated> write(List<Prompt> prompts, GenerationOptions options) {
        Tally.called(prompts.size(), 0, 0);
        return prompts.stream().map(this::answer).toList();
    }

    private Generated answer(Prompt prompt) {
        if (!answers.hasNext()) {
            throw new ModelUnavailableException(
                    "Query \"%s\" was asked about window %d but only %d answers are recorded.\nMaybe window, stride or depth differ from the recording's."
                            .formatted(queryId, asked + 1, asked));
        }
        Answer answer = answers.next();
        asked++;
        long shown = prompt.parts().stream()
                .filter(part -> part.kind() == Kind.DOCUMENT)
                .count();
        if (shown != answer.size()) {
            throw new ModelUnavailableException(
                    "Window %d of query \"%s\" has %d candidates but the recorded one had %d.\nMaybe window, stride or depth differ from the recording's."
                            .formatted(asked, queryId, shown, answer.size()));
        }
        return new Generated(answer.text(), Generated.Finish.STOP, 0, 0, List.of(), List.of());
    }

    /** How many answers were given. */
    int asked() {
        return asked;
    }

    /** Whether an answer was recorded that nobody asked for. */
    boolean hasMore() {
        return answers.hasNext();
    }

    @Override
    public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
        return write(conversations.stream().map(Prompt::chat).toList(), options);
    }

    @Override
    public List<Generated> complete(List<String> prompts, GenerationOptions options) {
        return write(
                prompts.stream()
                        .map(text -> Prompt.plain(Prompt.Part.fixed(text)))
                        .toList(),
                options);
    }

    @Override
    public String name() {
        return "the answers recorded for query \"" + queryId + "\"";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.of(Generation.class);
    }

    @Override
    public <C extends Capability> C as(Class<C> capability) {
        if (capability != Generation.class) {
            throw new MissingCapabilityException(this, capability);
        }
        return capability.cast(this);
    }

    @Override
    public void close() {}
}
