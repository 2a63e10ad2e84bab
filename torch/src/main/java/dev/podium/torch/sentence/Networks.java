package dev.podium.torch.sentence;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.encoder.Family;
import dev.podium.torch.head.MaskedHead;
import dev.podium.torch.head.SequenceHead;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import java.nio.file.Path;

/** Opens the transformer of a module, of whatever family, with the head that its task needs. */
final class Networks {

    private Networks() {}

    /**
     * A network.
     *
     * @param width numbers of what it makes: of a vector, of scores, of a vocabulary
     */
    record Made(Transformer network, int width) {}

    /**
     * Opens one.
     *
     * @param task by the reference's names, such as {@code feature-extraction}
     */
    static Made open(Path folder, String task, Opened opened) {
        Config config = Config.read(folder.resolve("config.json"));
        String type = config.text("model_type");
        if (Family.knows(type)) {
            return encoder(config, task, opened.parameters(folder));
        }
        throw new ModelUnavailableException(
                "The model_type \"%s\" of %s is not known here.".formatted(type, config.source()));
    }

    private static Made encoder(Config config, String task, Parameters parameters) {
        Encoder encoder = Encoder.of(config, parameters);
        return switch (task) {
            case "feature-extraction" -> new Made(new Transformer(encoder, Transformer.Head.none()), encoder.width());
            case "sequence-classification" -> {
                SequenceHead head = SequenceHead.of(config, encoder.spec(), parameters);
                Transformer.Head scores = (hidden, features) ->
                        features.put(Features.SCORES, head.logits(hidden, features.packing()));
                yield new Made(new Transformer(encoder, scores), head.labels());
            }
            case "fill-mask" -> {
                MaskedHead head = MaskedHead.of(config, encoder.spec(), parameters, encoder.words());
                Features.Words words = new Features.Words() {
                    @Override
                    public Tensor logits(Tensor hidden) {
                        return head.logits(hidden);
                    }

                    @Override
                    public Tensor logits(Tensor hidden, Tensor ids) {
                        return head.logits(hidden, ids);
                    }
                };
                yield new Made(
                        new Transformer(encoder, Transformer.Head.words(words)),
                        head.words().out());
            }
            default -> throw unknown(config, task);
        };
    }

    private static ModelUnavailableException unknown(Config config, String task) {
        return new ModelUnavailableException(
                "The model of %s cannot do the task \"%s\".\nMaybe transformer_task in sentence_bert_config.json is of another model."
                        .formatted(config.source(), task));
    }
}
