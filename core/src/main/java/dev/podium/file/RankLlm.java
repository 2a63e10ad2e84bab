package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RankLLM's requests and results: {@code {"query": {"text", "qid"}, "candidates": [{"docid", "score", "doc": {...}}]}},
 * as one array or as JSON lines.
 *
 * <p>The text of a document is its {@code contents}, {@code text}, {@code segment}, {@code passage} or {@code body},
 * whichever comes first, with its {@code title}; what else a document holds goes along as fields. A request's candidates
 * stand in their order: where their scores rise, the order counts and the ranking is {@link Scale#ORDINAL}, since result
 * files keep the scores of the places and not of the documents.
 *
 * @since 0.1.0
 */
public final class RankLlm {

    private static final String[] TEXTS = {"contents", "text", "segment", "passage", "body"};

    private RankLlm() {}

    /**
     * Reads requests or results.
     *
     * @throws BadDataException if an object lacks its query, a candidate its id, or a document stands twice
     */
    public static List<Ranking> read(Path path) {
        List<Ranking> rankings = new ArrayList<>();
        JsonFile.objects(path, request -> rankings.add(ranking(request, path, rankings.size() + 1)));
        return List.copyOf(rankings);
    }

    private static Ranking ranking(Json.Obj request, Path path, int number) {
        if (!(request.get("query") instanceof Json.Obj asked)
                || !(request.get("candidates") instanceof Json.Arr list)) {
            throw JsonFile.bad(path, 0, "Request %d needs \"query\" and \"candidates\".".formatted(number));
        }
        String text = JsonLines.first(asked, "text");
        String id = JsonLines.first(asked, "qid", "id");
        if (text == null) {
            throw JsonFile.bad(path, 0, "The query of request %d needs \"text\".".formatted(number));
        }
        Query query = Query.of(id == null ? String.valueOf(number) : id, text);
        List<Hit> hits = new ArrayList<>();
        boolean falls = true;
        for (Json item : list.items()) {
            Hit hit = hit(item, path, number);
            falls &= hits.isEmpty() || hit.score() <= hits.getLast().score();
            hits.add(hit);
        }
        try {
            return falls
                    ? new Ranking(query, hits, Scale.REAL)
                    : Ranking.inOrder(query, hits.stream().map(Hit::candidate).toList());
        } catch (IllegalArgumentException e) {
            throw new BadDataException(path, 0, "", String.valueOf(e.getMessage()), "See request " + number + ".", e);
        }
    }

    private static Hit hit(Json item, Path path, int number) {
        if (!(item instanceof Json.Obj candidate)) {
            throw JsonFile.bad(path, 0, "A candidate of request %d is no object.".formatted(number));
        }
        String id = JsonLines.first(candidate, "docid", "id");
        if (id == null) {
            throw JsonFile.bad(path, 0, "A candidate of request %d has no \"docid\".".formatted(number));
        }
        String score = JsonLines.first(candidate, "score");
        try {
            return new Hit(document(id, candidate.get("doc")), score == null ? 0 : Double.parseDouble(score));
        } catch (IllegalArgumentException e) {
            throw new BadDataException(
                    path,
                    0,
                    String.valueOf(score),
                    "The score of candidate \"%s\" of request %d is no number.".formatted(id, number),
                    "Maybe leave it out.",
                    e);
        }
    }

    private static Candidate document(String id, @org.jspecify.annotations.Nullable Json doc) {
        if (!(doc instanceof Json.Obj object)) {
            return Candidate.of(id, doc == null ? "" : doc.plain());
        }
        String body = JsonLines.first(object, TEXTS);
        String title = JsonLines.first(object, "title");
        Map<String, String> fields = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (!name.equals("title") && !List.of(TEXTS).contains(name)) {
                fields.put(name, value.plain());
            }
        });
        return new Candidate(id, Content.text(title == null ? "" : title, body == null ? "" : body), fields);
    }

    /** Writes rankings as JSON lines that RankLLM reads as requests and shows as results. */
    public static void write(List<Ranking> rankings, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Ranking ranking : rankings) {
                StringBuilder line = new StringBuilder("{\"query\":{\"text\":");
                Json.quote(text(ranking.query().content()), line);
                line.append(",\"qid\":");
                Json.quote(ranking.query().id(), line);
                line.append("},\"candidates\":[");
                for (int i = 0; i < ranking.size(); i++) {
                    Hit hit = ranking.hits().get(i);
                    line.append(i == 0 ? "{\"docid\":" : ",{\"docid\":");
                    Json.quote(hit.candidate().id(), line);
                    line.append(",\"score\":").append(hit.score()).append(",\"doc\":{");
                    if (hit.candidate().content() instanceof Content.Text document
                            && !document.title().isEmpty()) {
                        line.append("\"title\":");
                        Json.quote(document.title(), line);
                        line.append(",\"contents\":");
                        Json.quote(document.body(), line);
                    } else {
                        line.append("\"contents\":");
                        Json.quote(text(hit.candidate().content()), line);
                    }
                    hit.candidate().fields().forEach((name, value) -> {
                        line.append(',');
                        Json.quote(name, line);
                        line.append(':');
                        Json.quote(value, line);
                    });
                    line.append("}}");
                }
                out.append(line.append("]}\n"));
            }
        }
    }

    private static String text(Content content) {
        return switch (content) {
            case Content.Text text -> text.value();
            case Content.Code code -> code.source();
            case Content.Item item -> item.title();
            case Content.Molecule molecule -> molecule.smiles();
            case Content.Peptide peptide -> peptide.residues();
            case Content.Custom custom -> custom.asText();
            case Content.Image _, Content.Spectrum _, Content.History _, Content.Mixed _ ->
                throw new IllegalArgumentException("A %s cannot be written to a RankLLM file, which holds text."
                        .formatted(content.getClass().getSimpleName()));
        };
    }
}
