package dev.podium.torch.sentence;

import dev.podium.torch.layer.Backbone;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.tensor.Tensor;

/**
 * A transformer, and what of it the modules behind are given.
 *
 * @param backbone the network without a head
 * @param head what is made of its last hidden states
 */
record Transformer(Backbone backbone, Head head) implements Network {

    /** What is made of the last hidden states. */
    @FunctionalInterface
    interface Head {

        /** Puts it. @param hidden [tokens, width] */
        void on(Tensor hidden, Features features);

        /** Nothing: they are the vectors of the tokens. */
        static Head none() {
            return (hidden, features) -> features.put(Features.TOKENS, hidden);
        }

        /** Logits over a vocabulary, when somebody asks. */
        static Head words(Features.Words words) {
            return (hidden, features) -> features.put(new Features.Logits(hidden, words));
        }
    }

    @Override
    public void on(Features features) {
        head.on(backbone.hidden(features.batch(), Observer.NONE), features);
    }
}
