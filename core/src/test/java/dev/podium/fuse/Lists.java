package dev.podium.fuse;

import dev.podium.Candidate;
import dev.podium.Given;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rankings to be fused. */
final class Lists {

    private Lists() {}

    /** {@code d1=3 d2=1}, sorted by score. */
    static Ranking of(String idsAndScores) {
        return of("q", idsAndScores);
    }

    static Ranking of(String query, String idsAndScores) {
        List<Candidate> candidates = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (String pair : idsAndScores.isBlank() ? new String[0] : idsAndScores.split(" ")) {
            candidates.add(Candidate.named(pair.substring(0, pair.indexOf('='))));
            scores.add(Double.valueOf(pair.substring(pair.indexOf('=') + 1)));
        }
        return Ranking.byScore(
                Query.of(query, ""),
                candidates,
                scores.stream().mapToDouble(Double::doubleValue).toArray(),
                Scale.REAL);
    }

    /** Two to five rankings of one query, each of some of the same candidates, some of them empty. */
    static List<Ranking> random(Random random) {
        Ranking all = Given.ranking(random, 1 + random.nextInt(25));
        List<Ranking> lists = new ArrayList<>();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            List<Candidate> some = new ArrayList<>(all.candidates());
            Collections.shuffle(some, random);
            some = some.subList(0, random.nextInt(some.size() + 1));
            double[] scores = random.doubles(some.size())
                    .map(x -> Math.round(x * 8) / 8.0)
                    .toArray();
            lists.add(Ranking.byScore(all.query(), some, scores, Scale.REAL));
        }
        return lists;
    }

    /** The score of a candidate. */
    static double score(Ranking ranking, String id) {
        return ranking.hits().stream()
                .filter(hit -> hit.candidate().id().equals(id))
                .mapToDouble(Hit::score)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + ranking));
    }

    static Run run(String tag, Ranking... rankings) {
        return Run.of(tag, List.of(rankings));
    }
}
