package dev.podium.retrieve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A query as a bag of words: any document with any of the terms, the scores of the terms added up.
 *
 * <p>A term that the query repeats counts as often as it stands there, as in Anserini's {@code
 * BagOfWordsQueryGenerator}. Lucene refuses a query of more than 1,024 terms; here a longer one is taken apart into
 * groups, so a whole document can be a query. The limit is a setting of the whole process, so it is not touched.
 */
final class BagOfWords {

    private BagOfWords() {}

    /** The query; one that matches nothing if the analyzer leaves no term. */
    static Query of(Analyzer analyzer, String field, String text) throws IOException {
        Map<BytesRef, Integer> counts = count(analyzer, field, text);
        if (counts.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        List<Query> clauses = new ArrayList<>(counts.size());
        counts.forEach((term, count) -> {
            Query one = new TermQuery(new Term(field, term));
            clauses.add(count == 1 ? one : new BoostQuery(one, count));
        });
        return any(clauses, IndexSearcher.getMaxClauseCount());
    }

    /** How often each term stands in the text, in the order of their first places. */
    private static Map<BytesRef, Integer> count(Analyzer analyzer, String field, String text) throws IOException {
        Map<BytesRef, Integer> counts = new LinkedHashMap<>();
        try (TokenStream tokens = analyzer.tokenStream(field, text)) {
            var term = tokens.addAttribute(TermToBytesRefAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                counts.merge(BytesRef.deepCopyOf(term.getBytesRef()), 1, Integer::sum);
            }
            tokens.end();
        }
        return counts;
    }

    private static Query any(List<Query> clauses, int limit) {
        if (clauses.size() > limit) {
            List<Query> groups = new ArrayList<>();
            for (int from = 0; from < clauses.size(); from += limit) {
                List<Query> group = clauses.subList(from, Math.min(from + limit, clauses.size()));
                groups.add(new Group(any(group, limit)));
            }
            return any(groups, limit);
        }
        var query = new BooleanQuery.Builder();
        clauses.forEach(clause -> query.add(clause, BooleanClause.Occur.SHOULD));
        return query.build();
    }

    /** A query that counts as one clause, whatever it holds: Lucene counts what {@link #visit} shows it. */
    private static final class Group extends Query {

        private final Query terms;

        Group(Query terms) {
            this.terms = terms;
        }

        @Override
        public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
            return searcher.createWeight(searcher.rewrite(terms), scoreMode, boost);
        }

        @Override
        public void visit(QueryVisitor visitor) {
            visitor.visitLeaf(this);
        }

        @Override
        public String toString(@Nullable String field) {
            return "(" + terms.toString(field) + ")";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Group group && terms.equals(group.terms);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Group.class, terms);
        }
    }
}
