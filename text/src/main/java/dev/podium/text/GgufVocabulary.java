package dev.podium.text;

import dev.podium.model.ModelUnavailableException;
import dev.podium.weights.MetaValue;
import dev.podium.weights.Metadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tokens in a GGUF file's metadata, by id, with what the file says of each.
 *
 * @param tokens as they are written; none stands twice
 * @param types what each is, in the numbers of the format
 * @param ids by token
 * @param specials ids that have a role
 */
record GgufVocabulary(List<String> tokens, int[] types, Map<String, Integer> ids, Map<Special, Integer> specials) {

    // enum llama_token_type of llama.h
    static final int NORMAL = 1;
    static final int UNKNOWN = 2;
    static final int CONTROL = 3;
    static final int USER_DEFINED = 4;
    static final int BYTE = 6;

    private static final Map<Special, List<String>> ROLES = Map.of(
            Special.BOS, List.of("bos"),
            Special.EOS, List.of("eos"),
            Special.PAD, List.of("padding"),
            Special.UNK, List.of("unknown"),
            Special.MASK, List.of("mask"),
            Special.CLS, List.of("cls"),
            Special.SEP, List.of("seperator", "separator")); // the first is how the format spells it

    static GgufVocabulary of(Metadata metadata) {
        List<String> given = metadata.texts("tokenizer.ggml.tokens");
        List<String> tokens = new ArrayList<>(given.size());
        for (String token : given) {
            // A token of nothing is never found; a name of its own keeps several of them apart.
            tokens.add(token.isEmpty() ? "[EMPTY_" + tokens.size() + "]" : token);
        }
        int[] types = new int[tokens.size()];
        Arrays.fill(types, NORMAL);
        if (metadata.has("tokenizer.ggml.token_type")) {
            long[] marked = metadata.numbers("tokenizer.ggml.token_type").wholes();
            same(marked.length, tokens.size(), "tokenizer.ggml.token_type");
            for (int i = 0; i < types.length; i++) {
                types[i] = (int) marked[i];
            }
        }
        Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
        for (int i = 0; i < types.length; i++) {
            Integer before = ids.putIfAbsent(tokens.get(i), i);
            if (before != null) {
                throw new ModelUnavailableException(
                        "The token \"%s\" must stand once in the vocabulary, and has the ids %d and %d.\nMaybe the file was converted by a faulty version; take another one of the same model."
                                .formatted(tokens.get(i), before, i));
            }
        }
        return new GgufVocabulary(tokens, types, ids, specials(metadata, tokens.size()));
    }

    static void same(int found, int tokens, String key) {
        if (found != tokens) {
            throw new ModelUnavailableException(
                    "%s has %d entries, and must have one for each of %d tokens.".formatted(key, found, tokens));
        }
    }

    private static Map<Special, Integer> specials(Metadata metadata, int size) {
        Map<Special, Integer> specials = new EnumMap<>(Special.class);
        ROLES.forEach((special, names) -> {
            for (String name : names) {
                if (metadata.find("tokenizer.ggml." + name + "_token_id").orElse(null)
                        instanceof MetaValue.Whole(var type, long id)) {
                    // Some files name ids that are not there (-1 as unsigned); their own reader passes them by too.
                    if (id >= 0 && id < size) {
                        specials.putIfAbsent(special, (int) id);
                    }
                }
            }
        });
        return specials;
    }

    OptionalInt special(Special special) {
        Integer id = specials.get(special);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** Whether a text is searched for this token before anything else is done with it. */
    boolean isFoundWhole(int id) {
        return types[id] == CONTROL || types[id] == USER_DEFINED || types[id] == UNKNOWN;
    }
}
