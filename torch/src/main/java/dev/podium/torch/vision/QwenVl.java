package dev.podium.torch.vision;

import dev.podium.torch.config.Config;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.decoder.Session;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Qwen2-VL and Qwen2.5-VL: a decoder that reads pictures where its prompt has them.
 *
 * <pre>{@code
 * Patches patches = QwenImages.open(folder).of(List.of(page));
 * int[] prompt = model.expand(tokenizer.encode(rendered, false).ids(), patches.grids());
 * float[] noYes = model.lastLogits(prompt, patches, no, yes);
 *
 * try (Session session = Session.of(model.text().decoder())) {
 *     int[] last = model.begin(session, prompt, patches);
 *     List<Written> answers = writer.goOn(List.of(session), List.of(last), List.of(options));
 * }
 * }</pre>
 */
public final class QwenVl implements AutoCloseable {

    private final QwenVision vision;
    private final CausalLm text;
    private final int pictureToken;

    private QwenVl(QwenVision vision, CausalLm text, int pictureToken) {
        this.vision = vision;
        this.text = text;
        this.pictureToken = pictureToken;
    }

    /** The model of a checkpoint. */
    public static QwenVl of(Config config, Parameters parameters) {
        // 151655 is the token of every published checkpoint; the first ones do not say so.
        return new QwenVl(
                QwenVision.of(config, parameters),
                CausalLm.of(config, parameters),
                config.integerOr(151_655, "image_token_id"));
    }

    /** What sees. */
    public QwenVision vision() {
        return vision;
    }

    /** What reads and writes. */
    public CausalLm text() {
        return text;
    }

    /** A prompt with as many picture tokens as the pictures have. @param ids with one a picture, as the template has it */
    public int[] expand(int[] ids, List<Grid> grids) {
        return QwenPositions.expand(ids, pictureToken, grids, vision.merge());
    }

    /**
     * Reads a prompt with its pictures.
     *
     * @param session that has read nothing
     * @param ids {@linkplain #expand expanded}
     * @return the vectors of all tokens after the final norm, [tokens, width], in the scope of the caller
     */
    public Tensor read(Session session, int[] ids, Patches patches, Observer observer) {
        if (session.tokens() > 0) {
            throw new IllegalArgumentException(
                    "The session has read %d tokens; pictures can only be read at its beginning.\nMaybe put all pictures into one prompt."
                            .formatted(session.tokens()));
        }
        QwenPositions positions = QwenPositions.of(ids, pictureToken, patches.grids(), vision.merge());
        try (Scope scope = Scope.open()) {
            return scope.keep(session.append(embedded(ids, patches), positions.axes(), ids, observer));
        }
    }

    /**
     * Reads a prompt but for its last token, which is handed back: whoever writes an answer begins by reading it.
     *
     * @param session that has read nothing
     * @param ids expanded, with text at the end
     */
    public int[] begin(Session session, int[] ids, Patches patches) {
        int before = ids.length - 1;
        if (before < 1 || ids[before] == pictureToken) {
            throw new IllegalArgumentException(
                    "The prompt must end with text behind its pictures.\nMaybe render the template with the beginning of an answer.");
        }
        try (Scope _ = Scope.open()) {
            read(session, Arrays.copyOf(ids, before), patches, Observer.NONE);
        }
        return new int[] {ids[before]};
    }

    /** The logits of some tokens behind a prompt, such as those of no and yes. @param ids expanded */
    public float[] lastLogits(int[] ids, Patches patches, int... tokens) {
        try (Scope _ = Scope.open();
                Session session = Session.of(text.decoder())) {
            Tensor last = read(session, ids, patches, Observer.NONE).slice(0, ids.length - 1, ids.length);
            return text.logits(last, tokens).floats();
        }
    }

    /** What the decoder reads: vectors of tokens, and those of the tower where pictures are. @return [tokens, width] */
    private Tensor embedded(int[] ids, Patches patches) {
        Tensor words = text.decoder().embedded(ids);
        if (patches.grids().isEmpty()) {
            return words;
        }
        Tensor seen = vision.features(patches, Observer.NONE);
        List<Tensor> parts = new ArrayList<>();
        int pictured = 0;
        for (int from = 0; from < ids.length; ) {
            boolean picture = ids[from] == pictureToken;
            int to = from + 1;
            while (to < ids.length && (ids[to] == pictureToken) == picture) {
                to++;
            }
            if (picture) {
                parts.add(seen.slice(0, pictured, pictured + to - from));
                pictured += to - from;
            } else {
                parts.add(words.slice(0, from, to));
            }
            from = to;
        }
        return Tensors.cat(parts, 0);
    }

    @Override
    public void close() {
        text.close();
    }
}
