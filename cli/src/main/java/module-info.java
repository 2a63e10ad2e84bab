/** The one main: every command of the shell. */
module dev.podium.cli {
    requires static transitive org.jspecify;
    requires dev.podium.onnx;
    requires dev.podium.remote;
    requires dev.podium.rerankers;
    requires dev.podium.retrieve;
    requires dev.podium.torch;
    requires dev.podium.train;
    requires info.picocli;
    requires java.logging;
    requires java.management;
    requires me.tongfei.progressbar;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    uses dev.podium.model.train.TrainingBackEnd;
    uses dev.podium.train.vectors.TreeBackEnd;

    opens dev.podium.cli to
            info.picocli,
            tools.jackson.databind;
    opens dev.podium.cli.training to
            tools.jackson.databind;
}
