package dev.podium.cli.training;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Query;
import dev.podium.cli.training.RecipeFile.Source;
import dev.podium.file.BadDataException;
import dev.podium.file.BeirFolder;
import dev.podium.file.Corpus;
import dev.podium.model.PlainText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents and questions of a source, in memory.
 *
 * @param documents by id, in their order; what is searched
 * @param questions in their order
 */
record Sources(SequencedMap<String, Candidate> documents, List<Question> questions) {

    private static final JsonMapper JSON = new JsonMapper();

    /** A sentence ends at a mark that a blank and a capital follow. */
    private static final String SENTENCE_END = "(?<=[.!?])\\s+(?=[A-Z])";

    /** Shorter ones say little, longer ones are seldom asked. */
    private static final int FEWEST_WORDS = 6;

    private static final int MOST_WORDS = 40;

    /** @param folder that the source's paths are relative to */
    static Sources read(Source source, Path folder) throws IOException {
        if (source.beir() != null) {
            return beir(source, folder.resolve(source.beir()));
        }
        if (source.pairs() != null) {
            return pairs(source, folder.resolve(source.pairs()));
        }
        if (source.lists() != null) {
            return lists(source, folder.resolve(source.lists()));
        }
        if (source.triples() != null) {
            return triples(source, folder.resolve(source.triples()));
        }
        throw new IllegalArgumentException(
                "The source \"%s\" must say where it is: beir, pairs, lists or triples.\nMaybe beir: with a folder that has corpus.jsonl, queries.jsonl and qrels."
                        .formatted(source.name()));
    }

    private static Sources beir(Source source, Path folder) throws IOException {
        SequencedMap<String, Candidate> documents = new LinkedHashMap<>();
        boolean asksTitle = "title".equals(source.ask());
        if (asksTitle) {
            return titles(source, folder);
        }
        try (Corpus corpus = Corpus.open(folder)) {
            corpus.forEach(document -> documents.put(document.id(), document));
        }
        if ("sentence".equals(source.ask())) {
            return sentences(source, documents);
        }
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        BeirFolder beir = new BeirFolder(folder);
        for (String split : RecipeFile.or(source.split(), "train").split("\\s+")) {
            beir.qrels(split).grades().forEach(grades::putIfAbsent);
        }
        List<Query> queries = source.query() == null ? beir.queries() : queries(source, folder);
        List<Question> questions = new ArrayList<>();
        for (Query query : queries) {
            Map<String, Integer> own = grades.get(query.id());
            if (own != null) {
                questions.add(new Question(query, own, Map.of()));
            }
        }
        return new Sources(documents, limited(source, questions));
    }

    /** Queries in another field than {@code text}: those that have none are left out. */
    private static List<Query> queries(Source source, Path folder) throws IOException {
        Path plain = folder.resolve("queries.jsonl");
        Path file = Files.exists(plain) ? plain : folder.resolve("queries.jsonl.gz");
        List<Query> queries = new ArrayList<>();
        for (JsonNode node : lines(file)) {
            String text = node.path(source.query()).asString("").strip();
            if (!text.isEmpty()) {
                queries.add(Query.of(node.path("_id").asString(""), text));
            }
        }
        return queries;
    }

    /** A title asks for its text; no text is shown with its title then, else the answer would stand in the question. */
    private static Sources titles(Source source, Path folder) throws IOException {
        SequencedMap<String, Candidate> documents = new LinkedHashMap<>();
        List<Question> questions = new ArrayList<>();
        Path plain = folder.resolve("corpus.jsonl");
        Path file = Files.exists(plain) ? plain : folder.resolve("corpus.jsonl.gz");
        for (JsonNode node : lines(file)) {
            String id = node.path("_id").asString("");
            String title = node.path("title").asString("").strip();
            String text = node.path("text").asString("").strip();
            if (!text.isEmpty()) {
                documents.put(id, Candidate.of(id, text));
                if (title.split("\\s+").length >= 3) {
                    questions.add(new Question(Query.of(source.name() + "-" + id, title), Map.of(id, 1), Map.of()));
                }
            }
        }
        return new Sources(documents, limited(source, questions));
    }

