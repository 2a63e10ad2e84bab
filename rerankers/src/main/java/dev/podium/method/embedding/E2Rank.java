package dev.podium.method.embedding;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Settings;
import dev.podium.model.Tally;
import dev.podium.order.ByScore;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.published.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The query and the head of the list are embedded together as one text; the nearer a candidate's own vector to that, the better.
 *
 * <p>Embeds n candidates, each alone, and one long text: n + 1. Candidates' vectors are those of retrieval and could be kept; feedback from
 * the head costs one text. The long text is embedded as a prompt, in the model's own conversation and to its very end, where the model can;
 * else as a plain query, with what the model puts before queries.
 *
 * <p>Source: E2Rank, arXiv 2510.22733, section 3.3, Alibaba-NLP/E2Rank, c72cc0a. Its texts are spelled in three ways: {@code e2rank_eval} as
 * in its evaluation, {@code e2rank_readme} as where its printed cosines are from, {@code e2rank_train} as in its training. Departs from it:
 * what looks like an id in a text is made harmless. The end token that its tokenizer does not add is put behind candidates; another model
 * wants {@code end} empty.
 *
 * @param model that embeds texts, and prompts where it can
 * @param template of the long text
 * @param instruction with its colon where the template has none
 * @param shown candidates of the head in it, at least 1
 * @param passages how candidates are shown there and read alone
 * @param end put behind each candidate that is read alone
 * @since 0.1.0
 */
public record E2Rank(Embedding model, Template template, String instruction, int shown, Passages passages, String end)
        implements Scorer {

    private static final String NO_THOUGHTS = "<think>\n\n</think>\n\n";
    private static final String TRAINED = "e2rank_train";

    /** In the catalogue. */
    public static final Method METHOD = Method.named("e2rank")
            .family("embedding")
            .paper("E2Rank, arXiv 2510.22733")
            .needs(Embedding.class)
            .setting(
                    "template",
                    "e2rank_eval",
                    "e2rank_eval, e2rank_readme or e2rank_train: how the long text is spelled")
            .setting(
                    "instruction",
                    "Given a web search query and some relevant documents, rerank the documents that answer the query",
                    "what it begins with, without a colon at its end")
            .setting("shown", "20", "candidates of the head in it, at least 1")
            .setting("passage-words", "1024", "words of a candidate that are read, at least 1")
            .setting(
                    "end",
                    "<|endoftext|>",
                    "put behind each candidate that is read alone; empty for models that do it themselves")
            .builtAs((model, settings) -> new ByScore(of(model.as(Embedding.class), settings)));

    // As in BiEncoder: vectors are forgotten a part at a time.
    private static final int PART = 256;

    private static E2Rank of(Embedding model, Settings settings) {
        String template = settings.choice("template", "e2rank_eval", "e2rank_readme", TRAINED);
        return new E2Rank(
                model,
                Published.template(template),
                settings.text("instruction") + (template.equals(TRAINED) ? "" : ":"),
                settings.integer("shown", 1),
                Passages.words(settings.integer("passage-words", 1), Ids.NUMBERS),
                settings.text("end"));
    }

    @Override
    public double[] score(Slate slate) {
        double[] scores = new double[slate.size()];
        if (scores.length == 0) {
            return scores;
        }
        List<String> texts = slate.candidates().stream().map(passages::text).toList();
        Embedded query = query(slate, texts.subList(0, Math.min(shown, texts.size())));
        for (int from = 0; from < scores.length; from += PART) {
            int to = Math.min(from + PART, scores.length);
            List<Embedded> embedded = passages(texts.subList(from, to));
            for (int i = from; i < to; i++) {
                Embedded one = embedded.get(i - from);
                scores[i] = model.similarity().of(query, one);
                if (one.truncated()) {
                    Candidate cut = slate.candidate(i);
                    Tally.truncated(cut.id(), one.tokens(), one.tokensUsed());
                }
            }
        }
        return scores;
    }

    /** Exactly as they stand where the model reads prompts: an end that it adds itself would be a second one. */
    private List<Embedded> passages(List<String> texts) {
        return model.forms().contains(Prompt.Form.PLAIN)
                ? model.embed(texts.stream()
                        .map(text ->
                                Prompt.plain(Part.document(Passages.name(0), text, Integer.MAX_VALUE), Part.fixed(end)))
                        .toList())
                : model.embed(texts.stream().map(text -> text + end).toList(), Embedding.Role.PASSAGE);
    }

    private Embedded query(Slate slate, List<String> head) {
        List<Filling> each = new ArrayList<>();
        for (int i = 0; i < head.size(); i++) {
            each.add(Filling.NOTHING
                    .with("i", Ids.NUMBERS.of(i))
                    .with("passage", Part.document(Passages.name(i), head.get(i), Integer.MAX_VALUE)));
        }
        Filling whole = Filling.query(passages.query(slate)).with("instruction", instruction);
        Set<Prompt.Form> forms = model.forms();
        if (forms.isEmpty()) {
            String text = template.render(Set.of(Prompt.Form.PLAIN), whole, each)
                    .text()
                    .strip();
            return model.embed(List.of(text), Embedding.Role.QUERY).getFirst();
        }
        // Qwen3's own template writes this where it shall not think; the last of its tokens is the one that was
        // trained.
        Template closed = forms.contains(Prompt.Form.CHAT) ? template.answering(NO_THOUGHTS) : template;
        return model.embed(List.of(closed.render(forms, whole, each))).getFirst();
    }

    /** The long text is embedded too. */
    @Override
    public long calls(int size) {
        return size + 1L;
    }
}
