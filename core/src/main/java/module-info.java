/** The words of ranking: questions, orders, fusion, metrics, statistics and the field's files. Needs nothing but the JDK. */
module dev.podium.core {
    requires static transitive org.jspecify;

    exports dev.podium;
    exports dev.podium.ask;
    exports dev.podium.eval;
    exports dev.podium.file;
    exports dev.podium.metric;
    exports dev.podium.order;
}
