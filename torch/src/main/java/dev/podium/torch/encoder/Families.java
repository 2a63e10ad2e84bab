package dev.podium.torch.encoder;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.EncoderSpec.NormPlace;
import dev.podium.torch.encoder.EncoderSpec.Padding;
import dev.podium.torch.encoder.EncoderSpec.Positions;
import dev.podium.torch.encoder.EncoderSpec.Relation;
import dev.podium.torch.encoder.EncoderSpec.Relation.Rotary.Turn;
import dev.podium.torch.layer.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How each family says in {@code config.json} what it is like. */
final class Families {

    private static final int EVERYWHERE = Integer.MAX_VALUE;

    private Families() {}

    static EncoderSpec spec(Config config) {
        refuseOthers(config);
        return switch (Family.of(config)) {
            case BERT -> bert(config, Family.BERT, Names.bert("bert"));
            case ELECTRA -> bert(config, Family.ELECTRA, Names.bert("electra"));
            case ROBERTA -> roberta(config);
            case DISTILBERT -> distilBert(config);
            case ALBERT -> albert(config);
            case MPNET -> mpNet(config);
            case DEBERTA -> deberta(config);
            case MODERNBERT -> modernBert(config);
        };
    }

    private static void refuseOthers(Config config) {
        String positions = config.textOr("absolute", "position_embedding_type");
        if (!positions.equals("absolute")) {
            throw new ModelUnavailableException(
                    "%s: the position_embedding_type must be absolute and is \"%s\".\nMaybe another checkpoint: the reference implementation no longer has it either."
                            .formatted(config.source(), positions));
        }
        if (config.flagOr(false, "is_decoder")) {
            throw new ModelUnavailableException(
                    "%s: the model is used as a decoder (is_decoder), not as an encoder.".formatted(config.source()));
        }
    }

    /** All that look alike but for names, positions and what attention adds. */
    private static EncoderSpec bertLike(
            Config config, Family family, Names names, List<String> layers, Positions positions, Relation relation) {
        int rows = config.integerOr(512, "max_position_embeddings");
        String activation = family == Family.ALBERT ? "gelu_new" : "gelu";
        return new EncoderSpec(
                family,
                names,
                config.integer("hidden_size"),
                config.integer("num_attention_heads"),
                headWidth(config),
                layers,
                Activation.parse(config.textOr(activation, "hidden_act")),
                config.realOr(1e-12, "layer_norm_eps"),
                NormPlace.AFTER,
                positions,
                positions instanceof Positions.Counted(int padding) ? rows - padding - 1 : rows,
                config.integerOr(2, "type_vocab_size") > 1 && family != Family.MPNET,
                Padding.LOOKS,
                relation);
    }

    private static EncoderSpec bert(Config config, Family family, Names names) {
        return bertLike(config, family, names, numbered(config), new Positions.Placed(), new Relation.None());
    }

    private static EncoderSpec roberta(Config config) {
        Positions counted = new Positions.Counted(config.integerOr(1, "pad_token_id"));
        return bertLike(config, Family.ROBERTA, Names.bert("roberta"), numbered(config), counted, new Relation.None());
    }

    private static EncoderSpec mpNet(Config config) {
        // The reference code has 1 for the padding and 32 buckets whatever the file says.
        Positions counted = new Positions.Counted(1);
        return bertLike(config, Family.MPNET, Names.mpNet(), numbered(config), counted, new Relation.Biased(32, 128));
    }

