package dev.podium.torch.encoder;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Activation;
import java.util.List;

/**
 * What an encoder is like: all that tells one family from another, as data.
 *
 * @param family whose reference implementation it follows
 * @param names of its tensors
 * @param width numbers of a token's vector
 * @param heads of attention
 * @param headWidth numbers of a head's query
 * @param layers where the parameters of each layer are, from the model's own place; layers that share have the same
 * @param activation in the feed-forward part
 * @param epsilon of all norms
 * @param normPlace before or after the parts of a layer
 * @param positions which row of the table of positions a token gets
 * @param maxTokens of one sequence that the checkpoint was made for
 * @param types whether the type of a token matters
 * @param padding what hidden tokens come to
 * @param relation how places matter inside attention
 * @since 0.1.0
 */
public record EncoderSpec(
        Family family,
        Names names,
        int width,
        int heads,
        int headWidth,
        List<String> layers,
        Activation activation,
        double epsilon,
        NormPlace normPlace,
        Positions positions,
        int maxTokens,
        boolean types,
        Padding padding,
        Relation relation) {

    /** Where the norms stand. */
    public enum NormPlace {
        /** After each part, over its sum with what it was given: BERT. */
        AFTER,
        /** Before each part, and once at the end: ModernBERT. */
        BEFORE
    }

    /** What becomes of tokens that are hidden, in batches that others padded. */
    public enum Padding {
        /** They look at the others and are not looked at. */
        LOOKS,
        /** Their embeddings are zero and they see nothing: DeBERTa. */
        BLIND
    }

    /** Which row of the table of positions a token gets. */
    public sealed interface Positions {
        /** There is no table. */
        record None() implements Positions {}

        /** The place in the sequence, from 0. */
        record Placed() implements Positions {}

        /**
         * The count of tokens before it that are no padding, after the row of the padding itself.
         *
         * @param padding the id that is padding, and the row that it gets
         */
        record Counted(int padding) implements Positions {}
    }

    /** How places matter inside attention. */
    public sealed interface Relation {
        /** Not at all. */
        record None() implements Relation {}

        /**
         * A number is added to each score by the distance: MPNet.
         *
         * @param buckets of distances, half of them for each direction
         * @param farthest distance that has a bucket to itself
         */
        record Biased(int buckets, int farthest) implements Relation {}

        /**
         * Contents are compared with distances: DeBERTa.
         *
         * @param span distances to each side that the table has
         * @param buckets of distances to each side, or 0 where each has its own
         * @param farthest distance that has a bucket to itself
         * @param contentToPlace whether the query's content meets the key's distance
         * @param placeToContent whether the query's distance meets the key's content
         * @param shared whether distances go through the layer's own projections
         * @param normed whether the table goes through a norm
         */
        record Disentangled(
                int span,
                int buckets,
                int farthest,
                boolean contentToPlace,
                boolean placeToContent,
                boolean shared,
                boolean normed)
                implements Relation {}

        /**
         * Queries and keys are turned by an angle that grows with the place, and some layers see a window only: ModernBERT.
         *
         * @param layers one for each layer
         */
        record Rotary(List<Turn> layers) implements Relation {

            /**
             * One layer's.
             *
             * @param theta base of the wave lengths
             * @param reach places to either side that are seen; {@link Integer#MAX_VALUE} for all
             */
            record Turn(double theta, int reach) {}

            /** Copies. */
            public Rotary {
                layers = List.copyOf(layers);
            }
        }
    }

    /** Copies. */
    public EncoderSpec {
        layers = List.copyOf(layers);
    }

    /**
     * What a configuration says.
     *
     * @throws dev.podium.model.ModelUnavailableException if it is of a family that is not known here, or lacks a key
     */
    public static EncoderSpec of(Config config) {
        return Families.spec(config);
    }

    /** What the scores are multiplied by. */
    double scale() {
        int terms = 1;
        if (relation instanceof Relation.Disentangled disentangled) {
            terms += (disentangled.contentToPlace() ? 1 : 0) + (disentangled.placeToContent() ? 1 : 0);
        }
        return 1 / Math.sqrt((double) headWidth * terms);
    }
}
