package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one query in a JSON file, in the order of the file.
 *
 * <p>The order counts: where a score is missing or scores rise, the ranking is {@link Scale#ORDINAL}, since files of
 * reranked lists keep the scores of the stage before.
 */
final class Listed {

    private final Path path;
    private final long line;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    Listed(Path path, long line) {
        this.path = path;
        this.line = line;
    }

    void add(Candidate candidate, @Nullable String score) {
        if (!ids.add(candidate.id())) {
            throw bad("Candidate \"%s\" stands twice.".formatted(candidate.id()));
        }
        candidates.add(candidate);
        if (score != null) {
            double value = Decimal.parse(score);
            if (!Double.isFinite(value)) {
                throw bad("The score of candidate \"%s\" is a finite decimal number, not \"%s\"."
                        .formatted(candidate.id(), score));
            }
            scores.add(value);
        }
    }

    Ranking ranking(Query query) {
        boolean falls = scores.size() == candidates.size();
        for (int i = 1; falls && i < scores.size(); i++) {
            falls = scores.get(i) <= scores.get(i - 1);
        }
        if (!falls) {
            return Ranking.inOrder(query, candidates);
        }
        List<Hit> hits = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            hits.add(new Hit(candidates.get(i), scores.get(i)));
        }
        return new Ranking(query, hits, Scale.REAL);
    }

    /** The object of an array, or an error that calls it so. */
    Json.Obj object(Json item, String what) {
        if (item instanceof Json.Obj object) {
            return object;
        }
        throw bad("A " + what + " must be an object.");
    }

    /** The first of these members as text, or an error. */
    String require(Json.Obj object, String what, String... names) {
        String value = JsonLines.first(object, names);
        if (value == null || (value.isEmpty() && names[0].endsWith("id"))) {
            throw bad("A %s needs \"%s\".".formatted(what, String.join("\" or \"", names)));
        }
        return value;
    }

    BadDataException bad(String law) {
        return JsonFile.bad(path, line, law);
    }

    /** What a JSON list of texts shows of a candidate or query; only words can be written there. */
    static String text(Content content) {
        return switch (content) {
            case Content.Text text -> text.value();
            case Content.Code code -> code.source();
            case Content.Item item -> item.title();
            case Content.Molecule molecule -> molecule.smiles();
            case Content.Peptide peptide -> peptide.residues();
            case Content.Custom custom -> custom.asText();
            case Content.Image _, Content.Spectrum _, Content.History _, Content.Mixed _ ->
                throw new IllegalArgumentException(
                        "A %s cannot be written to this file, which holds text.\nMaybe write a TREC run: ids and scores."
                                .formatted(content.getClass().getSimpleName()));
        };
    }

    /** Refuses a score that JSON has no number for. */
    static String finite(Hit hit) {
        if (Double.isInfinite(hit.score())) {
            throw new IllegalArgumentException(
                    "The score %s of candidate \"%s\" is infinite, and JSON has no such number.\nMaybe write the order alone: Ranking.inOrder."
                            .formatted(hit.score(), hit.candidate().id()));
        }
        return Double.toString(hit.score());
    }

    /** Appends title, text and fields as members, after one that stands already. */
    static void write(Candidate candidate, String textName, Set<String> taken, StringBuilder out) {
        Content content = candidate.content() instanceof Content.Stored stored ? stored.text() : candidate.content();
        if (content instanceof Content.Text text && !text.title().isEmpty()) {
            Json.member("title", text.title(), out);
            Json.member(textName, text.body(), out);
        } else {
            Json.member(textName, text(content), out);
        }
        candidate.fields().forEach((name, value) -> {
            if (taken.contains(name)) {
                throw new IllegalArgumentException(
                        "The field \"%s\" of candidate \"%s\" has a name that the format needs itself.\nMaybe rename it."
                                .formatted(name, candidate.id()));
            }
            Json.member(name, value, out);
        });
    }
}
