package dev.podium.registry;

import java.util.List;

/**
 * What is known of a published checkpoint. An empty text, an empty list and a zero mean: not known, or nothing of the kind.
 *
 * @param id {@code org/name} on the hub
 * @param aliases ids that it had before or has besides
 * @param family whose facts it shares
 * @param kind how it ranks
 * @param architecture {@code model_type} of its configuration
 * @param method name in the catalogue of the method that it is made for
 * @param template name of its whole prompt among the published ones (module rerankers); empty where it reads no prompt
 * @param prompts parts of its prompt, in their order
 * @param answers tokens whose logits are read, the one for yes first
 * @param activation applied to its logits: {@code identity}, {@code sigmoid}, {@code softmax}, {@code log-softmax}
 * @param pooling how hidden states become a vector, of embedders
 * @param queryPrefix put before a query; may hold <code>{task}</code>
 * @param documentPrefix put before a document
 * @param maxTokens that it reads at most, of query and document together
 * @param licence of the weights by its SPDX name; {@code unknown} where it was not looked up
 * @param golden pairs with published scores
 * @param notes for people: what else goes wrong
 * @param sources where this is from
 * @since 0.1.0
 */
public record KnownCheckpoint(
        String id,
        List<String> aliases,
        String family,
        Kind kind,
        String architecture,
        String method,
        String template,
        List<Prompt> prompts,
        List<String> answers,
        String activation,
        String pooling,
        String queryPrefix,
        String documentPrefix,
        int maxTokens,
        String licence,
        List<GoldenPair> golden,
        List<String> notes,
        List<String> sources) {

    /** Copies. */
    public KnownCheckpoint {
        aliases = List.copyOf(aliases);
        prompts = List.copyOf(prompts);
        answers = List.copyOf(answers);
        golden = List.copyOf(golden);
        notes = List.copyOf(notes);
        sources = List.copyOf(sources);
        if (id.isBlank() || method.isBlank() || licence.isBlank() || sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "The checkpoint \"%s\" must have an id, a method (\"%s\"), a licence (\"%s\", or unknown) and a source."
                            .formatted(id, method, licence));
        }
        if (maxTokens < 0) {
            throw new IllegalArgumentException(
                    "The tokens (%d) of the checkpoint %s must be at least 0.".formatted(maxTokens, id));
        }
    }
}
