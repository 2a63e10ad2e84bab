/** Transformers in process over libtorch, from published checkpoints, open to be looked into and trained. */
module dev.podium.torch {
    requires static transitive org.jspecify;
    requires transitive dev.podium.models;
    requires transitive dev.podium.text;
    requires org.bytedeco.javacpp;
    requires org.bytedeco.pytorch;
    requires tools.jackson.databind;
    requires java.desktop; // pictures are read with javax.imageio
}
