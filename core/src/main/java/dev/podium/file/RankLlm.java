package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RankLLM's requests and results: {@code {"query": {"text", "qid"}, "candidates": [{"docid", "score", "doc": {...}}],
 * "invocations_history": [...]}}, as one array or as JSON lines.
 *
 * <p>The text of a document is its {@code contents}, {@code text}, {@code segment}, {@code passage} or {@code body},
 * whichever comes first, with its {@code title}; what else a document holds goes along as fields, a value that is no
 * string as its JSON text. Candidates stand in their order: where a score is missing or scores rise, the order counts and
 * the ranking is {@link dev.podium.Scale#ORDINAL}, since result files keep the scores of the stage before.
 *
 * @since 0.1.0
 */
public final class RankLlm {

    private static final String[] TEXTS = {"contents", "text", "segment", "passage", "body"};
    private static final Set<String> TAKEN = Set.of("title", "contents");

    private RankLlm() {}

    /**
     * One call of the model.
     *
     * @param prompt what it was shown; a list of messages as its JSON text
     * @param response what it answered
     * @param inputTokens of the prompt, 0 if not told
     * @param outputTokens of the response, 0 if not told
     */
    public record Invocation(String prompt, String response, int inputTokens, int outputTokens) {}

    /**
     * A reranked list and the calls it took.
     *
     * @param ranking in the order of the file
     * @param invocations in the order in which they were made; empty for a request
     */
    public record Result(Ranking ranking, List<Invocation> invocations) {
        public Result {
            invocations = List.copyOf(invocations);
        }
    }

    /**
     * Reads the lists of requests or results.
     *
     * @throws BadDataException if there is none, an object lacks its query, a candidate its id, a score is no finite
     *     number, or a document stands twice
     */
    public static List<Ranking> read(Path path) {
        return readResults(path).stream().map(Result::ranking).toList();
    }

    /**
     * Reads results with the calls they took.
     *
     * @throws BadDataException as {@link #read}
     */
    public static List<Result> readResults(Path path) {
        List<Result> results = new ArrayList<>();
        JsonFile.objects(path, "request", (request, line) -> {
            Listed listed = new Listed(path, line);
            results.add(new Result(ranking(request, listed, results.size() + 1), invocations(request, listed)));
        });
        return List.copyOf(results);
    }

    private static Ranking ranking(Json.Obj request, Listed listed, int number) {
        if (!(request.get("query") instanceof Json.Obj asked)
                || !(request.get("candidates") instanceof Json.Arr list)) {
            throw listed.bad("A request needs \"query\", an object, and \"candidates\", an array.");
        }
        String id = JsonLines.first(asked, "qid", "id");
        Query query = Query.of(id == null ? String.valueOf(number) : id, listed.require(asked, "query", "text"));
        for (Json item : list.items()) {
            Json.Obj candidate = listed.object(item, "candidate");
            String document = listed.require(candidate, "candidate", "docid", "id");
            listed.add(document(document, candidate.get("doc")), JsonLines.first(candidate, "score"));
        }
        return listed.ranking(query);
    }

    private static Candidate document(String id, @Nullable Json doc) {
        if (!(doc instanceof Json.Obj object)) {
            return Candidate.of(id, doc == null ? "" : doc.plain());
        }
        String body = JsonLines.first(object, TEXTS);
        String title = JsonLines.first(object, "title");
        Set<String> read = new HashSet<>(Set.of("title"));
        read.add(body == null ? "contents" : JsonLines.firstName(object, TEXTS));
        return new Candidate(
                id, Content.text(title == null ? "" : title, body == null ? "" : body), JsonLines.others(object, read));
    }

    private static List<Invocation> invocations(Json.Obj request, Listed listed) {
        List<Invocation> invocations = new ArrayList<>();
        if (request.get("invocations_history") instanceof Json.Arr history) {
            for (Json item : history.items()) {
                Json.Obj call = listed.object(item, "call in invocations_history");
                invocations.add(new Invocation(
                        listed.require(call, "call in invocations_history", "prompt"),
                        listed.require(call, "call in invocations_history", "response"),
                        tokens(call, "input_token_count", listed),
                        tokens(call, "output_token_count", listed)));
            }
        }
        return invocations;
    }

    private static int tokens(Json.Obj call, String name, Listed listed) {
        String text = JsonLines.first(call, name);
        double count = text == null ? 0 : Decimal.parse(text);
        if (count != Math.rint(count) || count < 0 || count > Integer.MAX_VALUE) {
            throw listed.bad("The \"%s\" of a call is a number of tokens, not \"%s\".".formatted(name, text));
        }
        return (int) count;
    }

    /**
     * Writes rankings as JSON lines that RankLLM reads as requests; a title stands apart and every field goes along.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if a score is infinite, a content cannot be told in words, or a field is called
     *     {@code title} or {@code contents}
     */
    public static void write(List<Ranking> rankings, Path path) throws IOException {
        writeResults(
                rankings.stream().map(ranking -> new Result(ranking, List.of())).toList(), path);
    }

    /**
     * Writes results as JSON lines, with the calls they took.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException as {@link #write}
     */
    public static void writeResults(List<Result> results, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Result result : results) {
                StringBuilder line = new StringBuilder("{\"query\":{\"text\":");
                Ranking ranking = result.ranking();
                Json.quote(Listed.text(ranking.query().content()), line);
                Json.member("qid", ranking.query().id(), line);
                line.append("},\"candidates\":[");
                String comma = "";
                for (Hit hit : ranking) {
                    line.append(comma).append("{\"docid\":");
                    comma = ",";
                    Json.quote(hit.candidate().id(), line);
                    line.append(",\"score\":").append(Listed.finite(hit)).append(",\"doc\":{");
                    int members = line.length();
                    Listed.write(hit.candidate(), "contents", TAKEN, line);
                    line.deleteCharAt(members).append("}}"); // the comma before the first member
                }
                line.append(']');
                write(result.invocations(), line);
                out.append(line.append("}\n"));
            }
        }
    }

    private static void write(List<Invocation> invocations, StringBuilder line) {
        String before = ",\"invocations_history\":[";
        for (Invocation call : invocations) {
            line.append(before).append("{\"prompt\":");
            before = ",";
            Json.quote(call.prompt(), line);
            Json.member("response", call.response(), line);
            line.append(",\"input_token_count\":").append(call.inputTokens());
            line.append(",\"output_token_count\":").append(call.outputTokens()).append('}');
        }
        line.append(invocations.isEmpty() ? "" : "]");
    }
}
