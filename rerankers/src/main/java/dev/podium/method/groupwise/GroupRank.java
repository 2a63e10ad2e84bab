package dev.podium.method.groupwise;

import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.Lengths;
import dev.podium.judge.Words;
import dev.podium.model.AnswerForm;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.order.InGroups;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import dev.podium.read.Mark;
import dev.podium.read.ScoresReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A model reasons about a group of documents and scores each from 0 to 10; groups are shuffled anew a few times, and a document's votes
 * averaged.
 *
 * <p>Asks 5 times a repeat for 100 candidates in groups of 20, all at once: 30 times with the six repeats of the published best run. By
 * default the mean is blended with the stage before, 0.6 to 0.4: whole numbers tie, and without it GroupRank can be worse than what it was
 * given.
 *
 * <p>Source: GroupRank, arXiv 2511.11653, section 3. Departs from its code, which gives a whole group zeros where its answer cannot be read:
 * here it is asked for again, held to the form where a model can be, and then fails the query. A document that an answer leaves out has no
 * vote of that group, and one without any vote stands at the mean of all votes; such answers are counted as {@code missing}. Shuffles are
 * seeded by query and repeat. The blend is of z-scores, since a retriever's scores need not lie on the scale of the votes.
 *
 * @param ask puts the question
 * @param template of the prompt
 * @param passages how they are shown
 * @since 0.1.0
 */
public record GroupRank(Ask ask, Template template, Passages passages) implements Scorer {

    private static final int GREATEST = 10;

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Words.settings(
                            Method.named("grouprank")
                                    .family("groupwise")
                                    .paper("GroupRank, Sun et al., arXiv 2511.11653")
                                    .status("blended by z-scores")
                                    .needs(Generation.class),
                            8000,
                            0.3,
                            0.8),
                    0,
                    0)
            .setting("passage-characters", "3000", "characters of a passage that are shown, at least 1")
            .setting("group", "20", "candidates shown at once, at least 1")
            .setting(
                    "interval",
                    "20",
                    "how far the next group of a repeat begins behind the last one, in 1..group; below group they overlap")
            .setting(
                    "repeats",
                    "2",
                    "times all candidates are grouped and scored anew, at least 1; 6 in the published best run")
            .setting(
                    "grouping",
                    "shuffled",
                    "shuffled, seeded by the query and the repeat; or neighbours of the list that comes in")
            .blend("0.667") // 0.4 / 0.6
            .builtAs((model, settings) -> {
                int group = settings.integer("group", 1);
                return new InGroups(
                        new GroupRank(
                                Words.ask(model, settings),
                                Published.template("grouprank"),
                                Lengths.passages(settings, Ids.NUMBERS)
                                        .characters(settings.integer("passage-characters", 1))),
                        group,
                        group - settings.integer("interval", 1),
                        settings.integer("repeats", 1),
                        InGroups.Grouping.valueOf(settings.choice("grouping", "shuffled", "neighbours")
                                .toUpperCase(Locale.ROOT)),
                        settings.whole("seed"));
            });

    @Override
    public double[] score(Slate group) {
        return scoreAll(List.of(group)).getFirst();
    }

    @Override
    public List<double[]> scoreAll(List<Slate> groups) {
        List<Ask.Answered> answers = ask.all(groups.stream().map(this::question).toList());
        List<double[]> votes = new ArrayList<>();
        for (Ask.Answered answer : answers) {
            votes.add(votes(answer.reading().marks(), groups.get(votes.size()).size()));
        }
        return votes;
    }

    private Ask.Question question(Slate group) {
        List<String> keys = passages.ids().all(group.size(), "[%s]");
        Filling filling = Filling.query(passages.query(group)).with("num", String.valueOf(group.size()));
        return new Ask.Question(
                group,
                template.render(ask.model().forms(), filling, passages.fill(group)),
                new ScoresReader(0, GREATEST),
                "{\"%s\": 5, ...}".formatted(keys.getFirst()),
                new AnswerForm.Scores(keys, 0, GREATEST),
                "\n</reason>\n<answer>\n```json\n");
    }

    /** Votes from 0 to 1; NaN for those without. */
    private static double[] votes(List<Mark> marks, int size) {
        double[] votes = new double[size];
        Arrays.fill(votes, Double.NaN);
        marks.forEach(mark -> votes[mark.index()] = mark.value() / GREATEST);
        return votes;
    }

    /** A group is one call, however many stand in it. */
    @Override
    public long calls(int size) {
        return 1;
    }

    @Override
    public Scale scale() {
        return Scale.REAL;
    }
}