    /** A sentence asks for the text that it is taken from, and is taken out of it (inverse cloze task, Lee et al., arXiv 1906.00300). */
    private static Sources sentences(Source source, SequencedMap<String, Candidate> documents) {
        List<Question> questions = new ArrayList<>();
        for (Candidate document : documents.values()) {
            String text = PlainText.of(document);
            String[] sentences = text.split(SENTENCE_END);
            if (sentences.length < 3) {
                continue;
            }
            // One for each text, at a place that its id decides: the first tells the topic and the last the finding.
            int at = 1 + Math.floorMod(document.id().hashCode(), sentences.length - 1);
            String sentence = sentences[at].strip();
            int words = sentence.split("\\s+").length;
            if (words < FEWEST_WORDS || words > MOST_WORDS) {
                continue;
            }
            Candidate rest = new Candidate(
                    document.id(), Content.text(text.replace(sentences[at], "").strip()), document.fields());
            questions.add(new Question(
                    Query.of(source.name() + "-" + document.id(), sentence),
                    Map.of(document.id(), 1),
                    Map.of(document.id(), rest)));
        }
        return new Sources(documents, limited(source, questions));
    }

    /** Documents of pairs that the limit leaves out are left out too: there are as many as there are questions. */
    private static Sources pairs(Source source, Path file) throws IOException {
        SequencedMap<String, Candidate> documents = new LinkedHashMap<>();
        Map<String, String> idOfText = new LinkedHashMap<>();
        List<Question> questions = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        List<JsonNode> lines = lines(file);
        int limit = Math.min(lines.size(), RecipeFile.or(source.limit(), Integer.MAX_VALUE));
        for (int i = 0; i < limit; i++) {
            int line = (int) ((long) i * lines.size() / limit);
            JsonNode node = lines.get(line);
            String query = field(node, RecipeFile.or(source.query(), "query"), file, line + 1);
            String text = titled(node, source, field(node, RecipeFile.or(source.text(), "text"), file, line + 1));
            String id = id(text, idOfText, documents);
            boolean answers =
                    source.labels() == null || node.path(source.labels()).asDouble(0) > 0;
            if (answers && asked.add(query)) {
                questions.add(new Question(Query.of(source.name() + "-" + line, query), Map.of(id, 1), Map.of()));
            }
        }
        return new Sources(documents, questions);
    }

    private static Sources lists(Source source, Path file) throws IOException {
        SequencedMap<String, Candidate> documents = new LinkedHashMap<>();
        Map<String, String> idOfText = new LinkedHashMap<>();
        List<Question> questions = new ArrayList<>();
        int number = 0;
        for (JsonNode node : lines(file)) {
            number++;
            String query = field(node, RecipeFile.or(source.query(), "query"), file, number);
            JsonNode texts = node.path(RecipeFile.or(source.text(), "texts"));
            int[] labels = labels(node, source, texts.size(), file, number);
            Map<String, Integer> grades = new LinkedHashMap<>();
            int seen = RecipeFile.or(source.clicks(), false) ? seen(labels) : labels.length;
            for (int i = 0; i < seen; i++) {
                String text = texts.get(i).asString("").strip();
                String id = id(text, idOfText, documents);
                grades.merge(id, labels[i], Math::max);
            }
            questions.add(new Question(Query.of(source.name() + "-" + number, query), grades, Map.of()));
        }
        return new Sources(documents, limited(source, questions));
    }

