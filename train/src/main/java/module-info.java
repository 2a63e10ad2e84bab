/** What a judge learns from: losses and schedules, as arrays of numbers without a tensor library. */
module dev.podium.train {
    requires static transitive org.jspecify;
    requires transitive dev.podium.models;

    exports dev.podium.train;
    exports dev.podium.train.data;
    exports dev.podium.train.leaf;
    exports dev.podium.train.loss;
    exports dev.podium.train.mine;
    exports dev.podium.train.objective;
    exports dev.podium.train.vectors;
}
