/** Transformers in process over libtorch, from published checkpoints, open to be looked into and trained. */
module dev.podium.torch {
    requires static transitive org.jspecify;
    requires transitive dev.podium.models;
    requires transitive dev.podium.text;
    requires java.desktop; // pictures are read with javax.imageio
    requires org.bytedeco.javacpp;
    requires org.bytedeco.pytorch;
    requires tools.jackson.databind;

    exports dev.podium.torch;

    provides dev.podium.model.BackEnd with
            dev.podium.torch.GgufBackEnd,
            dev.podium.torch.TorchBackEnd;
    provides dev.podium.model.train.TrainingBackEnd with
            dev.podium.torch.TorchTraining;
}
