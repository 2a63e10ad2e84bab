package dev.podium.torch.verify;

import dev.podium.torch.config.Config;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.Decoder;
import dev.podium.torch.decoder.SequenceScorer;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.encoder.Family;
import dev.podium.torch.head.Discriminator;
import dev.podium.torch.head.HeadKind;
import dev.podium.torch.head.MaskedLanguageModel;
import dev.podium.torch.head.Pooler;
import dev.podium.torch.head.SequenceClassifier;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.seq2seq.Memory;
import dev.podium.torch.seq2seq.T5;
import dev.podium.torch.seq2seq.T5Encoder;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks of what goes through a network: hidden states, attention, logits. */
final class NetworkChecks {

    private NetworkChecks() {}

    static boolean isT5(Subject subject, Config check) {
        return !check.has("file") && subject.config().textOr("", "model_type").endsWith("t5");
    }

    /** One pass over ids, and everything that the check wants to see of it. */
    static Finding forward(Config check, Subject subject, Comparison comparison) {
        Seen seen = new Seen();
        TokenBatch batch = Inputs.tokens(check);
        if (isT5(subject, check)) {
            Tensor hidden = subject.network(T5Encoder.class, T5Encoder::of).hidden(batch, seen);
            seen.ends(hidden);
            seen.put("last_hidden", hidden);
            Tensor mean = hidden.mean(0, true);
            seen.put(
                    "mean_pooled_normalised",
                    mean.over(mean.times(mean).sum(1, true).sqrt()));
        } else if (Family.knows(subject.config().textOr("", "model_type"))) {
            encoder(subject, batch, seen);
        } else {
            decoder(subject, check, batch, seen);
        }
        return compared(check, seen, comparison);
    }

    private static void encoder(Subject subject, TokenBatch batch, Seen seen) {
        Encoder encoder =
                switch (HeadKind.of(subject.config(), subject.checkpoint().source())) {
                    case LABELS -> {
                        SequenceClassifier model = subject.network(SequenceClassifier.class, SequenceClassifier::of);
                        seen.put("logits", model.logits(batch));
                        yield model.encoder();
                    }
                    case REPLACED -> {
                        Discriminator model = subject.network(
                                Discriminator.class,
                                (_, _) -> Discriminator.open(subject.checkpoint(), Numbers.FLOAT32, Device.CPU));
                        seen.put("logits", model.logits(batch));
                        yield model.encoder();
                    }
                    case WORDS ->
                        subject.network(MaskedLanguageModel.class, MaskedLanguageModel::of)
                                .encoder();
                    case NONE -> subject.network(Encoder.class, Encoder::of);
                };
        Tensor hidden = encoder.hidden(batch, seen);
        seen.ends(hidden);
        seen.put("last_hidden", hidden);
        Pooler.of(encoder).ifPresent(pooler -> seen.put("pooled", pooler.of(hidden, batch.packing())));
    }

    private static void decoder(Subject subject, Config check, TokenBatch batch, Seen seen) {
        Decoder decoder;
        if (subject.config().texts("architectures").stream()
                .anyMatch(name -> name.endsWith("SequenceClassification"))) {
            SequenceScorer model = subject.network(SequenceScorer.class, SequenceScorer::of);
            seen.put("logits", model.logits(List.of(batch.sequences().toArray(int[][]::new))));
            decoder = model.decoder();
        } else {
            CausalLm model = subject.causalLm(check.textOr("", "file"));
            decoder = model.decoder();
            seen.put("logits", model.logits(decoder.hidden(batch, Observer.NONE)));
        }
        Tensor hidden = decoder.hidden(batch, seen);
        seen.ends(hidden);
        seen.put("last_hidden", hidden);
    }

    /** Logits of the whole vocabulary at some places of a masked language model. */
    static Finding masked(Config check, Subject subject, Comparison comparison) {
        Seen seen = new Seen();
        MaskedLanguageModel model = subject.network(MaskedLanguageModel.class, MaskedLanguageModel::of);
        seen.put("logits", model.logits(Inputs.tokens(check), Inputs.ids(check, "positions")));
        return compared(check, seen, comparison);
    }

    /** A text read and an answer forced. */
    static Finding seq2seq(Config check, Subject subject, Comparison comparison) {
        T5 model = subject.network(T5.class, T5::of);
        TokenBatch text = Inputs.tokens(check);
        Seen reading = new Seen();
        Seen writing = new Seen();
        Tensor read = model.encoder().hidden(text, reading);
        reading.ends(read);
        Tensor written = model.decoder()
                .hidden(
                        Memory.of(read, text.packing()),
                        model.decoder().embed(Inputs.ids(check, "decoder_ids")),
                        writing);
        writing.ends(written);
        Seen all = new Seen();
        reading.each((quantity, found) -> all.put("encoder_" + quantity, found));
        writing.each(
                (quantity, found) -> all.put(quantity.startsWith("cross") ? quantity : "decoder_" + quantity, found));
        all.put("logits", model.logits(written));
        all.put("encoder_last_hidden_state", read);
        all.put("decoder_last_hidden_state", written);
        return compared(check, all, comparison);
    }

    private static Finding compared(Config check, Seen seen, Comparison comparison) {
        List<Comparison.Found> found = new ArrayList<>();
        for (Map.Entry<String, String> expected : Comparison.expected(check).entrySet()) {
            Comparison.Found one = seen.of(expected.getKey());
            if (one == null) {
                return comparison.failed(
                        check.text("name"),
                        check.text("kind"),
                        "the quantity \"%s\" is not one that this network shows".formatted(expected.getKey()));
            }
            found.add(new Comparison.Found(expected.getValue(), one.shape(), one.numbers()));
        }
        return comparison.tensors(check.text("name"), check.text("kind"), found);
    }
}
