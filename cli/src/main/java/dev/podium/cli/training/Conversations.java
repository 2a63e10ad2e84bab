package dev.podium.cli.training;

import dev.podium.cli.training.RecipeFile.Source;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.train.TrainableWriting.Lesson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prompts with the answers that should follow them, for a language model to learn to write. */
final class Conversations {

    private Conversations() {}

    /**
     * The lessons of a source.
     *
     * @param end put behind each answer, so that the model learns to stop
     */
    static List<Lesson> read(Source source, Path folder, String end) throws IOException {
        if (source.conversations() == null) {
            throw new IllegalArgumentException(
                    "The source \"%s\" must have conversations to learn to write.\nMaybe conversations: with lines of prompt and answer."
                            .formatted(source.name()));
        }
        Path file = folder.resolve(source.conversations());
        List<Lesson> lessons = new ArrayList<>();
        int number = 0;
        for (JsonNode node : Sources.lines(file)) {
            number++;
            lessons.add(
                    node.has("messages")
                            ? spoken(node.path("messages"), end, file, number)
                            : plain(node, end, file, number));
        }
        return Parted.of(lessons, RecipeFile.or(source.limit(), Integer.MAX_VALUE))
                .out();
    }

    private static Lesson plain(JsonNode node, String end, Path file, int number) {
        String prompt = node.path("prompt").asString("");
        String answer = node.path("answer").asString("");
        if (prompt.isEmpty() || answer.isEmpty()) {
            throw Sources.bad(file, number, "A line must have prompt and answer, or messages.");
        }
        return new Lesson(Prompt.plain(Part.fixed(prompt)), answer + end, List.of());
    }

    private static Lesson spoken(JsonNode messages, String end, Path file, int number) {
        List<Message> turns = new ArrayList<>();
        for (JsonNode message : messages) {
            String text = message.path("content").asString("");
            turns.add(
                    switch (message.path("role").asString("")) {
                        case "system" -> Message.system(text);
                        case "user" -> Message.user(text);
                        case "assistant" -> Message.assistant(text);
                        default -> throw Sources.bad(file, number, "A role must be system, user or assistant.");
                    });
        }
        if (turns.size() < 2 || turns.getLast().role() != Message.Role.ASSISTANT) {
            throw Sources.bad(file, number, "The last of at least two messages must be the assistant's: the answer.");
        }
        return new Lesson(
                Prompt.chat(turns.subList(0, turns.size() - 1)), turns.getLast().text() + end, List.of());
    }
}