    private static Sources triples(Source source, Path file) throws IOException {
        SequencedMap<String, Candidate> documents = new LinkedHashMap<>();
        Map<String, String> idOfText = new LinkedHashMap<>();
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        int number = 0;
        for (JsonNode node : lines(file)) {
            number++;
            String query = field(node, RecipeFile.or(source.query(), "query"), file, number);
            Map<String, Integer> own = grades.computeIfAbsent(query, _ -> new LinkedHashMap<>());
            own.put(id(field(node, RecipeFile.or(source.text(), "positive"), file, number), idOfText, documents), 1);
            JsonNode negatives = node.path("negative");
            if (negatives.isArray()) {
                for (JsonNode negative : negatives) {
                    own.putIfAbsent(id(negative.asString("").strip(), idOfText, documents), 0);
                }
            } else {
                own.putIfAbsent(id(field(node, "negative", file, number), idOfText, documents), 0);
            }
        }
        List<Question> questions = new ArrayList<>();
        grades.forEach((query, own) -> questions.add(
                new Question(Query.of(source.name() + "-" + (questions.size() + 1), query), own, Map.of())));
        return new Sources(documents, limited(source, questions));
    }

    private static String id(String text, Map<String, String> idOfText, Map<String, Candidate> documents) {
        String id = idOfText.computeIfAbsent(text, _ -> "d" + idOfText.size());
        documents.putIfAbsent(id, Candidate.of(id, text));
        return id;
    }

    /**
     * How many of those shown a user has probably seen: down to the one after the last click. A text that was passed over on the way to a
     * click was seen and not wanted, one further down says nothing. Source: Joachims, "Optimizing Search Engines using Clickthrough Data",
     * KDD 2002, section 3, and Joachims et al., SIGIR 2005, "last click > no click next".
     */
    private static int seen(int[] clicks) {
        int last = -1;
        for (int i = 0; i < clicks.length; i++) {
            last = clicks[i] > 0 ? i : last;
        }
        return last < 0 ? 0 : Math.min(clicks.length, last + 2);
    }

    private static int[] labels(JsonNode node, Source source, int texts, Path file, int number) {
        int[] labels = new int[texts];
        JsonNode said = node.path(RecipeFile.or(source.answers(), RecipeFile.or(source.labels(), "labels")));
        if (!said.isArray() || texts == 0 || (source.answers() == null && said.size() != texts)) {
            throw bad(file, number, "A list must have as many labels as texts, or the places of its answers.");
        }
        for (int i = 0; i < said.size(); i++) {
            int value = (int) Math.round(said.get(i).asDouble(0));
            if (source.answers() == null) {
                labels[i] = value;
            } else if (value >= 0 && value < texts) {
                labels[value] = 1;
            } else {
                throw bad(file, number, "The place of an answer (%d) must be in [0, %d].".formatted(value, texts - 1));
            }
        }
        return labels;
    }

    static String titled(JsonNode node, Source source, String text) {
        String title = source.title() == null
                ? ""
                : node.path(source.title()).asString("").strip();
        return title.isEmpty() ? text : title + " " + text;
    }

    private static String field(JsonNode node, String name, Path file, int number) {
        String value = node.path(name).asString("").strip();
        if (value.isEmpty()) {
            throw bad(file, number, "The line must have a field \"%s\" with words.".formatted(name));
        }
        return value;
    }

    /** Evenly over the file, for files are often sorted. */
    private static List<Question> limited(Source source, List<Question> questions) {
        int limit = RecipeFile.or(source.limit(), Integer.MAX_VALUE);
        if (questions.size() <= limit) {
            return List.copyOf(questions);
        }
        List<Question> some = new ArrayList<>(limit);
        for (int i = 0; i < limit; i++) {
            some.add(questions.get((int) ((long) i * questions.size() / limit)));
        }
        return some;
    }

    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        int number = 0;
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            @Nullable String line;
            while ((line = reader.readLine()) != null) {
                number++;
                if (!line.isBlank()) {
                    nodes.add(JSON.readTree(line));
                }
            }
        } catch (JacksonException e) {
            throw bad(file, number, "The line is no JSON: " + e.getOriginalMessage() + ".");
        }
        return nodes;
    }

    static BadDataException bad(Path file, int line, String law) {
        return new BadDataException(file, line, "", law, "See docs/training.md, data.");
    }
}
