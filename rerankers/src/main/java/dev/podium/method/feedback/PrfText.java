package dev.podium.method.feedback;

import dev.podium.Content;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.model.PlainText;
import dev.podium.model.Settings;
import dev.podium.order.ByScore;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The best candidates of a first reranking are written behind the query, and what all of these longer queries think is put together.
 *
 * <p>Asks about n pairs first, and about n for each new query: (k + 1) n with {@code form=ca}, a query a candidate that feeds back; 2 n with
 * {@code ct}, one query of all of them; with {@code sp} a query for each window over them. A longer query leaves a document less room, and
 * feedback from a bad head hurts; the authors found the gain mixed and {@code ca} with {@code borda} best.
 *
 * <p>Source: Li et al., arXiv 2108.11044, sections 3.1 and 3.2, and ielab/Neural-Relevance-Feedback-Public. Windows of 65 words that move by
 * 32 are theirs for MS MARCO, where a passage has so many. Departs from it: words are parted by blanks, and k is 3 (they tried 1 to 20).
 *
 * @param model that scores pairs
 * @param form of the new queries
 * @param aggregation of their scores
 * @since 0.1.0
 */
public record PrfText(PairScoring model, Form form, Aggregation aggregation) implements Order {

    /** How texts that feed back become queries. */
    public sealed interface Form {

        /** Candidates that feed back at most, at least 1. */
        int k();

        /** Words of each that are used at most. */
        int words();

        /** Concatenate and truncate: one query, with all of them behind. */
        record Truncate(int k, int words) implements Form {}

        /** Concatenate and aggregate: a query for each, with it behind. */
        record Aggregate(int k, int words) implements Form {}

        /** Sliding passages: a query for each window of words over all of them. */
        record Slide(int k, int words, int window, int stride) implements Form {}

        /** How many queries so many words make. */
        private static int windows(int words, Slide slide) {
            int beyond = Math.max(0, words - slide.window);
            return 1 + (beyond + slide.stride - 1) / slide.stride;
        }
    }

    /** In the catalogue. */
    public static final Method METHOD = Method.named("prf-text")
            .family("feedback")
            .paper(
                    "Pseudo Relevance Feedback with Deep Language Models and Dense Retrievers, Li et al., arXiv 2108.11044")
            .needs(PairScoring.class)
            .setting("form", "ca", "ca (a query for each that feeds back), ct (one of all), sp (one a window over all)")
            .setting("k", "3", "candidates that feed back, at least 1")
            .setting("words", "256", "words of each that are used, at least 1")
            .setting("window", "65", "words of a window with sp, at least 1")
            .setting("stride", "32", "words that a window moves by, at least 1")
            .setting("aggregation", "borda", "average, max or borda: how the queries' scores become one")
            .builtAs((model, settings) -> new PrfText(
                    model.as(PairScoring.class),
                    form(settings),
                    Aggregation.valueOf(settings.choice("aggregation", "average", "max", "borda")
                            .toUpperCase(Locale.ROOT))));

    private static Form form(Settings settings) {
        int k = settings.integer("k", 1);
        int words = settings.integer("words", 1);
        int window = settings.integer("window", 1);
        int stride = settings.integer("stride", 1);
        return switch (settings.choice("form", "ca", "ct", "sp")) {
            case "ct" -> new Form.Truncate(k, words);
            case "sp" -> new Form.Slide(k, words, window, stride);
            default -> new Form.Aggregate(k, words);
        };
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        Ranking first = new ByScore(new PairScores(model)).rerank(ranking);
        return first.isEmpty()
                ? first
                : new ByScore(new Voters(model, queries(first.top(form.k())), aggregation)).rerank(first);
    }

    /** The new queries. */
    List<String> queries(Ranking head) {
        String asked = PlainText.of(head.query());
        List<List<String>> texts = new ArrayList<>();
        head.candidates().forEach(candidate -> {
            List<String> words = Arrays.asList(PlainText.of(candidate).strip().split("\\s+"));
            texts.add(words.subList(0, Math.min(form.words(), words.size())));
        });
        List<String> all = texts.stream().flatMap(List::stream).toList();
        return switch (form) {
            case Form.Truncate _ -> List.of(behind(asked, all));
            case Form.Aggregate _ ->
                texts.stream().map(words -> behind(asked, words)).toList();
            case Form.Slide slide -> {
                List<String> queries = new ArrayList<>();
                for (int window = 0; window < Form.windows(all.size(), slide); window++) {
                    int from = window * slide.stride();
                    queries.add(behind(asked, all.subList(from, Math.min(from + slide.window(), all.size()))));
                }
                yield queries;
            }
        };
    }

    private static String behind(String query, List<String> words) {
        return query + " " + String.join(" ", words);
    }

    @Override
    public Effort effort(int n) {
        if (n == 0) {
            return Effort.NONE;
        }
        int feeding = Math.min(form.k(), n);
        long fewest = switch (form) {
            case Form.Truncate _, Form.Slide _ -> 1;
            case Form.Aggregate _ -> feeding;
        };
        long most = switch (form) {
            case Form.Truncate _ -> 1;
            case Form.Aggregate _ -> feeding;
            case Form.Slide slide -> Form.windows(Math.multiplyExact(feeding, slide.words()), slide);
        };
        return new Effort((1 + fewest) * n, (1 + most) * n, 2, (1 + most) * n);
    }

    /** Scores candidates by several queries. */
    private record Voters(PairScoring model, List<String> queries, Aggregation aggregation) implements Scorer {
        @Override
        public double[] score(Slate slate) {
            PairScores pairs = new PairScores(model);
            return aggregation.of(queries.stream()
                    .map(query -> new Query(slate.query().id(), Content.text(query)))
                    .map(query -> pairs.score(new Slate(query, slate.hits(), slate.scale())))
                    .toList());
        }
    }
}
