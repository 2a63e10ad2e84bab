/** What can be asked of a model: capabilities, prompts, readers, wrappers and remote clients. */
module dev.podium.models {
    requires static transitive org.jspecify;
    requires transitive dev.podium.core;
    requires tools.jackson.databind;

    exports dev.podium.hub;
    exports dev.podium.model;
    exports dev.podium.model.train;
    exports dev.podium.model.wrap;
    exports dev.podium.prompt;
    exports dev.podium.read;
    exports dev.podium.registry;
    exports dev.podium.replay;
    exports dev.podium.weights;

    uses dev.podium.model.BackEnd;
    uses dev.podium.model.train.TrainingBackEnd;

    provides dev.podium.model.BackEnd with
            dev.podium.model.wrap.RecordedBackEnd;
}
