package dev.podium.cli.training;

import dev.podium.cli.training.RecipeFile.Source;
import dev.podium.model.Embedding.Role;
import dev.podium.model.PlainText;
import dev.podium.train.leaf.TaughtText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Texts of all sources of a recipe, each once: what teachers are asked for.
 *
 * @param texts in the order of the sources
 * @param learnt places of those that are learnt from
 * @param heldOut places of those that are not
 * @param learntOf how many are learnt from, of each source
 * @param heldOutOf how many are held out, of each source
 */
record TextPool(
        List<TaughtText> texts,
        List<Integer> learnt,
        List<Integer> heldOut,
        SequencedMap<String, Integer> learntOf,
        SequencedMap<String, Integer> heldOutOf) {

    /** A model of 128 tokens reads as many words to their end. */
    private static final int WORDS = 80;

    private static final int PIECES = 2;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]{3,}"); // shorter ones say little

    /**
     * Reads all.
     *
     * @param data that the sources' paths are relative to
     * @param recipe where a file is looked for that is not there, such as what {@code recipes/get-models} fetches
     */
    static TextPool read(List<Source> sources, Path data, Path recipe) throws IOException {
        Set<TaughtText> seen = new HashSet<>();
        TextPool pool = new TextPool(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (Source source : sources) {
            SequencedSet<TaughtText> all = texts(source, data, recipe);
            all.removeIf(text -> !seen.add(text));
            // Evenly over the source, for files are often sorted.
            List<TaughtText> own = Parted.of(List.copyOf(all), RecipeFile.or(source.limit(), Integer.MAX_VALUE))
                    .out();
            List<Integer> places = new ArrayList<>();
            for (TaughtText text : own) {
                places.add(pool.texts.size());
                pool.texts.add(text);
            }
            Parted<Integer> parted = Parted.of(places, RecipeFile.or(source.holdOut(), 0));
            pool.learnt.addAll(parted.rest());
            pool.heldOut.addAll(parted.out());
            pool.learntOf.put(source.name(), parted.rest().size());
            pool.heldOutOf.put(source.name(), parted.out().size());
        }
        return pool;
    }

    private static SequencedSet<TaughtText> texts(Source source, Path data, Path recipe) throws IOException {
        SequencedSet<TaughtText> texts = new LinkedHashSet<>();
        SequencedSet<String> passages = new LinkedHashSet<>();
        if (source.texts() == null) {
            Sources there = Sources.read(source, data);
            there.questions().forEach(question -> add(texts, PlainText.of(question.query()), Role.QUERY));
            Set<String> judged = new HashSet<>();
            there.questions()
                    .forEach(question -> judged.addAll(question.grades().keySet()));
            there.documents().forEach((id, document) -> {
                if (source.split() == null || judged.contains(id)) { // other splits may be what is tested on
                    passages.addAll(pieces(source, PlainText.of(document)));
                }
            });
        } else {
            Path file = data.resolve(source.texts());
            file = Files.exists(file) ? file : recipe.resolve(source.texts());
            if (source.query() == null && source.text() == null) {
                throw new IllegalArgumentException(
                        "The source \"%s\" must say which fields of its lines are read.\nMaybe query: question, or text: text."
                                .formatted(source.name()));
            }
            for (JsonNode node : Sources.lines(file)) {
                if (source.query() != null) {
                    add(texts, said(node, source.query()), Role.QUERY);
                }
                if (source.text() != null) {
                    passages.addAll(pieces(source, Sources.titled(node, source, said(node, source.text()))));
                }
            }
        }
        passages.forEach(passage -> add(texts, passage, Role.PASSAGE));
        double share = RecipeFile.or(source.keywords(), 0.0);
        for (String passage : passages) {
            Random random = new Random(passage.hashCode() * 0x9E3779B97F4A7C15L);
            if (random.nextDouble() < share) {
                add(texts, keywords(passage, random), Role.QUERY);
            }
        }
        return texts;
    }

    private static String said(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static void add(Set<TaughtText> texts, String text, Role role) {
        String one = text.strip().replaceAll("\\s+", " ");
        if (!one.isEmpty()) {
            texts.add(new TaughtText(one, role));
        }
    }

    /** A long text in pieces of whole sentences, and of these some, evenly over it. */
    private static List<String> pieces(Source source, String text) {
        int words = RecipeFile.or(source.words(), WORDS);
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int count = 0;
        for (String sentence : SENTENCE_END.split(text.strip())) {
            piece.append(piece.isEmpty() ? "" : " ").append(sentence);
            count += sentence.split("\\s+").length;
            if (count >= words) {
                pieces.add(piece.toString());
                piece.setLength(0);
                count = 0;
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return Parted.of(pieces, RecipeFile.or(source.pieces(), PIECES)).out();
    }

    /** What somebody might type who looks for the text: a few of its words, next to each other or not. */
    private static String keywords(String text, Random random) {
        List<String> words =
                WORD.matcher(text).results().map(match -> match.group()).toList();
        int wanted = 2 + random.nextInt(4);
        if (words.size() < 2 * wanted) {
            return "";
        }
        List<String> some = new ArrayList<>();
        boolean together = random.nextBoolean();
        int from = random.nextInt(words.size() - wanted + 1);
        for (int i = 0; i < wanted; i++) {
            some.add(words.get(together ? from + i : random.nextInt(words.size())));
        }
        return String.join(" ", some);
    }
}
