package dev.podium.torch.train;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PlainText;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableViews;
import dev.podium.model.train.Tuning;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.checkpoint.Unwrapped;
import dev.podium.torch.config.Config;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.seq2seq.ViewedText;
import dev.podium.torch.seq2seq.Views;
import dev.podium.torch.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A scorer of lists by views of their passages that learns: MVP, from a checkpoint of its own or from any T5 that has tokens for views.
 *
 * <p>What is written says that it scores lists, whatever it began as. Source: arXiv 2509.07485.
 *
 * @since 0.1.0
 */
public final class TrainableMvp implements TrainableViews {

    private static final int VIEWS = 4; // of both published checkpoints
    private static final String CLASS = "FiDT5"; // as published checkpoints say it
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Views views;
    private final ViewedText text;
    private final TorchLearner learner;

    private TrainableMvp(Views views, ViewedText text, TorchLearner learner) {
        this.views = views;
        this.text = text;
        this.learner = learner;
    }

    /**
     * The model of a folder, to learn.
     *
     * @throws ModelUnavailableException if it cannot be opened, is no T5 with a decoder, or cannot have that adapter
     */
    public static TrainableModel open(Path folder, Tuning tuning) {
        return Opened.of(folder, tuning, TrainableMvp::read, opened -> {
            Config config = opened.checkpoint().config();
            if (!opened.checkpoint().modelType().endsWith("t5")) {
                throw new ModelUnavailableException(
                        "Views are the encoder's of a T5, and %s is of the type \"%s\".\nMaybe begin with google/flan-t5-base."
                                .formatted(folder, opened.checkpoint().modelType()));
            }
            int count = config.integerOr(VIEWS, "n_views", "num_views", "views");
            T5 model = T5.of(config, opened.parameters());
            ViewedText text = ViewedText.of(opened.tokenizer(), count, tuning.maxTokens());
            Built built = Built.of(folder, opened.parameters(), null, "SEQ_2_SEQ_LM")
                    .finishing(to -> describe(config, count, to.resolve("config.json")));
            return opened.learning(built, learner -> new TrainableMvp(new Views(model, count), text, learner));
        });
    }

    private static Opened.Read read(Checkpoint checkpoint) {
        return new Opened.Read(Unwrapped.of(checkpoint.source()), _ -> false);
    }

    private static void describe(Config config, int count, Path file) throws IOException {
        if (!(config.json().deepCopy() instanceof ObjectNode root)) {
            throw new IOException("The configuration of %s must be an object.".formatted(config.source()));
        }
        root.putArray("architectures").add(CLASS);
        root.put("n_views", count);
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    @Override
    public ViewsPass forward(List<Slate> slates, Mode mode) {
        List<int[]> texts = new ArrayList<>();
        for (Slate slate : slates) {
            if (slate.size() == 0) {
                throw new IllegalArgumentException(
                        "Each list must have a candidate, and that of %s has none.\nMaybe leave it out."
                                .formatted(slate.query().id()));
            }
            String query = PlainText.of(slate.query());
            for (Candidate candidate : slate.candidates()) {
                texts.add(text.read(query, PlainText.of(candidate)).ids());
            }
        }
        int[] sizes = slates.stream().mapToInt(Slate::size).toArray();
        OpenOutput output = learner.open(mode, () -> {
            Views.Seen seen = views.seen(texts, sizes);
            return Tensors.cat(List.of(seen.scores(), seen.anchors().reshape(-1)), 0);
        });
        return new TorchViewsPass(output, texts.size(), slates.size() * views.count());
    }
}
