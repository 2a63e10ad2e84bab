package dev.podium.torch.seq2seq;

import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.text.PromptTokens;
import dev.podium.text.Tokenizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a passage is read with its query for {@link Views}: behind one token a view, {@code <extra_id_0>... | Query: q | Context: d}, of
 * at most 256 tokens, of which the passage's last give way.
 *
 * <p>Source: MVP, arXiv 2509.07485, and its public code.
 */
public final class ViewedText {

    private static final int PUBLISHED_TOKENS = 256;
    private static final String QUERY = "query";
    private static final String DOCUMENT = "document";

    private final Tokenizer tokenizer;
    private final String beginning;
    private final int maxTokens;

    private ViewedText(Tokenizer tokenizer, String beginning, int maxTokens) {
        this.tokenizer = tokenizer;
        this.beginning = beginning;
        this.maxTokens = maxTokens;
    }

    /**
     * @param views how many
     * @param maxTokens wanted at most
     * @throws IllegalArgumentException if the tokenizer has not so many tokens for views
     */
    public static ViewedText of(Tokenizer tokenizer, int views, int maxTokens) {
        List<String> tokens =
                IntStream.range(0, views).mapToObj("<extra_id_%d>"::formatted).toList();
        tokens.forEach(tokenizer::id);
        return new ViewedText(
                tokenizer,
                tokens.stream().collect(Collectors.joining()) + " | Query: ",
                Math.min(PUBLISHED_TOKENS, maxTokens));
    }

    /** The tokens of one; its last part is the passage. */
    public PromptTokens read(String query, String document) {
        Prompt prompt = Prompt.plain(
                Part.fixed(beginning),
                Part.query(QUERY, query),
                Part.fixed(" | Context: "),
                Part.document(DOCUMENT, document, Integer.MAX_VALUE));
        return PromptTokens.of(prompt, tokenizer, null, maxTokens);
    }

    /** Tokens of a query and a passage together, with the marks around them, at most. */
    public int maxTokens() {
        return maxTokens;
    }
}
