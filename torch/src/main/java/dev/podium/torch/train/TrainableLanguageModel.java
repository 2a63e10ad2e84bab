package dev.podium.torch.train;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Prompt;
import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.Tuning;
import dev.podium.model.train.WritingPass;
import dev.podium.text.ChatTemplate;
import dev.podium.text.Identifiers;
import dev.podium.text.PromptTokens;
import dev.podium.text.Tokenizer;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.decoder.CausalLm;
import dev.podium.torch.seq2seq.T5;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A language model that learns: a decoder of any family, or an encoder-decoder of T5's.
 *
 * <p>Prompts, answers and labels become the tokens that they are where the model serves. A batch is calculated without padding, and the
 * head at the places that are looked at alone.
 *
 * @since 0.1.0
 */
public final class TrainableLanguageModel implements TrainableWriting {

    /** Labels, and where they were asked for. */
    private record Asked(String ending, List<String> labels) {}

    /** Endings differ where a passage stands last; more than these are not worth remembering. */
    private static final int MOST_REMEMBERED = 4096;

    private final Words words;
    private final Tokenizer tokenizer;
    private final @Nullable ChatTemplate template;
    private final String end;
    private final int maxTokens;
    private final TorchLearner learner;
    private final Map<Asked, int[]> resolved = new HashMap<>();

    private TrainableLanguageModel(
            Words words,
            Tokenizer tokenizer,
            @Nullable ChatTemplate template,
            String end,
            int maxTokens,
            TorchLearner learner) {
        this.words = words;
        this.tokenizer = tokenizer;
        this.template = template;
        this.end = end;
        this.maxTokens = maxTokens;
        this.learner = learner;
    }

    /**
     * The model of a folder, to learn.
     *
     * @throws ModelUnavailableException if it cannot be opened, writes no words, or cannot have that adapter
     */
    public static TrainableModel open(Path folder, Tuning tuning) {
        return Opened.of(folder, tuning, opened -> {
            Checkpoint checkpoint = opened.checkpoint();
            boolean t5 = checkpoint.modelType().endsWith("t5");
            Words words;
            int most = tuning.maxTokens();
            if (t5) {
                words = new T5Words(T5.of(checkpoint.config(), opened.parameters()));
            } else {
                CausalLm model = opened.keep(CausalLm.of(checkpoint.config(), opened.parameters()));
                words = new DecoderWords(model);
                most = Math.min(most, model.decoder().maxTokens());
            }
            int maxTokens = most;
            return opened.learning(
                    Built.of(folder, opened.parameters(), null, t5 ? "SEQ_2_SEQ_LM" : "CAUSAL_LM"),
                    learner -> new TrainableLanguageModel(
                            words,
                            opened.tokenizer(),
                            t5 ? null : checkpoint.chatTemplateIfThere(),
                            end(checkpoint, opened.tokenizer()),
                            maxTokens,
                            learner));
        });
    }

    /** The words of the first token that ends an answer, if they become that token. */
    private static String end(Checkpoint checkpoint, Tokenizer tokenizer) {
        return checkpoint.ends(tokenizer).stream()
                .filter(id -> {
                    String text = tokenizer.decode(new int[] {id}, false);
                    return Arrays.equals(tokenizer.encode(text, false).ids(), new int[] {id});
                })
                .findFirst()
                .map(id -> tokenizer.decode(new int[] {id}, false))
                .orElse("");
    }

    @Override
    public String end() {
        return end;
    }

    @Override
    public Set<Prompt.Form> forms() {
        return template == null ? Set.of(Prompt.Form.PLAIN) : Set.of(Prompt.Form.PLAIN, Prompt.Form.CHAT);
    }

    @Override
    public WritingPass forward(List<Lesson> lessons, Mode mode) {
        List<Words.Read> read = lessons.stream().map(this::read).toList();
        ByLength byLength = ByLength.of(read.size(), i -> read.get(i).length());
        List<Words.Read> sorted = byLength.sorted(read);
        OpenOutput output = learner.open(mode, () -> words.hidden(sorted));
        try {
            WritingPass pass = new TorchWritingPass(output, words, sorted, mode == Mode.TRAIN);
            return new InOrder(pass, byLength);
        } catch (RuntimeException e) {
            output.close();
            throw e;
        }
    }

    private Words.Read read(Lesson lesson) {
        int[] answer = tokenizer.encode(lesson.answer(), false).ids();
        int room = Math.max(1, answer.length);
        PromptTokens prompt = PromptTokens.of(
                lesson.prompt(), tokenizer, template, Math.max(1, words.goesOn() ? maxTokens - room : maxTokens - 1));
        if (prompt.size() == 0) {
            throw new IllegalArgumentException(
                    "The prompt of a lesson has no token, and nothing can follow nothing.\nMaybe begin it with a word.");
        }
        return new Words.Read(prompt.ids(), answer, labels(prompt, lesson.labels()));
    }

    private int[] labels(PromptTokens prompt, List<String> labels) {
        if (labels.isEmpty()) {
            return new int[0];
        }
        Asked asked = new Asked(words.goesOn() ? prompt.ending() : "", labels);
        int[] known = resolved.get(asked);
        if (known == null) {
            known = Identifiers.resolve(tokenizer, asked.ending(), labels).ids();
            if (resolved.size() < MOST_REMEMBERED) {
                resolved.put(asked, known);
            }
        }
        return known;
    }

    /** A pass over lessons by their length, as it looks to whoever gave them in another order. */
    private record InOrder(WritingPass sorted, ByLength byLength) implements WritingPass {

        private double[][] back(double[][] all) {
            double[][] back = new double[all.length][];
            for (int i = 0; i < back.length; i++) {
                back[byLength.order()[i]] = all[i];
            }
            return back;
        }

        private double[][] there(double[][] all) {
            return byLength.sorted(new ArrayList<>(Arrays.asList(all))).toArray(double[][]::new);
        }

        @Override
        public double[][] logProbs() {
            return back(sorted.logProbs());
        }

        @Override
        public double[][] logits() {
            return back(sorted.logits());
        }

        @Override
        public void backward(double[][] ofLogProbs, double[][] ofLogits) {
            sorted.backward(there(ofLogProbs), there(ofLogits));
        }

        @Override
        public void close() {
            sorted.close();
        }
    }
}
