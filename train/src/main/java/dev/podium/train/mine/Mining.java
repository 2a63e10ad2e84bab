package dev.podium.train.mine;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Retriever;
import dev.podium.Slate;
import dev.podium.train.data.TrainingList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a query into a list to learn from: hard negatives from a first stage, and a teacher's view of all.
 *
 * <p>The first stage's hits come with its scores; what others found, and judged documents that all missed, are put below them with the
 * lowest of these. What the
 * teachers think is brought to one scale, each as standard scores within the list (less the mean, over the standard deviation), and added
 * up by their weights, the first stage's among them: models that err differently repair one another, and the sum ranks better than each.
 * Hits whose text equals that of a relevant document are as relevant as that one and count so.
 *
 * <p>Source: hard negatives of BM25 as in DPR, arXiv 2004.04906, section 3.2; teachers as in Hofstätter et al., arXiv 2010.02666, whose
 * ensemble takes the mean of raw scores where we standardise, since our teachers share no scale.
 *
 * @param first finds candidates; their scores count
 * @param more find candidates that the first missed, such as a dense search's; their scores do not count
 * @param firstWeight of its own scores in the sum, at least 0
 * @param teachers none for lists that carry labels alone
 * @since 0.1.0
 */
public record Mining(Retriever first, List<Retriever> more, double firstWeight, List<Teacher> teachers) {

    /** Checks and copies. */
    public Mining {
        more = List.copyOf(more);
        teachers = List.copyOf(teachers);
        if (!(firstWeight >= 0) || Double.isInfinite(firstWeight)) {
            throw new IllegalArgumentException(
                    "The weight of the first stage (%s) must be at least 0 and finite.\nMaybe 0.5."
                            .formatted(firstWeight));
        }
    }

    /**
     * The list of one query.
     *
     * @param grades of documents, by id; all of them are in the list, as far as they are among the documents
     * @param documents by id: what stands for a document, also where the first stage found another wording of it
     */
    public TrainingList of(Query query, Map<String, Integer> grades, Map<String, Candidate> documents) {
        Ranking found = first.retrieve(query);
        List<Hit> hits = new ArrayList<>();
        Set<String> there = new HashSet<>();
        for (Hit hit : found) {
            String id = hit.candidate().id();
            there.add(id);
            hits.add(new Hit(documents.getOrDefault(id, hit.candidate()), hit.score()));
        }
        double lowest = hits.isEmpty() ? 0 : hits.getLast().score();
        for (Retriever other : more) {
            for (Hit hit : other.retrieve(query)) {
                String id = hit.candidate().id();
                if (there.add(id)) {
                    hits.add(new Hit(documents.getOrDefault(id, hit.candidate()), lowest));
                }
            }
        }
        Set<Object> relevant = new HashSet<>();
        for (Map.Entry<String, Integer> grade : grades.entrySet()) {
            Candidate document = documents.get(grade.getKey());
            if (document == null && grade.getValue() > 0) {
                throw new IllegalArgumentException(
                        "The relevant document \"%s\" of query \"%s\" must be among the documents.\nMaybe the judgments belong to another collection."
                                .formatted(grade.getKey(), query.id()));
            }
            if (document != null) {
                if (grade.getValue() > 0) {
                    relevant.add(document.content());
                }
                if (there.add(document.id())) {
                    hits.add(new Hit(document, lowest));
                }
            }
        }
        Slate slate = new Slate(query, hits, found.scale());
        List<Double> labels = new ArrayList<>();
        for (Hit hit : hits) {
            int grade = Math.max(0, grades.getOrDefault(hit.candidate().id(), 0));
            labels.add((double) (grade == 0 && relevant.contains(hit.candidate().content()) ? 1 : grade));
        }
        return new TrainingList(slate, labels, taught(slate));
    }

    private List<Double> taught(Slate slate) {
        if (teachers.isEmpty()) {
            return List.of();
        }
        double[] sum = new double[slate.size()];
        add(firstWeight, slate.hits().stream().mapToDouble(Hit::score).toArray(), sum);
        for (Teacher teacher : teachers) {
            add(teacher.weight(), teacher.judge().score(slate), sum);
        }
        List<Double> scores = new ArrayList<>(sum.length);
        for (double score : sum) {
            scores.add(score);
        }
        return scores;
    }

    /** A teacher that gives all the same says nothing. */
    private static void add(double weight, double[] scores, double[] sum) {
        double mean = 0;
        for (double score : scores) {
            mean += score / scores.length;
        }
        double square = 0;
        for (double score : scores) {
            square += (score - mean) * (score - mean) / scores.length;
        }
        double deviation = Math.sqrt(square);
        if (deviation > 0) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * (scores[i] - mean) / deviation;
            }
        }
    }
}