    private static EncoderSpec albert(Config config) {
        int layers = config.integer("num_hidden_layers");
        int groups = config.integerOr(1, "num_hidden_groups");
        int inner = config.integerOr(1, "inner_group_num");
        List<String> shared = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            int group = (int) (layer / ((double) layers / groups));
            for (int i = 0; i < inner; i++) {
                shared.add("encoder.albert_layer_groups.%d.albert_layers.%d".formatted(group, i));
            }
        }
        return bertLike(config, Family.ALBERT, Names.albert(), shared, new Positions.Placed(), new Relation.None());
    }

    private static int headWidth(Config config) {
        int width = config.integer("hidden_size", "dim");
        int heads = config.integer("num_attention_heads", "n_heads");
        if (heads < 1 || width % heads != 0) {
            throw new ModelUnavailableException("%s: the width (%d) must be a multiple of the attention heads (%d)."
                    .formatted(config.source(), width, heads));
        }
        return width / heads;
    }

    private static List<String> numbered(Config config) {
        return numbered("encoder.layer.", config.integer("num_hidden_layers"));
    }

    private static List<String> numbered(String path, int layers) {
        return IntStream.range(0, layers).mapToObj(layer -> path + layer).toList();
    }

    private static EncoderSpec distilBert(Config config) {
        return new EncoderSpec(
                Family.DISTILBERT,
                Names.distilBert(),
                config.integer("dim", "hidden_size"),
                config.integer("n_heads", "num_attention_heads"),
                headWidth(config),
                numbered("transformer.layer.", config.integer("n_layers", "num_hidden_layers")),
                Activation.parse(config.textOr("gelu", "activation", "hidden_act")),
                1e-12, // in the code, not in the file
                NormPlace.AFTER,
                new Positions.Placed(),
                config.integerOr(512, "max_position_embeddings"),
                false,
                Padding.LOOKS,
                new Relation.None());
    }

    private static EncoderSpec deberta(Config config) {
        int maxTokens = config.integerOr(512, "max_position_embeddings");
        List<String> terms = terms(config);
        int farthest = config.integerOr(-1, "max_relative_positions");
        farthest = farthest < 1 ? maxTokens : farthest;
        int buckets = Math.max(0, config.integerOr(-1, "position_buckets"));
        boolean relative = config.flagOr(false, "relative_attention");
        return new EncoderSpec(
                Family.DEBERTA,
                Names.deberta(),
                config.integer("hidden_size"),
                config.integer("num_attention_heads"),
                config.integerOr(headWidth(config), "attention_head_size"),
                numbered(config),
                Activation.parse(config.textOr("gelu", "hidden_act")),
                config.realOr(1e-7, "layer_norm_eps"),
                NormPlace.AFTER,
                config.flagOr(true, "position_biased_input") ? new Positions.Placed() : new Positions.None(),
                maxTokens,
                config.integerOr(0, "type_vocab_size") > 0,
                Padding.BLIND,
                new Relation.Disentangled(
                        relative ? (buckets > 0 ? buckets : farthest) : 0,
                        buckets,
                        farthest,
                        terms.contains("c2p"),
                        terms.contains("p2c"),
                        config.flagOr(false, "share_att_key"),
                        config.textOr("none", "norm_rel_ebd")
                                .toLowerCase(Locale.ROOT)
                                .contains("layer_norm")));
    }

    /** A list in new files, {@code "p2c|c2p"} in those of old. */
    private static List<String> terms(Config config) {
        if (config.json().path("pos_att_type").isString()) {
            String[] terms =
                    config.text("pos_att_type").toLowerCase(Locale.ROOT).split("\\|", -1);
            return List.of(terms).stream().map(String::strip).toList();
        }
        return config.texts("pos_att_type");
    }

    private static EncoderSpec modernBert(Config config) {
        int layers = config.integer("num_hidden_layers");
        int reach = config.integerOr(128, "local_attention") / 2;
        int every = config.integerOr(3, "global_attn_every_n_layers");
        List<String> kinds = config.texts("layer_types");
        List<Turn> turns = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            boolean global =
                    kinds.isEmpty() ? layer % every == 0 : kinds.get(layer).equals("full_attention");
            turns.add(new Turn(theta(config, global), global ? EVERYWHERE : reach));
        }
        return new EncoderSpec(
                Family.MODERNBERT,
                Names.modernBert(),
                config.integer("hidden_size"),
                config.integer("num_attention_heads"),
                headWidth(config),
                numbered("layers.", layers),
                Activation.parse(config.textOr("gelu", "hidden_activation")),
                config.realOr(1e-5, "norm_eps"),
                NormPlace.BEFORE,
                new Positions.None(),
                config.integerOr(8192, "max_position_embeddings"),
                false,
                Padding.LOOKS,
                new Relation.Rotary(turns));
    }

    private static double theta(Config config, boolean global) {
        Config rope = config.under("rope_parameters").under(global ? "full_attention" : "sliding_attention");
        String kind = rope.textOr("default", "rope_type");
        if (!kind.equals("default")) {
            throw new ModelUnavailableException(
                    "%s: the rope_type must be default and is \"%s\".".formatted(rope.source(), kind));
        }
        // The defaults of the reference implementation; a null for the windows meant that they turn as the others do.
        double everywhere = config.realOr(160_000, "global_rope_theta");
        boolean alike = config.json().path("local_rope_theta").isNull();
        double near = config.realOr(alike ? everywhere : 10_000, "local_rope_theta");
        return rope.realOr(global ? everywhere : near, "rope_theta");
    }
}
