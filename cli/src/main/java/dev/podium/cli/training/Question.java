package dev.podium.cli.training;

import dev.podium.Candidate;
import dev.podium.Query;
import java.util.Map;

/**
 * A query of a source, and what is known of its documents.
 *
 * @param grades by id
 * @param own documents that this query sees in another wording, by id: without the sentence that it asks with
 */
record Question(Query query, Map<String, Integer> grades, Map<String, Candidate> own) {}
