package dev.podium.cli.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.podium.Candidate;
import dev.podium.Retriever;
import dev.podium.cli.training.RecipeFile.Mine;
import dev.podium.cli.training.RecipeFile.Source;
import dev.podium.model.Embedding;
import dev.podium.retrieve.Bm25;
import dev.podium.retrieve.Bm25Index;
import dev.podium.retrieve.Bm25Settings;
import dev.podium.retrieve.DenseSearch;
import dev.podium.train.data.TrainingList;
import dev.podium.train.mine.Mining;
import dev.podium.train.mine.Teacher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mines the lists of a source, once: what was mined before by the same rules is read.
 *
 * @param folder that the recipe's paths are relative to
 * @param kept where mined lists are kept
 * @param mine the rules
 * @param teachers those of the rules, in their order
 * @param told about long work
 */
public record Collecting(Path folder, Path kept, Mine mine, List<Judge> teachers, Telling told) {

    private static final int DEPTH = 100;

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(said -> said.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** Somebody who is told how far work has come. */
    public interface Telling {
        /** A task of so many steps begins; the consumer is told how many are done. */
        Task begin(String task, long steps);
    }

    /** Work under way. */
    public interface Task extends AutoCloseable {
        /** So many steps are done in all. */
        void reach(long done);

        @Override
        void close();
    }

    List<TrainingList> lists(Source source) throws IOException {
        Sources there = Sources.read(source, folder);
        Path file = kept.resolve(source.name() + "-" + fingerprint(source) + ".jsonl");
        if (Files.exists(file)) {
            return MinedLists.read(file, there);
        }
        Files.createDirectories(kept);
        List<TrainingList> lists = mined(source, there);
        MinedLists.write(file, lists);
        return lists;
    }

    private List<TrainingList> mined(Source source, Sources there) {
        boolean taught = !teachers.isEmpty() && RecipeFile.or(source.teach(), true);
        int depth = RecipeFile.or(mine.depth(), DEPTH);
        try (Bm25 bm25 = Bm25Index.inMemory(there.documents().values(), Bm25Settings.ANSERINI)) {
            List<Teacher> asked = new ArrayList<>();
            List<Retriever> more = new ArrayList<>();
            int dense = RecipeFile.or(mine.dense(), 0);
            // Lists that show less than all documents need not have all of them embedded; without a teacher nobody is
            // asked.
            boolean known = !taught
                    || (long) there.questions().size() * (depth + dense)
                            >= there.documents().size();
            for (Judge judge : taught ? teachers : List.<Judge>of()) {
                asked.add(judge.teacher());
                known = known && judge.knows(there, source.name(), told);
                if (judge.embedding() != null && more.isEmpty() && dense > 0) {
                    more.add(embedded(source, there, judge.embedding()).top(dense));
                }
            }
            Mining mining = new Mining(
                    bm25.top(depth).idsOnly(), more, taught ? RecipeFile.or(mine.firstWeight(), 0.0) : 0, asked);
            try (Task task =
                    told.begin("mining " + source.name(), there.questions().size())) {
                AtomicLong done = new AtomicLong();
                // A model is for one thread; but where all that it would be asked is known, nobody asks it.
                Stream<Question> questions = known ? there.questions().parallelStream() : there.questions().stream();
                return questions
                        .map(question -> {
                            TrainingList list = mining.of(question.query(), question.grades(), seen(question, there));
                            task.reach(done.incrementAndGet());
                            return list;
                        })
                        .filter(list -> list.size() > 1 && isConsistent(list, taught))
                        .toList();
            }
        }
    }

    private static Map<String, Candidate> seen(Question question, Sources there) {
        if (question.own().isEmpty()) {
            return there.documents();
        }
        Map<String, Candidate> documents = new HashMap<>(there.documents());
        documents.putAll(question.own());
        return documents;
    }

    private boolean isConsistent(TrainingList list, boolean taught) {
        return !taught || !list.isLabelled() || list.rankByTeacher() <= RecipeFile.or(mine.within(), Integer.MAX_VALUE);
    }

    private DenseSearch embedded(Source source, Sources there, Embedding embedding) {
        try (Task task =
                told.begin("embedding " + source.name(), there.documents().size())) {
            return DenseSearch.over(there.documents().values(), embedding, task::reach);
        }
    }

    /** Of all that lists are made of, said or not: what is not said leaves it alone, so that a new word does not. */
    private String fingerprint(Source source) {
        CRC32 crc = new CRC32();
        ObjectNode rules = JSON.valueToTree(source);
        rules.remove(List.of("hold-out", "licence"));
        crc.update((rules + " " + JSON.valueToTree(mine)).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
