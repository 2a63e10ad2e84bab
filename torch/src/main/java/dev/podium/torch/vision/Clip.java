package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;

/**
 * CLIP: texts and pictures as vectors in one space, compared by their cosine. Source: arXiv 2103.00020.
 *
 * <p>Texts are tokenised with the marks of the model around them, and cut to {@link ClipText#maxTokens} with the end kept.
 */
public final class Clip {

    private final ClipText text;
    private final ClipVision vision;
    private final Linear textProjection;
    private final Linear pictureProjection;
    private final double logitScale;

    private Clip(Config config, Parameters parameters) {
        this.text = new ClipText(config.under("text_config"), parameters.at("text_model"));
        this.vision = new ClipVision(config.under("vision_config"), parameters.at("vision_model"));
        this.textProjection = parameters.head("text_projection");
        this.pictureProjection = parameters.head("visual_projection");
        this.logitScale = Math.exp(parameters.tensor("logit_scale").item());
    }

    /** The model of a checkpoint. */
    public static Clip of(Config config, Parameters parameters) {
        return new Clip(config, parameters);
    }

    /** The tower for texts. */
    public ClipText text() {
        return text;
    }

    /** The tower for pictures. */
    public ClipVision vision() {
        return vision;
    }

    /** Vectors of length 1. @return [texts, dimensions], in the scope of the caller */
    public Tensor embed(TokenBatch texts) {
        try (Scope scope = Scope.open()) {
            return scope.keep(unit(textProjection.of(text.pooled(texts, Observer.NONE))));
        }
    }

    /** Vectors of length 1. @param pixels as {@link ClipImages} makes them @return [pictures, dimensions], in the scope of the caller */
    public Tensor embed(Tensor pixels) {
        try (Scope scope = Scope.open()) {
            return scope.keep(unit(projected(pixels)));
        }
    }

    Tensor projected(Tensor pixels) {
        return pictureProjection.of(vision.pooled(pixels, Observer.NONE));
    }

    /** Cosines times the scale that the model learnt: logits of which text belongs to a picture. @return [pictures, texts] */
    public Tensor logits(Tensor pictures, Tensor texts) {
        return pictures.matmul(texts.transpose(0, 1)).times(logitScale);
    }

    private static Tensor unit(Tensor x) {
        return x.over(x.times(x).sum(-1, true).sqrt());
    }
}
