/** First stages: BM25 over Lucene, indexes and collections. */
module dev.podium.retrieve {
    requires static transitive org.jspecify;
    requires transitive dev.podium.core;
    requires transitive dev.podium.models;
    requires org.apache.lucene.analysis.common;
    requires org.apache.lucene.core;

    exports dev.podium.retrieve;
}
