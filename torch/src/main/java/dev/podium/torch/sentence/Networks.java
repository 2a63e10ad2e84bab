package dev.podium.torch.sentence;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.Decoder;
import dev.podium.torch.decoder.SequenceScorer;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.encoder.Family;
import dev.podium.torch.head.MaskedHead;
import dev.podium.torch.head.SequenceHead;
import dev.podium.torch.layer.Backbone;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.seq2seq.T5Encoder;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Opens the transformer of a module, of whatever family, with the head that its task needs. */
final class Networks {

    private static final Set<String> T5 = Set.of("t5", "mt5", "umt5");

    private Networks() {}

    /**
     * A network.
     *
     * @param width numbers of what it makes: of a vector, of scores, of a vocabulary
     * @param maxTokens of a sequence
     * @param decoder whether its tokens see those before them, so that prompts can be read as they stand
     */
    record Made(Network network, int width, int maxTokens, boolean decoder) {

        Made(Network network, int width, int maxTokens) {
            this(network, width, maxTokens, false);
        }
    }

    /**
     * Opens one.
     *
     * @param task by the reference's names, such as {@code feature-extraction}
     */
    static Made open(Path folder, String task, Opened opened) {
        Config config = Config.read(folder.resolve("config.json"));
        Parameters parameters = opened.parameters(folder);
        String type = config.text("model_type");
        if (Family.knows(type)) {
            return encoder(config, task, parameters, opened);
        }
        return T5.contains(type) ? t5(config, task, parameters) : decoder(config, task, parameters, opened);
    }

    /** Of the two halves of T5 the one that reads: Sentence-T5, GTR, Instructor. */
    private static Made t5(Config config, String task, Parameters parameters) {
        if (!task.equals("feature-extraction")) {
            throw unknown(config, task);
        }
        T5Encoder encoder = T5Encoder.of(config, parameters);
        return new Made(vectors(encoder), encoder.width(), encoder.maxTokens());
    }

    private static Made encoder(Config config, String task, Parameters parameters, Opened opened) {
        Encoder encoder = opened.found(Encoder.of(config, parameters));
        int most = encoder.maxTokens();
        return switch (task) {
            case "feature-extraction" -> new Made(vectors(encoder), encoder.width(), most);
            case "sequence-classification" -> {
                SequenceHead head = SequenceHead.of(config, encoder.spec(), parameters);
                Network scores = features -> features.put(
                        Features.SCORES,
                        head.logits(encoder.hidden(features.batch(), Observer.NONE), features.packing()));
                yield new Made(scores, head.labels(), most);
            }
            case "fill-mask" -> {
                MaskedHead head = MaskedHead.of(config, encoder.spec(), parameters, encoder.words());
                Network words = features -> features.put(
                        new Masked(encoder.hidden(features.batch(), Observer.NONE), features.packing(), head));
                yield new Made(words, head.words().out(), most);
            }
            default -> throw unknown(config, task);
        };
    }

    private static Made decoder(Config config, String task, Parameters parameters, Opened opened) {
        return switch (task) {
            case "feature-extraction" -> {
                Decoder decoder = opened.keep(Decoder.of(config, parameters));
                yield new Made(vectors(decoder), decoder.width(), decoder.maxTokens(), true);
            }
            case "sequence-classification" -> {
                SequenceScorer scorer = opened.keep(SequenceScorer.of(config, parameters));
                Network scores = features -> features.put(
                        Features.SCORES, scorer.logits(features.batch().sequences()));
                yield new Made(scores, scorer.labels(), scorer.decoder().maxTokens());
            }
            case "text-generation" -> {
                CausalLm model = opened.keep(CausalLm.of(config, parameters));
                Network words = features ->
                        features.put(new Causal(model, features.batch().sequences()));
                yield new Made(words, model.vocabulary(), model.decoder().maxTokens());
            }
            default -> throw unknown(config, task);
        };
    }

    private static Network vectors(Backbone backbone) {
        return features -> features.put(Features.TOKENS, backbone.hidden(features.batch(), Observer.NONE));
    }

    private static ModelUnavailableException unknown(Config config, String task) {
        return new ModelUnavailableException(
                "The model of %s cannot do the task \"%s\".\nMaybe transformer_task in sentence_bert_config.json is of another model."
                        .formatted(config.source(), task));
    }

    /** Words that may stand where tokens are. @param hidden [tokens, width] */
    private record Masked(Tensor hidden, Packing packing, MaskedHead head) implements Features.Logits {

        @Override
        public Tensor of(int text) {
            Packing.Segment segment = packing.segments().get(text);
            return head.logits(
                    hidden.slice(0, segment.from() + segment.firstKey(), (long) segment.from() + segment.lastKey()));
        }

        @Override
        public Tensor behind(int... ids) {
            int[] last = packing.segments().stream()
                    .mapToInt(segment -> segment.from() + segment.lastKey() - 1)
                    .toArray();
            return head.logits(
                    hidden.pick(0, Tensors.indices(last).to(hidden.device())),
                    Tensors.indices(ids).to(hidden.device()));
        }
    }

    /** Words that may come next. */
    private record Causal(CausalLm model, List<int[]> sequences) implements Features.Logits {

        @Override
        public Tensor of(int text) {
            int[] ids = sequences.get(text);
            int[] places = java.util.stream.IntStream.range(0, ids.length).toArray();
            return model.logits(model.decoder().at(List.of(ids), List.of(places)));
        }

        @Override
        public Tensor behind(int... ids) {
            return model.logits(model.decoder().last(sequences), ids);
        }
    }
}
