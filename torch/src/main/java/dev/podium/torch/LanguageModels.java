package dev.podium.torch;

import dev.podium.model.Model;
import dev.podium.text.Special;
import dev.podium.text.Tokenizer;
import dev.podium.torch.adapter.ServedAdapter;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.seq2seq.T5;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a language model together: network, tokenizer, template, and what ends an answer. */
final class LanguageModels {

    private LanguageModels() {}

    /**
     * @param adapter that is laid over it, or none
     * @param maxTokens wanted at most; less where the model reads less
     */
    static Model open(
            String name, Checkpoint checkpoint, Parameters parameters, @Nullable Path adapter, int maxTokens) {
        Tokenizer tokenizer = checkpoint.tokenizer();
        try {
            TorchModel model = checkpoint.modelType().endsWith("t5")
                    ? t5(name, checkpoint, parameters, tokenizer, maxTokens)
                    : decoder(name, checkpoint, parameters, tokenizer, maxTokens);
            return adapter == null
                    ? model
                    : model.closingFirst(ServedAdapter.of(adapter).settled(parameters, null));
        } catch (RuntimeException e) {
            tokenizer.close();
            parameters.close();
            throw e;
        }
    }

    private static TorchModel decoder(
            String name, Checkpoint checkpoint, Parameters parameters, Tokenizer tokenizer, int maxTokens) {
        CausalLm model = CausalLm.of(checkpoint.config(), parameters);
        WritingModel words = WritingModel.of(
                new DecoderNext(model),
                tokenizer,
                checkpoint.chatTemplateIfThere(),
                Math.min(maxTokens, model.decoder().maxTokens()),
                new Turn());
        Set<Integer> ends = checkpoint.ends(tokenizer);
        return new TorchModel(
                name,
                "a language model (%s)".formatted(checkpoint.modelType()),
                List.of(
                        new TorchGeneration(words, model, ends, new AnswerForms(tokenizer, ends)),
                        new TorchNextToken(words),
                        new TorchLikelihood(words),
                        new DecoderEmbedding(words, model.decoder(), tokenizer.special(Special.EOS)),
                        new TorchAttention(words, model.decoder())),
                List.of(model, tokenizer, parameters, checkpoint));
    }

    private static TorchModel t5(
            String name, Checkpoint checkpoint, Parameters parameters, Tokenizer tokenizer, int maxTokens) {
        T5Next next = new T5Next(T5.of(checkpoint.config(), parameters));
        WritingModel words = WritingModel.of(next, tokenizer, null, maxTokens, new Turn());
        return new TorchModel(
                name,
                "an encoder-decoder (%s)".formatted(checkpoint.modelType()),
                List.of(
                        new T5Generation(
                                words,
                                next,
                                new AnswerForms(tokenizer, Set.of(next.model().end()))),
                        new TorchNextToken(words),
                        new TorchLikelihood(words)),
                List.of(tokenizer, parameters, checkpoint));
    }
}
