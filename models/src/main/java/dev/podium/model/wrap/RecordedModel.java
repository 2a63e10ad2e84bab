package dev.podium.model.wrap;

import dev.podium.Scale;
import dev.podium.file.BadDataException;
import dev.podium.model.Attention;
import dev.podium.model.AttentionMass;
import dev.podium.model.Capability;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.LabelLogits;
import dev.podium.model.Likelihood;
import dev.podium.model.ListScoring;
import dev.podium.model.Message;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Scored;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import dev.podium.model.TokenLikelihoods;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Answers out of a file that {@link Recorded} wrote. */
final class RecordedModel implements Model {

    private record Key(String question, JsonNode common, JsonNode item) {}

    private final Path file;
    private final Map<Class<? extends Capability>, Capability> capabilities = new LinkedHashMap<>();
    private final Map<Key, ArrayDeque<JsonNode>> answers = new HashMap<>();
    private String original = "";

    private RecordedModel(Path file) {
        this.file = file;
    }

    static RecordedModel read(Path file) {
        RecordedModel model = new RecordedModel(file);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    model.take(line, number);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return model;
    }

    private void take(String line, int number) {
        try {
            JsonNode node = Wire.JSON.readTree(line);
            if (node.has("model")) {
                describe(node, line, number);
            } else {
                answers.computeIfAbsent(
                                new Key(
                                        node.required("question").asString(),
                                        node.required("common"),
                                        node.required("item")),
                                _ -> new ArrayDeque<>())
                        .add(node.required("answer"));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            if (e instanceof BadDataException bad) {
                throw bad;
            }
            throw new BadDataException(
                    file,
                    number,
                    line,
                    "This is no line of a recording: %s.".formatted(e.getMessage()),
                    "Maybe it is cut: record again.",
                    e);
        }
    }

    private void describe(JsonNode node, String line, int number) {
        String name = node.required("model").asString();
        if (!original.isEmpty() && !original.equals(name)) {
            throw new BadDataException(
                    file,
                    number,
                    line,
                    "This file is of the model %s.".formatted(original),
                    "Maybe two recordings were joined: a file holds one model.");
        }
        original = name;
        String capability = node.required("capability").asString();
        switch (capability) {
            case "Generation" ->
                capabilities.put(
                        Generation.class,
                        new FromFileGeneration(
                                this, forms(node), node.required("constrains").asBoolean()));
            case "ListScoring" ->
                capabilities.put(
                        ListScoring.class,
                        new FromFileListScoring(this, node.required("maxTokens").asInt()));
            case "NextToken" ->
                capabilities.put(
                        NextToken.class,
                        new FromFileNextToken(this, node.required("maxTokens").asInt(), forms(node)));
            case "Likelihood" ->
                capabilities.put(
                        Likelihood.class,
                        new FromFileLikelihood(this, node.required("maxTokens").asInt(), forms(node)));
            case "Attention" ->
                capabilities.put(
                        Attention.class,
                        new FromFileAttention(this, node.required("maxTokens").asInt(), forms(node)));
            case "PairScoring" ->
                capabilities.put(
                        PairScoring.class,
                        new FromFilePairScoring(
                                this,
                                Scale.valueOf(node.required("scale").asString()),
                                node.required("activation").asString(),
                                node.required("maxTokens").asInt(),
                                // Recordings made before there was the word are of cross-encoders.
                                node.path("apart").asBoolean(false)));
            case "Embedding" ->
                capabilities.put(
                        Embedding.class,
                        new FromFileEmbedding(
                                this,
                                Similarity.valueOf(node.required("similarity").asString()),
                                node.required("dimensions").asInt(),
                                node.required("maxTokens").asInt(),
                                forms(node)));
            default ->
                throw new BadDataException(
                        file,
                        number,
                        line,
                        "There is no capability \"%s\".".formatted(capability),
                        "Maybe a later Podium wrote it.");
        }
    }

    private static Set<Prompt.Form> forms(JsonNode node) {
        return Arrays.stream(node.required("forms").asString().split(" "))
                .filter(name -> !name.isEmpty())
                .map(Prompt.Form::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private <R> List<R> answers(String question, Object common, List<?> items, Function<JsonNode, R> reading) {
        JsonNode shared = Wire.node(common);
        return items.stream()
                .map(item -> reading.apply(answer(new Key(question, shared, Wire.node(item)))))
                .toList();
    }

    private JsonNode answer(Key key) {
        ArrayDeque<JsonNode> known = answers.get(key);
        if (known == null) {
            throw new ModelUnavailableException(
                    "The recording %s of the model %s holds no answer to %s of %.80s, with %.80s in common.\nMaybe something before the model differs from then: record again."
                            .formatted(file, original, key.question(), key.item(), key.common()));
        }
        synchronized (known) {
            return Objects.requireNonNull(known.size() > 1 ? known.remove() : known.peek());
        }
    }

    @Override
    public String name() {
        return "recorded:" + file;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.copyOf(capabilities.keySet());
    }

    @Override
    public <C extends Capability> C as(Class<C> wanted) {
        Capability capability = capabilities.get(wanted);
        if (capability == null) {
            throw new MissingCapabilityException(this, wanted);
        }
        return wanted.cast(capability);
    }

    @Override
    public void close() {}

    private record FromFileGeneration(RecordedModel model, Set<Prompt.Form> forms, boolean constrains)
            implements Generation {
        @Override
        public List<Generated> chat(List<List<Message>> conversations, GenerationOptions options) {
            return counted(model.answers("chat", options, conversations, Wire::generated));
        }

        @Override
        public List<Generated> complete(List<String> prompts, GenerationOptions options) {
            return counted(model.answers("complete", options, prompts, Wire::generated));
        }

        @Override
        public List<Generated> write(List<Prompt> prompts, GenerationOptions options) {
            return counted(model.answers("write", options, prompts, Wire::generated));
        }

        private static List<Generated> counted(List<Generated> given) {
            Tally.called(
                    given.size(),
                    given.stream().mapToLong(Generated::promptTokens).sum(),
                    given.stream().mapToLong(Generated::completionTokens).sum());
            return given;
        }
    }

    private record FromFilePairScoring(
            RecordedModel model, Scale scale, String activation, int maxTokens, boolean apart) implements PairScoring {
        @Override
        public List<Scored> score(String query, List<String> documents) {
            List<Scored> given = model.answers("score", query, documents, Wire::scored);
            Tally.called(given.size(), 0, 0);
            return given;
        }
    }

    private record FromFileListScoring(RecordedModel model, int maxTokens) implements ListScoring {
        @Override
        public List<List<Scored>> score(List<Asked> lists) {
            List<List<Scored>> given = model.answers("score-lists", "", lists, Wire::scoredList);
            Tally.called(given.stream().mapToLong(List::size).sum(), 0, 0);
            return given;
        }
    }

    private record FromFileEmbedding(
            RecordedModel model, Similarity similarity, int dimensions, int maxTokens, Set<Prompt.Form> forms)
            implements Embedding {
        @Override
        public List<Embedded> embed(List<String> texts, Role role) {
            List<Embedded> given = model.answers("embed", role, texts, Wire::embedded);
            Tally.called(given.size(), 0, 0);
            return given;
        }

        @Override
        public List<Embedded> embed(List<Prompt> prompts) {
            List<Embedded> given = model.answers("embed-prompts", "", prompts, Wire::embedded);
            Tally.called(given.size(), 0, 0);
            return given;
        }
    }

    private record FromFileNextToken(RecordedModel model, int maxTokens, Set<Prompt.Form> forms) implements NextToken {
        @Override
        public List<LabelLogits> logits(List<Prompt> prompts, List<String> labels) {
            List<LabelLogits> given = model.answers("logits", labels, prompts, Wire::logits);
            Tally.called(
                    given.size(), given.stream().mapToLong(LabelLogits::tokens).sum(), 0);
            return given;
        }
    }

    private record FromFileLikelihood(RecordedModel model, int maxTokens, Set<Prompt.Form> forms)
            implements Likelihood {
        @Override
        public List<TokenLikelihoods> likelihoods(List<Prompt> prompts, List<String> continuations) {
            List<TokenLikelihoods> given =
                    model.answers("likelihoods", "", Continued.pairs(prompts, continuations), Wire::likelihoods);
            Tally.called(
                    given.size(),
                    given.stream()
                            .mapToLong(one -> one.tokens() + one.logProbs().size())
                            .sum(),
                    0);
            return given;
        }
    }

    private record FromFileAttention(RecordedModel model, int maxTokens, Set<Prompt.Form> forms) implements Attention {
        @Override
        public List<AttentionMass> mass(List<Prompt> prompts, String from, List<String> to) {
            List<AttentionMass> given = model.answers("mass", new Looking(from, to), prompts, Wire::mass);
            Tally.called(
                    given.size(),
                    given.stream().mapToLong(AttentionMass::tokens).sum(),
                    0);
            return given;
        }
    }
}
