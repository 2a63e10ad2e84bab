package dev.podium.remote;

import dev.podium.model.Generated;
import dev.podium.model.Generated.Finish;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Tally;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A language model behind endpoints that speak as OpenAI's: conversations go to {@code /chat/completions}, plain prompts
 * to {@code /completions}.
 *
 * <p>One prompt a request, also where an endpoint would take several: their usage would come as a sum, and a prompt's own
 * count would have to be guessed.
 */
final class RemoteGeneration implements Generation {

    private static final String CHAT = "/chat/completions";
    private static final String COMPLETIONS = "/completions";

    private final Service service;
    private final Http http;
    private final String limitField;
    private final boolean continues;

    /**
     * @param limitField the name for the most tokens to write in a chat: {@code max_tokens}, or
     *     {@code max_completion_tokens} where thoughts count
     * @param continues whether the service is told to go on with a last turn of the assistant's; those that do not know the
     *     words refuse them
     */
    RemoteGeneration(Service service, Http http, String limitField, boolean continues) {
        this.service = service;
        this.http = http;
        this.limitField = limitField;
        this.continues = continues;
    }

    @Override
    public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
        if (options.promptLogProbs()) {
            throw new IllegalArgumentException(
                    "The model (%s) tells no probabilities of a conversation's tokens.\nMaybe ask it to complete a plain prompt."
                            .formatted(service.name()));
        }
        return conversations.stream().map(turns -> answer(turns, options)).toList();
    }

    private Generated answer(List<Message> turns, GenerationOptions options) {
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("A conversation must hold at least one message.");
        }
        ObjectNode body = body(options, limitField);
        var messages = body.putArray("messages");
        turns.forEach(turn -> messages.addObject()
                .put("role", turn.role().name().toLowerCase(Locale.ROOT))
                .put("content", turn.text()));
        if (continues && turns.getLast().role() == Message.Role.ASSISTANT) {
            body.put("add_generation_prompt", false).put("continue_final_message", true);
        }
        if (options.topLogProbs() != null) {
            body.put("logprobs", true).put("top_logprobs", options.topLogProbs());
        }
        Reply reply = http.post(CHAT, body);
        Reply choice = choice(reply);
        Reply message = choice.field("message");
        Finish finish = finish(choice);
        // A model that was cut in its thoughts has said nothing yet; anything else without content is another shape.
        String text = !message.has("content") && finish == Finish.LENGTH
                ? ""
                : message.field("content").text();
        return counted(new Generated(
                text,
                finish,
                reply.countOrZero("usage", "prompt_tokens"),
                reply.countOrZero("usage", "completion_tokens"),
                options.topLogProbs() == null ? List.of() : LogProbs.ofChat(choice.field("logprobs")),
                List.of()));
    }

    @Override
    public List<Generated> complete(List<String> prompts, GenerationOptions options) {
        return prompts.stream().map(prompt -> goOn(prompt, options)).toList();
    }

    private Generated goOn(String prompt, GenerationOptions options) {
        ObjectNode body = body(options, "max_tokens").put("prompt", prompt);
        boolean told = options.topLogProbs() != null || options.promptLogProbs();
        if (told) {
            body.put("logprobs", options.topLogProbs() == null ? Integer.valueOf(0) : options.topLogProbs());
        }
        if (options.promptLogProbs()) {
            body.put("echo", true);
        }
        Reply reply = http.post(COMPLETIONS, body);
        Reply choice = choice(reply);
        String text = choice.field("text").text();
        int written = reply.countOrZero("usage", "completion_tokens");
        LogProbs.Split probabilities = told
                ? LogProbs.ofCompletion(choice.field("logprobs"), options.promptLogProbs(), reply)
                : LogProbs.Split.NOTHING;
        if (options.promptLogProbs()) {
            if (!text.startsWith(prompt)) {
                throw choice.field("text").wrong("must begin with the prompt, which was to be repeated");
            }
            text = text.substring(prompt.length());
        }
        return counted(new Generated(
                text,
                finish(choice),
                reply.countOrZero("usage", "prompt_tokens"),
                written,
                options.topLogProbs() == null ? List.of() : probabilities.written(),
                probabilities.prompt()));
    }

    private ObjectNode body(GenerationOptions options, String limit) {
        if (options.form() != null) {
            throw new IllegalArgumentException(
                    "The model (%s) is behind a service, whose answers cannot be held to a form.\nMaybe ask without one and read the answer, or use a model in process."
                            .formatted(service.name()));
        }
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("model", service.model())
                .put(limit, options.maxTokens())
                .put("temperature", options.temperature());
        if (options.topP() < 1) {
            body.put("top_p", options.topP());
        }
        if (!options.stop().isEmpty()) {
            options.stop().forEach(body.putArray("stop")::add);
        }
        if (options.seed() != null) {
            body.put("seed", options.seed());
        }
        return body;
    }

    private static Reply choice(Reply reply) {
        List<Reply> choices = reply.field("choices").elements();
        if (choices.size() != 1) {
            throw reply.field("choices").wrong("must hold one choice and not %d".formatted(choices.size()));
        }
        return choices.getFirst();
    }

    private static Finish finish(Reply choice) {
        if (!choice.has("finish_reason")) {
            return Finish.OTHER;
        }
        return switch (choice.field("finish_reason").text()) {
            case "stop" -> Finish.STOP;
            case "length" -> Finish.LENGTH;
            case "content_filter" -> Finish.FILTERED;
            default -> Finish.OTHER;
        };
    }

    private static Generated counted(Generated generated) {
        Tally.called(1, generated.promptTokens(), generated.completionTokens());
        return generated;
    }
}
