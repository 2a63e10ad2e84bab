/** The catalogue: one file for each published method. */
module dev.podium.rerankers {
    requires static transitive org.jspecify;
    requires transitive dev.podium.models;

    exports dev.podium.judge;
    exports dev.podium.method.across;
    exports dev.podium.method.attention;
    exports dev.podium.method.embedding;
    exports dev.podium.method.feedback;
    exports dev.podium.method.groupwise;
    exports dev.podium.method.listwise;
    exports dev.podium.method.network;
    exports dev.podium.method.pairwise;
    exports dev.podium.method.pointwise;
    exports dev.podium.method.setwise;
    exports dev.podium.method;
    exports dev.podium.published;
}
