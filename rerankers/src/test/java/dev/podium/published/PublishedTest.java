package dev.podium.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Message;
import dev.podium.model.Message.Role;
import dev.podium.model.Prompt;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Template;
import dev.podium.registry.KnownCheckpoint;
import dev.podium.registry.Registry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedTest {

    private static final Set<Prompt.Form> FORMS = Set.of(Prompt.Form.values());
    private static final List<String> PASSAGES = List.of("Tea is a drink.", "Cats sleep.");
    private static final List<String> SCORES = List.of("12.500", "3.000");

    // lengths and hashes were taken from what the authors' own code renders

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            first, LETTERS, 521, b6763b4ef06567b2
            first_fixed, LETTERS, 521, 4a6ac67af7b72687
            first_mistral, LETTERS, 555, 8f142fe444afb764
            rank_zephyr, NUMBERS, 551, a4ce2159d2025fe7
            rank_zephyr_legacy, NUMBERS, 552, 3cadd3324e72adca
            rank_zephyr_alpha, LETTERS, 555, 8f142fe444afb764
            rank_zephyr_alpha_legacy, LETTERS, 556, d00de349919b0222
            reasonrank, NUMBERS, 453, f4f147b905b32878
            reasonrank_own, NUMBERS, 454, 6875fe0c3c445435
            insert_rank, NUMBERS, 838, 750c16763138d6a6
            rank_r1_v01, NUMBERS, 426, 5e98481084b95e7e
            rank_r1_v01_file, NUMBERS, 428, ae2744d60be96c20
            rank_r1_v02, NUMBERS, 915, 0e2bb7b1fe8af7e5
            setwise_sft, NUMBERS, 346, ab74433dd34e1100
            setwise, LETTERS, 216, ba5b527220b17e73
            prp, NUMBERS, 183, c3c9f847c414974c
            rank1, NUMBERS, 148, 65c3e617406e30f9
            """)
    void what_the_user_says_is_what_the_authors_code_writes(String name, Ids ids, int length, String sha256) {
        assertThat(fingerprint(lastOf(toy(name, ids), Role.USER))).isEqualTo(length + " " + sha256);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            rank_zephyr, 102, 48dd1cdd1dc68b5a
            rank_zephyr_alpha, 102, 48dd1cdd1dc68b5a
            first, 102, 48dd1cdd1dc68b5a
            first_mistral, 102, 48dd1cdd1dc68b5a
            insert_rank, 102, 48dd1cdd1dc68b5a
            reasonrank, 449, 646add87db8f5a56
            reasonrank_own, 449, 646add87db8f5a56
            rank_r1_v01, 399, e3c33b9fab873701
            rank_r1_v02, 107, ad8afc9198dbe589
            setwise_sft, 224, c04639f1fcf7de27
            grouprank, 1285, 0bfaa7a5baca4fd6
            """)
    void the_system_message_is_that_of_the_authors_code(String name, int length, String sha256) {
        assertThat(fingerprint(lastOf(toy(name, Ids.NUMBERS), Role.SYSTEM))).isEqualTo(length + " " + sha256);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            monot5, 45, 2a17b704e33ae69d
            rankt5, 35, c47bdb1779eca537
            twolar, 46, 1e68efc58a472897
            duot5, 63, a754549a3dde4e79
            mvp, 87, ce4f8bcc0c42deb9
            """)
    void the_text_of_encoder_decoders_is_that_of_the_authors_code(String name, int length, String sha256) {
        // slots filled with their own names, as the authors call them
        Filling names = Filling.query("{query}")
                .with("passage", "{document}")
                .with("first", "{first}")
                .with("second", "{second}");

        assertThat(fingerprint(Published.template(name)
                        .render(FORMS, names, List.of(names))
                        .text()))
                .isEqualTo(length + " " + sha256);
    }

    @Test
    void what_grouprank_says_is_the_authors_format_string() {
        Filling names = Filling.query("{QUERY}").with("num", "{TOPK}");

        Prompt none = Published.template("grouprank").render(FORMS, names, List.of());

        String format = lastOf(none, Role.USER)
                .replace("{\"[1]\": 5, \"[2]\": 3, \"[3]\": 8}", "{{\"[1]\": 5, \"[2]\": 3, \"[3]\": 8}}")
                .replace("Documents:\n", "Documents:\n{PASSAGES}");
        assertThat(fingerprint(format)).isEqualTo("837 b8ab00cd0219913c");
    }

    /** Whole prompts, roles included: of those above, and of those that nobody published a fingerprint of. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            monot5, NUMBERS, 59, ebbe86766c868a81
            rankt5, NUMBERS, 49, 88e24d09fcfc58c3
            twolar, NUMBERS, 60, f7412dbe7ddddb2c
            qwen3_reranker, NUMBERS, 316, c900c9ec6ff81ca2
            prorank, NUMBERS, 467, 398c6c93af006d5a
            prorank_instructed, NUMBERS, 489, ecfc07ea86731fa2
            bge_gemma, NUMBERS, 184, 2e725c8d431b7c4d
            bge_lightweight, NUMBERS, 95, aab454a19265d15e
            rank1, NUMBERS, 153, 2d3809c07585c5ba
            erank, NUMBERS, 474, f12a789d209cd975
            upr, NUMBERS, 82, 9e14959af64d3690
            gmr, NUMBERS, 222, 0264a63a482b03e0
            unime_pair, NUMBERS, 237, a1b7a79fd0887967
            duot5, NUMBERS, 83, 9171e00dd01c70b9
            prp, NUMBERS, 188, 9293d0bf1d333c28
            echorank_binary, NUMBERS, 111, 85b6ca55f32f0c77
            echorank_pair, NUMBERS, 144, 66e7ac0b192c0cff
            setwise, LETTERS, 221, 8126f4ea8e3a7b74
            setwise_sft, NUMBERS, 583, 082ddfcd5d372922
            rank_r1_v01, NUMBERS, 838, f31276a11a7f5723
            rank_r1_v01_file, NUMBERS, 840, 74dd2d5c8f9d980c
            rank_r1_v02, NUMBERS, 1035, 39e5f74a4426da61
            unime_list, NUMBERS, 365, 08b04d08a4fe0073
            iranker, NUMBERS_FROM_ZERO, 790, 6d5fe20e7517a956
            rankgpt, NUMBERS, 759, 105d2c4699ca498b
            rankgpt_single, NUMBERS, 633, 17b3ea137df4694f
            rank_vicuna, NUMBERS, 695, 71bc7962d8e28959
            rank_zephyr, NUMBERS, 666, 8e967fcf50cefae5
            rank_zephyr_legacy, NUMBERS, 667, 87ad6bb9e0168f56
            rank_zephyr_alpha, LETTERS, 670, 95a6f82ffb8d7324
            rank_zephyr_alpha_legacy, LETTERS, 671, 92d03635ebfc8c6d
            first, LETTERS, 648, 8606093ba175677e
            first_fixed, LETTERS, 648, 1f6214db85e6fb93
            first_numeric, NUMBERS, 645, 4ea8a286a0609106
            first_mistral, LETTERS, 682, 6f7813ef165c2d02
            reasonrank, NUMBERS, 915, a25442437d070f24
            reasonrank_own, NUMBERS, 916, 43658a06cd8fe4ea
            reasonrank_qwen3, NUMBERS, 758, 03661fad912a65a7
            rank_k, NUMBERS, 822, 8d161a25c4eba15d
            insert_rank, NUMBERS, 953, fb58f59da2ade86d
            lrl, NUMBERS, 422, 7b5937f9f7022c9f
            apeer, NUMBERS, 1066, fdb0f07e35de0324
            dear_order, NUMBERS, 924, a50fa7f50c0959cf
            mm_r5, NUMBERS, 1088, 0c5d7e4e7c4d319c
            rank_fid, NUMBERS, 149, 3459b5ed40280fb2
            rank_fid_score, NUMBERS, 93, a4472c1fe6227678
            mvp, NUMBERS, 101, 9e05b34c528612d6
            grouprank, NUMBERS, 2157, 8e49d6ce1452f075
            tourrank, NUMBERS, 519, 951031fe8d28f412
            icr_qa, NUMBERS, 128, 9a922f4cf0154b92
            icr_ie, NUMBERS, 147, 3a4c440360270a0c
            e2rank_eval, NUMBERS, 86, 1eae99bba7f7960a
            e2rank_readme, NUMBERS, 110, 1b34babfd8eed19e
            e2rank_train, NUMBERS, 93, c07fd40146979d7c
            """)
    void no_prompt_changes_unseen(String name, Ids ids, int length, String sha256) {
        String whole = toy(name, ids).turns().stream()
                .map(turn -> turn.role().name().toLowerCase(Locale.ROOT) + "\n" + turn.text())
                .collect(Collectors.joining("\n"));

        assertThat(fingerprint(whole)).isEqualTo(length + " " + sha256);
    }

    @Test
    void a_begun_answer_is_the_last_turn() {
        assertThat(toy("first", Ids.LETTERS).turns().getLast()).isEqualTo(Message.assistant("["));
        assertThat(toy("iranker", Ids.NUMBERS_FROM_ZERO).turns().getLast())
                .isEqualTo(Message.assistant("Let me solve this step by step.\n<think>"));
    }

    @Test
    void each_passage_is_a_turn_and_a_receipt_of_rankgpt() {
        assertThat(toy("rankgpt", Ids.NUMBERS).turns())
                .extracting(Message::role)
                .containsExactly(
                        Role.SYSTEM,
                        Role.USER,
                        Role.ASSISTANT,
                        Role.USER,
                        Role.ASSISTANT,
                        Role.USER,
                        Role.ASSISTANT,
                        Role.USER);
        assertThat(toy("rankgpt", Ids.NUMBERS).turns())
                .contains(Message.user("[2] Cats sleep."), Message.assistant("Received passage [2]."));
    }

    @ParameterizedTest
    @MethodSource("dev.podium.published.Published#names")
    void says_what_it_is_for_and_where_it_is_from(String name) {
        Template template = Published.template(name);

        assertThat(template.name()).isEqualTo(name);
        assertThat(template.about()).isNotBlank();
        assertThat(template.source()).isNotBlank();
    }

    @Test
    void every_file_is_listed_and_every_name_has_a_file() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(Published.class.getResource("upr.txt"))
                        .toURI())
                .getParent();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".txt"))
                            .map(file -> file.substring(0, file.length() - ".txt".length())))
                    .containsExactlyInAnyOrderElementsOf(Published.names());
        }
    }

    @Test
    void proposes_the_nearest_name() {
        assertThatThrownBy(() -> Published.template("rank-zephyr"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no published template \"rank-zephyr\".\nMaybe \"rank_zephyr\"");
    }

    @Test
    void known_checkpoints_need_templates_that_there_are() {
        assertThat(Registry.published().all().stream()
                        .map(KnownCheckpoint::template)
                        .filter(name -> !name.isEmpty()))
                .isSubsetOf(Published.names())
                .hasSizeGreaterThan(50);
    }

    @Test
    void texts_that_the_registry_holds_are_in_the_templates() {
        String task = "Given a web search query, retrieve relevant passages that answer the query";
        Filling names = Filling.query("{query}")
                .with("instruction", task)
                .with("title", "")
                .with("passage", "{document}")
                .with("first", "{first}")
                .with("second", "{second}");

        List<String> seen = new ArrayList<>();
        for (KnownCheckpoint known : Registry.published().all()) {
            for (var part : known.prompts()) {
                if (part.text() != null && !known.template().isEmpty()) {
                    assertThat(Published.template(known.template())
                                    .render(FORMS, names, List.of())
                                    .text())
                            .as(known.id())
                            .contains(part.text());
                    seen.add(known.id());
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(20);
    }

    /** The prompt for the query and the two passages that published fingerprints are of. */
    private static Prompt toy(String name, Ids ids) {
        Filling whole = Filling.query("what is tea")
                .with("num", "2")
                .with("passage", PASSAGES.getFirst())
                .with("first", PASSAGES.getFirst())
                .with("second", PASSAGES.getLast())
                .with("title", "Tea")
                .with("instruction", "Find it:")
                .with("top", "1")
                .with("labels", "PASSAGE1, PASSAGE2");
        List<Filling> each = new ArrayList<>();
        for (int index = 0; index < PASSAGES.size(); index++) {
            each.add(Filling.NOTHING
                    .with("i", ids.of(index))
                    .with("passage", PASSAGES.get(index))
                    .with("score", SCORES.get(index))
                    .with("between", index == 0 ? "" : "\n\n"));
        }
        return Published.template(name).render(FORMS, whole, each);
    }

    private static String lastOf(Prompt prompt, Role role) {
        return prompt.turns().stream()
                .filter(turn -> turn.role() == role)
                .toList()
                .getLast()
                .text();
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return text.length() + " " + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
