package dev.podium.cli.training;

import dev.podium.cli.training.RecipeFile.Aiming;
import dev.podium.train.loss.AdrMse;
import dev.podium.train.loss.BinaryCrossEntropy;
import dev.podium.train.loss.BradleyTerry;
import dev.podium.train.loss.LambdaLoss;
import dev.podium.train.loss.ListLoss;
import dev.podium.train.loss.ListMle;
import dev.podium.train.loss.ListNet;
import dev.podium.train.loss.MarginMse;
import dev.podium.train.loss.RankNet;
import dev.podium.train.loss.SoftmaxCrossEntropy;
import dev.podium.train.loss.SymmetricKl;
import dev.podium.train.loss.TeacherKl;
import dev.podium.train.objective.Aim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A recipe's aims: losses by their names. */
final class Aims {

    private Aims() {}

    /** @param said none for the softmax over the grades */
    static List<Aim> of(@Nullable List<Aiming> said) {
        if (said == null || said.isEmpty()) {
            return List.of(Aim.atGrades(1, new SoftmaxCrossEntropy()));
        }
        List<Aim> aims = new ArrayList<>();
        for (Aiming one : said) {
            aims.add(new Aim(RecipeFile.or(one.weight(), 1.0), loss(one), target(one)));
        }
        return aims;
    }

    private static ListLoss loss(Aiming aim) {
        double temperature = RecipeFile.or(aim.temperature(), 1.0);
        return switch (aim.loss().toLowerCase(Locale.ROOT)) {
            case "softmax" -> new SoftmaxCrossEntropy(temperature);
            case "bce" -> new BinaryCrossEntropy();
            case "ranknet" -> new RankNet().temperature(temperature);
            case "weighted-ranknet" ->
                new RankNet().weight(RankNet.Weight.RANKS).temperature(temperature);
            case "soft-ranknet" -> new RankNet().softly().temperature(temperature);
            case "listnet" -> new ListNet(ListNet.Wanted.TARGETS, temperature);
            case "listmle" -> new ListMle();
            case "lambdarank" -> new LambdaLoss(LambdaLoss.Weight.LAMBDA_RANK);
            case "ndcg-loss-2" -> new LambdaLoss(LambdaLoss.Weight.NDCG_LOSS_2);
            case "adr-mse" -> new AdrMse(temperature);
            case "kl" -> new TeacherKl(temperature);
            case "symmetric-kl" -> new SymmetricKl(temperature);
            case "margin-mse" -> new MarginMse();
            case "bradley-terry" -> new BradleyTerry(0);
            default ->
                throw new IllegalArgumentException(
                        "The loss \"%s\" must be one of softmax, bce, ranknet, weighted-ranknet, soft-ranknet, listnet, listmle, lambdarank, ndcg-loss-2, adr-mse, kl, symmetric-kl, margin-mse, bradley-terry."
                                .formatted(aim.loss()));
        };
    }

    private static Aim.Target target(Aiming aim) {
        return switch (RecipeFile.or(aim.at(), "grades")) {
            case "grades" -> Aim.Target.GRADES;
            case "teacher" -> Aim.Target.TEACHER;
            default ->
                throw new IllegalArgumentException(
                        "An aim is at grades or at the teacher, and \"%s\" is neither.".formatted(aim.at()));
        };
    }
}
