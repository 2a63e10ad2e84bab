package dev.podium.published;

import dev.podium.Nearest;
import dev.podium.prompt.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Published templates by their names.
 *
 * <p>A new one is one file beside this class and one word here.
 *
 * @since 0.1.0
 */
public final class Published {

    /** By paradigm. A jar cannot be listed, so they are told. */
    private static final List<String> NAMES =
            Pattern.compile("\\s+").splitAsStream("""
                    monot5 rankt5 twolar qwen3_reranker prorank prorank_instructed bge_gemma bge_lightweight rank1 erank upr gmr unime_pair
                    duot5 prp echorank_binary echorank_pair
                    setwise setwise_sft rank_r1_v01 rank_r1_v01_file rank_r1_v02 unime_list iranker
                    rankgpt rankgpt_single rank_vicuna rank_zephyr rank_zephyr_legacy rank_zephyr_alpha rank_zephyr_alpha_legacy
                    first first_fixed first_numeric first_mistral reasonrank reasonrank_own reasonrank_qwen3 rank_k insert_rank
                    lrl apeer dear_order mm_r5 rank_fid rank_fid_score mvp
                    grouprank tourrank
                    icr_qa icr_ie e2rank_eval e2rank_readme e2rank_train""").toList();

    private static final Map<String, Template> READ = new ConcurrentHashMap<>();

    private Published() {}

    /** All names, by paradigm. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The template of this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest and lists all
     */
    public static Template template(String name) {
        if (!NAMES.contains(name)) {
            throw Nearest.unknown("published template", name, NAMES);
        }
        return READ.computeIfAbsent(name, Published::read);
    }

    private static Template read(String name) {
        String file = name + ".txt";
        try (InputStream in = Objects.requireNonNull(Published.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // the line break that ends a file is none of the text's: others that stand before it are
            return Template.parse(name, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
