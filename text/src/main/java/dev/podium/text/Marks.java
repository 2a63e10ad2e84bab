package dev.podium.text;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens that a model sees around texts, as the {@code post_processor} of a {@code tokenizer.json}.
 *
 * @param vocabulary that has their ids; a role that it gives to none is left out
 */
record Marks(GgufVocabulary vocabulary) {

    private record Part(String id, boolean mark, int type) {}

    /** A mark before each text, one behind it, or neither: as decoders have it. */
    JsonNode around(boolean bos, boolean eos) {
        List<Part> single = new ArrayList<>();
        List<Part> pair = new ArrayList<>();
        for (int text = 0; text < 2; text++) {
            List<Part> parts = new ArrayList<>();
            if (bos) {
                parts.addAll(mark(Special.BOS, text));
            }
            parts.add(new Part(text == 0 ? "A" : "B", false, text));
            if (eos) {
                parts.addAll(mark(Special.EOS, text));
            }
            if (text == 0) {
                single.addAll(parts);
            }
            pair.addAll(parts);
        }
        return template(single, pair);
    }

    /**
     * A mark before everything and a separator behind each text: as encoders have it.
     *
     * @param twice whether two separators are between two texts
     */
    JsonNode separated(Special first, Special separator, boolean twice) {
        List<Part> single = new ArrayList<>(mark(first, 0));
        single.add(new Part("A", false, 0));
        single.addAll(mark(separator, 0));
        List<Part> pair = new ArrayList<>(single);
        // With two separators there is one type of token (RoBERTa), with one there are two (BERT).
        int second = twice ? 0 : 1;
        if (twice) {
            pair.addAll(mark(separator, 0));
        }
        pair.add(new Part("B", false, second));
        pair.addAll(mark(separator, second));
        return template(single, pair);
    }

    private List<Part> mark(Special special, int type) {
        return vocabulary.special(special).isPresent()
                ? List.of(new Part(
                        vocabulary.tokens().get(vocabulary.special(special).getAsInt()), true, type))
                : List.of();
    }

    private JsonNode template(List<Part> single, List<Part> pair) {
        if (single.size() == 1) {
            return NullNode.getInstance();
        }
        ObjectNode template = JsonMapper.shared().createObjectNode().put("type", "TemplateProcessing");
        write(template.putArray("single"), single);
        write(template.putArray("pair"), pair);
        ObjectNode tokens = template.putObject("special_tokens");
        for (Part part : single) {
            if (part.mark()) {
                ObjectNode entry = tokens.putObject(part.id()).put("id", part.id());
                entry.putArray("ids").add(vocabulary.ids().get(part.id()));
                entry.putArray("tokens").add(part.id());
            }
        }
        return template;
    }

    private static void write(ArrayNode into, List<Part> parts) {
        for (Part part : parts) {
            into.addObject()
                    .putObject(part.mark() ? "SpecialToken" : "Sequence")
                    .put("id", part.id())
                    .put("type_id", part.type());
        }
    }
}
