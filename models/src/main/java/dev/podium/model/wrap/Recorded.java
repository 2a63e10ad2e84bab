package dev.podium.model.wrap;

import dev.podium.file.BadDataException;
import dev.podium.model.Attention;
import dev.podium.model.Capability;
import dev.podium.model.Embedding;
import dev.podium.model.Generation;
import dev.podium.model.Likelihood;
import dev.podium.model.ListScoring;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what a model is asked and answers, so that the same can be asked again without it.
 *
 * <p>A file is JSON, one object a line. A line with {@code "model"} says what a model is: its name, a {@code capability},
 * and what that says of itself ({@code scale}, {@code activation}, {@code maxTokens}; {@code similarity},
 * {@code dimensions}). Every other line is one item and its answer: {@code question} ({@code score}, {@code embed},
 * {@code chat}, {@code complete}, {@code write}, {@code logits}, {@code likelihoods} or {@code mass}), {@code common}, {@code item}, {@code answer}, as {@link Call} names them. Texts
 * stand in the file as they are. What fails is not written.
 *
 * <p>One file holds one model. For the recorded runs of listwise rerankers, which are given by windows, see
 * {@code dev.podium.replay}.
 *
 * @since 0.1.0
 */
public final class Recorded implements Wrapper, AutoCloseable {

    private final Writer file;
    private final Set<String> told = new HashSet<>();

    private Recorded(Writer file) {
        this.file = file;
    }

    /**
     * Writes to a new file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one: a recording is not written over
     */
    public static Recorded to(Path file) throws IOException {
        return new Recorded(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
    }

    /**
     * The model that a file was recorded from, as far as it goes.
     *
     * <p>Answers what was asked before. Where the same was asked several times it gives the answers in the order of the
     * file, and the last one from then on. What was not asked then is a
     * {@link dev.podium.model.ModelUnavailableException}. Tokens are counted for text it writes, which knows them, and
     * are 0 elsewhere.
     *
     * @throws BadDataException if a line is not as described
     */
    public static Model from(Path file) {
        return RecordedModel.read(file);
    }

    @Override
    public <I, R> List<R> call(Call<I, R> call) {
        List<R> answers = call.ask();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < answers.size(); i++) {
            ObjectNode line = Wire.JSON.createObjectNode();
            line.put("question", call.question());
            line.set("common", Wire.node(call.common()));
            line.set("item", Wire.node(call.items().get(i)));
            line.set("answer", Wire.answer(answers.get(i)));
            lines.append(line).append('\n');
        }
        ObjectNode about = about(call.capability()).put("model", call.model());
        synchronized (told) {
            try {
                if (told.add(about.toString())) {
                    file.append(about.toString()).append('\n');
                }
                file.append(lines);
                file.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return answers;
    }

    private static ObjectNode about(Capability capability) {
        ObjectNode about = Wire.JSON.createObjectNode();
        return switch (capability) {
            case Generation generation ->
                about.put("capability", Generation.class.getSimpleName())
                        .put("forms", forms(generation.forms()))
                        .put("constrains", generation.constrains());
            case NextToken next ->
                about.put("capability", NextToken.class.getSimpleName())
                        .put("maxTokens", next.maxTokens())
                        .put("forms", forms(next.forms()));
            case Likelihood likelihood ->
                about.put("capability", Likelihood.class.getSimpleName())
                        .put("maxTokens", likelihood.maxTokens())
                        .put("forms", forms(likelihood.forms()));
            case Attention attention ->
                about.put("capability", Attention.class.getSimpleName())
                        .put("maxTokens", attention.maxTokens())
                        .put("forms", forms(attention.forms()));
            case PairScoring pairs ->
                about.put("capability", PairScoring.class.getSimpleName())
                        .put("scale", pairs.scale().name())
                        .put("activation", pairs.activation())
                        .put("maxTokens", pairs.maxTokens())
                        .put("apart", pairs.apart());
            case ListScoring lists ->
                about.put("capability", ListScoring.class.getSimpleName()).put("maxTokens", lists.maxTokens());
            case Embedding embedding ->
                about.put("capability", Embedding.class.getSimpleName())
                        .put("similarity", embedding.similarity().name())
                        .put("dimensions", embedding.dimensions())
                        .put("forms", forms(embedding.forms()))
                        .put("maxTokens", embedding.maxTokens());
        };
    }

    private static String forms(Set<Prompt.Form> forms) {
        return forms.stream().sorted().map(Prompt.Form::name).collect(Collectors.joining(" "));
    }

    /** Closes the file; the models around which this stands remain open. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
