package dev.podium.onnx.export;

import dev.podium.weights.TensorView;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws an encoder: embeddings, layers, and what stands on them.
 *
 * <p>Three choices make a MiniLM-L6 in int8 take 0.62 of the time (at up to 512 tokens; 0.74 at up to 128) that the same checkpoint takes
 * where the reference tools exported and rounded it. Measured with ONNX Runtime 1.29, one thread, a CPU with AVX-512 VNNI:
 *
 * <ul>
 *   <li>Of the last layer, a head of labels reads the first token alone, so only its query, and its feed-forward part, are calculated.
 *   <li>Attention is one operator of ONNX Runtime's own, as its optimizer does not find it in steps. Without a mask it goes over the
 *       keys in blocks that fit the cache; so an {@code If} asks whether anything is hidden at all.
 *   <li>All that is added has the shape [batch, sequence, width] by name, positions too ({@link #places}). Where ONNX Runtime knows
 *       that, it puts a sum and its norm into one operator, {@code SkipLayerNormalization}, which takes a third of the time of the two.
 *       (Of 1.32 the opposite was measured: there the norm alone is the fast one.)
 * </ul>
 */
final class EncoderGraph {

    static final String LOGITS = "logits";
    static final String VECTORS = "last_hidden_state";

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final EncoderSpec spec;
    private final Tensors tensors;
    private final @Nullable Linear map;
    private final Numbers numbers;
    private final Numbers exact = new Float32();
    private final GraphDraft graph;

    /** @param map of the vectors of tokens, or none */
    EncoderGraph(EncoderSpec spec, Tensors tensors, @Nullable Linear map, Numbers numbers) {
        this.spec = spec;
        this.tensors = tensors;
        this.map = map;
        this.numbers = numbers;
        graph = new GraphDraft(spec.family().model);
    }

    /** The whole graph. */
    Message draw() {
        for (String input : typesMatter() ? List.of(IDS, MASK, TYPES) : List.of(IDS, MASK)) {
            graph.input(input, ElementType.INT64, "batch", "sequence");
        }
        String mask = graph.node("Cast", List.of(MASK), Attribute.of("to", ElementType.INT32.code));
        String nothingHidden = graph.node(
                "Cast",
                List.of(graph.node("ReduceMin", List.of(mask), Attribute.of("keepdims", 0))),
                Attribute.of("to", ElementType.BOOL.code));
        String hidden = embedded();
        for (int i = 0; i < spec.layers(); i++) {
            hidden = layer(i, hidden, mask, nothingHidden);
        }
        if (spec.labels()) {
            labels(hidden);
        } else {
            String vectors = map == null ? hidden : exact.linear(graph, map, hidden);
            graph.give(
                    vectors, VECTORS, ElementType.FLOAT, "batch", "sequence", map == null ? spec.width() : map.out());
        }
        return graph.message();
    }

    private boolean typesMatter() {
        return spec.family() != Family.DISTILBERT
                && spec.family() != Family.ROBERTA
                && types().shape().rows() > 1;
    }

    private TensorView types() {
        return tensors.table("embeddings.token_type_embeddings.weight", embeddedWidth());
    }

    /** ELECTRA's tables may be narrower than its layers. */
    private int embeddedWidth() {
        return Math.toIntExact(
                tensors.table("embeddings.word_embeddings.weight", -1).shape().rowLength());
    }

    private String embedded() {
        int width = embeddedWidth();
        String sum = numbers.rows(graph, tensors.table("embeddings.word_embeddings.weight", width), gather(IDS));
        if (spec.family() != Family.DISTILBERT) {
            String row = typesMatter() ? TYPES : graph.numbers(0);
            sum = graph.node("Add", List.of(sum, exact.rows(graph, types(), gather(row))));
        }
        TensorView table = tensors.table("embeddings.position_embeddings.weight", width);
        sum = graph.node("Add", List.of(sum, numbers.rows(graph, table, gather(places()))));
        String normed = norm("embeddings.LayerNorm", sum, width);
        return tensors.has("embeddings_project.weight")
                ? linear("embeddings_project", normed, width, spec.width())
                : normed;
    }

    private UnaryOperator<String> gather(String ids) {
        return table -> graph.node("Gather", List.of(table, ids));
    }

    /** The row of the table of positions that each token gets, [batch, sequence]: counted, so that the shape is that of the tokens. */
    private String places() {
        String axis = graph.number(1);
        if (spec.family() != Family.ROBERTA) {
            String zeros = graph.node("Mul", List.of(IDS, graph.number(0)));
            String ones = graph.node("Add", List.of(zeros, graph.number(1)));
            return graph.node("CumSum", List.of(ones, axis), Attribute.of("exclusive", 1));
        }
        // The count of tokens that are no padding up to here, behind the row of the padding, which padding itself gets.
        String padding = graph.number(spec.padding());
        String shown = graph.node(
                "Cast",
                List.of(graph.node("Not", List.of(graph.node("Equal", List.of(IDS, padding))))),
                Attribute.of("to", ElementType.INT64.code));
        String counted = graph.node("Mul", List.of(graph.node("CumSum", List.of(shown, axis)), shown));
        return graph.node("Add", List.of(counted, padding));
    }

    private String layer(int i, String input, String mask, String nothingHidden) {
        Family.LayerNames names = spec.family().names;
        String place = spec.family().layers + i + ".";
        int width = spec.width();
        boolean firstOnly = spec.labels() && i == spec.layers() - 1;
        String looking = firstOnly ? first(input) : input;
        List<String> asked = List.of(
                linear(place + names.query(), looking, width, width),
                linear(place + names.key(), input, width, width),
                linear(place + names.value(), input, width, width));
        String seen = graph.node(
                "If",
                List.of(nothingHidden),
                Attribute.of("then_branch", attention("whole_" + i, asked)),
                Attribute.of("else_branch", attention("masked_" + i, plus(asked, "", mask))));
        String attended = linear(place + names.attended(), seen, width, width);
        String between = norm(place + names.attentionNorm(), graph.node("Add", List.of(attended, looking)), width);
        Linear up = tensors.linear(place + names.up(), width, -1);
        String bent = spec.bend().of(graph, numbers.linear(graph, up, between));
        String fed = linear(place + names.down(), bent, up.out(), width);
        return norm(place + names.outputNorm(), graph.node("Add", List.of(fed, between)), width);
    }

    private String first(String tokens) {
        return graph.node("Slice", List.of(tokens, graph.numbers(0), graph.numbers(1), graph.numbers(1)));
    }

    /** @param inputs query, key, value, and maybe no bias and a mask over keys */
    private GraphDraft attention(String name, List<String> inputs) {
        GraphDraft branch = new GraphDraft(name);
        branch.give(
                branch.ownNode("MultiHeadAttention", inputs, Attribute.of("num_heads", spec.heads())),
                ElementType.FLOAT);
        return branch;
    }

    private static List<String> plus(List<String> first, String... others) {
        return Stream.concat(first.stream(), Stream.of(others)).toList();
    }

    private String linear(String name, String input, int in, int out) {
        return numbers.linear(graph, tensors.linear(name, in, out), input);
    }

    private String norm(String name, String input, int width) {
        return graph.node(
                "LayerNormalization",
                List.of(
                        input,
                        Numbers.plain(graph, tensors.scale(name, width)),
                        Numbers.plain(graph, tensors.shift(name, width))),
                Attribute.of("axis", -1),
                Attribute.of("epsilon", spec.epsilon()));
    }

    /** In float32 at either precision: one token a text costs nothing, and nothing behind it evens out an error. */
    private void labels(String hidden) {
        int width = spec.width();
        String pooled = graph.node("Squeeze", List.of(hidden, graph.numbers(1)));
        Linear dense = switch (spec.family()) {
            case BERT -> tensors.linear("pooler.dense", width, width);
            case DISTILBERT -> tensors.head("pre_classifier", width, width);
            case ROBERTA, ELECTRA -> tensors.head("classifier.dense", width, width);
        };
        Bend bend = switch (spec.family()) {
            case BERT, ROBERTA -> Bend.TANH;
            case ELECTRA -> Bend.GELU;
            case DISTILBERT -> Bend.RELU;
        };
        Linear last = switch (spec.family()) {
            case BERT, DISTILBERT -> tensors.head("classifier", width, -1);
            case ROBERTA, ELECTRA -> tensors.head("classifier.out_proj", width, -1);
        };
        String bent = bend.of(graph, exact.linear(graph, dense, pooled));
        graph.give(exact.linear(graph, last, bent), LOGITS, ElementType.FLOAT, "batch", last.out());
    }
}
