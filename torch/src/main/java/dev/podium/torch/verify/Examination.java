package dev.podium.torch.verify;

import dev.podium.file.BadDataException;
import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.tensor.Scope;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Makes the checks of a file, one after the other, with one model for all of them. */
public final class Examination {

    private static final Map<String, CheckKind> KINDS = Map.ofEntries(
            Map.entry("tokens", TextChecks::tokens),
            Map.entry("forward", NetworkChecks::forward),
            Map.entry("mlm", NetworkChecks::masked),
            Map.entry("seq2seq", NetworkChecks::seq2seq),
            Map.entry("greedy", WritingChecks::greedy),
            Map.entry("logprobs", WritingChecks::logProbs),
            Map.entry("last_logits", WritingChecks::lastLogits),
            Map.entry("yes_no", WritingChecks::yesNo),
            Map.entry("embed", TextChecks::embed),
            Map.entry("maxsim", TextChecks::maxSim),
            Map.entry("scores", TextChecks::scores),
            Map.entry("dequantise", WeightChecks::dequantise));

    private Examination() {}

    /** The checks, made. */
    public static Examined of(CheckFile file) {
        List<Finding> made = new ArrayList<>();
        SequencedMap<String, Integer> skipped = new LinkedHashMap<>();
        try (Weights golden = Weights.open(file.folder().resolve("golden.safetensors"));
                Subject subject = new Subject(file.model())) {
            Comparison comparison = new Comparison(file, golden);
            for (Config check : file.checks()) {
                String kind = check.text("kind");
                CheckKind how = KINDS.get(kind);
                if (how == null) {
                    skipped.merge(kind, 1, Integer::sum);
                } else {
                    made.add(made(check, how, subject, comparison));
                }
            }
        } catch (IOException | BadDataException e) {
            throw new ModelUnavailableException(
                    "The golden tensors in %s cannot be read: %s".formatted(file.folder(), e.getMessage()), e);
        }
        return new Examined(made, skipped);
    }

    /** A check that breaks is a check that failed: the others are made all the same. */
    private static Finding made(Config check, CheckKind how, Subject subject, Comparison comparison) {
        try (Scope _ = Scope.open()) {
            return how.make(check, subject, comparison);
        } catch (IOException | RuntimeException e) {
            return comparison.failed(
                    check.text("name"), check.text("kind"), e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
