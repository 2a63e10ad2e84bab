/** The words of ranking, questions, orders, pipelines, fusion, metrics, significance and file formats, on the JDK alone. */
module dev.podium.core {
    requires static transitive org.jspecify;

    exports dev.podium;
    exports dev.podium.ask;
    exports dev.podium.eval;
    exports dev.podium.file;
    exports dev.podium.fuse;
    exports dev.podium.metric;
    exports dev.podium.order;
    exports dev.podium.report;
}
