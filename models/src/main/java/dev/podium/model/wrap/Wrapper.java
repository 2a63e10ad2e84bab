package dev.podium.model.wrap;

import dev.podium.model.Model;
import java.util.List;

/**
 * Stands between a caller and a model.
 *
 * <p>Safe for use by several threads. One wrapper may stand around several models.
 *
 * @since 0.1.0
 */
public interface Wrapper {

    /**
     * Answers a call, by asking the model or otherwise.
     *
     * @param call of at least one item
     * @return one an item, in their order
     */
    <I, R> List<R> call(Call<I, R> call);

    /** The model with this around it; it keeps its name, and closing it closes the model. */
    default Model around(Model model) {
        return new WrappedModel(model, this);
    }
}
