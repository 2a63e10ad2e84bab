package dev.podium.torch.verify;

import dev.podium.text.Encoding;
import dev.podium.text.Special;
import dev.podium.text.Tokenizer;
import dev.podium.torch.config.Config;
import dev.podium.torch.sentence.BiEncoder;
import dev.podium.torch.sentence.CrossEncoder;
import dev.podium.torch.sentence.LateInteraction;
import dev.podium.torch.sentence.PairScore;
import dev.podium.torch.sentence.SparseEncoder;
import dev.podium.torch.sentence.Task;
import dev.podium.torch.sentence.TextPair;
import dev.podium.torch.sentence.Truncation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Checks of what is made of texts: tokens, vectors, scores. */
final class TextChecks {

    /** Where nobody says how long a text may be, the tokenizer's file has a number of thirty digits. */
    private static final double UNLIMITED = 1e9;

    private TextChecks() {}

    /**
     * The ids of a text or a pair, cut to the tokenizer's own length.
     *
     * <p>The golden ids of a masked language model are those that it was shown: with the mask in place of some words, which the text
     * still has. There, and only there, a mask that is expected stands for any word.
     */
    static Finding tokens(Config check, Subject subject, Comparison comparison) {
        String file = check.textOr("", "file");
        Tokenizer tokenizer = subject.tokenizer(file);
        int most = most(subject);
        int[] ids;
        if (check.has("pair")) {
            ids = tokenizer
                    .encodePair(check.text("text"), check.text("pair"), most)
                    .ids();
        } else {
            ids = cut(tokenizer.encode(check.text("text"), true), most);
        }
        List<Integer> wanted = check.integers("expect");
        List<Integer> found = comparison.hasKind("mlm") ? masked(boxed(ids), wanted, tokenizer) : boxed(ids);
        return Comparison.ids(check.text("name"), check.text("kind"), found, wanted);
    }

    private static List<Integer> masked(List<Integer> ids, List<Integer> wanted, Tokenizer tokenizer) {
        OptionalInt mask = tokenizer.special(Special.MASK);
        List<Integer> masked = new ArrayList<>(ids);
        for (int i = 0; i < Math.min(ids.size(), wanted.size()); i++) {
            if (mask.isPresent() && wanted.get(i) == mask.getAsInt()) {
                masked.set(i, mask.getAsInt());
            }
        }
        return masked;
    }

    private static int most(Subject subject) {
        double most = Config.readIfThere(subject.folder().resolve("tokenizer_config.json"))
                .realOr(UNLIMITED, "model_max_length");
        return most >= UNLIMITED ? Integer.MAX_VALUE : (int) most;
    }

    /** Words give way at the end, marks never. */
    private static int[] cut(Encoding whole, int most) {
        int over = Math.max(0, whole.size() - most);
        int words = (int)
                IntStream.range(0, whole.size()).filter(i -> whole.text(i) >= 0).count();
        int[] ids = whole.ids();
        int[] seen = {0};
        return IntStream.range(0, ids.length)
                .filter(i -> whole.text(i) < 0 || seen[0]++ < words - over)
                .map(i -> ids[i])
                .toArray();
    }

    private static List<Integer> boxed(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    /** Vectors of texts; of a sparse encoder, a number for each word of the vocabulary. */
    static Finding embed(Config check, Subject subject, Comparison comparison) {
        List<String> texts = check.texts("texts");
        Task task = switch (check.text("role")) {
            case "query" -> Task.QUERY;
            case "document" -> Task.DOCUMENT;
            default -> Task.NONE;
        };
        float[][] vectors = switch (subject.sentenceModel()) {
            case BiEncoder encoder -> encoder.vectors(texts, task);
            case SparseEncoder encoder ->
                encoder.encode(texts, task).stream()
                        .map(vector -> vector.dense(encoder.vocabulary()))
                        .toArray(float[][]::new);
            case CrossEncoder _, LateInteraction _ ->
                throw new IllegalArgumentException("The folder is no bi-encoder.");
        };
        return rows(check, comparison, "vectors", vectors);
    }

    /** Activated scores of pairs. */
    static Finding scores(Config check, Subject subject, Comparison comparison) {
        if (!(subject.sentenceModel() instanceof CrossEncoder encoder)) {
            throw new IllegalArgumentException("The folder is no cross-encoder.");
        }
        List<TextPair> pairs = new ArrayList<>();
        for (JsonNode pair : check.json().path("pairs")) {
            pairs.add(new TextPair(pair.get(0).asString(), pair.get(1).asString()));
        }
        float[][] scores = encoder.scores(pairs, Truncation.LONGEST_FIRST).stream()
                .map(PairScore::scores)
                .map(TextChecks::floats)
                .toArray(float[][]::new);
        return rows(check, comparison, "scores", scores);
    }

    private static float[] floats(List<Double> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i).floatValue();
        }
        return floats;
    }

    /** Scores of every query with every document, token by token. */
    static Finding maxSim(Config check, Subject subject, Comparison comparison) {
        if (!(subject.sentenceModel() instanceof LateInteraction encoder)) {
            throw new IllegalArgumentException("The folder is no model of late interaction.");
        }
        double[][] scores = encoder.maxsim(
                encoder.encode(check.texts("queries"), Task.QUERY),
                encoder.encode(check.texts("documents"), Task.DOCUMENT));
        float[][] rows = new float[scores.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = floats(Arrays.stream(scores[i]).boxed().toList());
        }
        return rows(check, comparison, "scores", rows);
    }

    /** A matrix, held against the golden one. */
    static Finding rows(Config check, Comparison comparison, String quantity, float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] all = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * width, width);
        }
        return comparison.tensors(
                check.text("name"),
                check.text("kind"),
                List.of(new Comparison.Found(
                        check.under("expect").text(quantity), new long[] {rows.length, width}, all)));
    }
}
