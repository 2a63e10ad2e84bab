package dev.podium.torch.train;

import dev.podium.model.train.Tuned;
import dev.podium.torch.adapter.LearningLora;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A LoRA over a network, and the new head that it may have; written as PEFT writes one.
 *
 * <p>Source: the files of PEFT 0.21.
 */
record MovingLora(Tuned.Lora tuned, Built built, LearningLora lora) implements Moving {

    private static final String PREFIX = "base_model.model.";
    private static final String CLASSIFICATION = "SEQ_CLS";
    private static final Pattern HEAD = Pattern.compile("([a-z_]*classifier|score)\\..*");

    static MovingLora of(Tuned.Lora tuned, Built built, long seed) {
        LearningLora lora = LearningLora.of(
                built.parameters(), tuned.rank(), tuned.alpha(), tuned.dropout(), tuned.targets(), seed);
        lora.lay();
        return new MovingLora(tuned, built, lora);
    }

    @Override
    public SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> all = lora.tensors();
        all.putAll(AdapterFolder.fresh(built));
        return all;
    }

    @Override
    public void write(Path folder) throws IOException {
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        lora.tensors().forEach((name, tensor) -> named.put(PREFIX + name, tensor));
        heads().forEach((name, tensor) -> named.put(PREFIX + name, tensor));
        AdapterFolder.write(folder, "adapter_model.safetensors", named, this::describe);
    }

    /** What is kept whole: the new head; and of a classifier the one that it had, without which PEFT does not open it. */
    private SequencedMap<String, Tensor> heads() {
        SequencedMap<String, Tensor> heads = new LinkedHashMap<>();
        built.parameters().tensors().forEach((name, tensor) -> {
            if (built.fresh().test(name)
                    || (built.task().equals(CLASSIFICATION)
                            && HEAD.matcher(name).matches())) {
                heads.put(name, tensor);
            }
        });
        return heads;
    }

    /** The module of a tensor as PEFT looks for it, by the end of its name. */
    private String module(String name) {
        String model =
                built.encoder() == null ? "" : built.encoder().spec().names().model() + ".";
        String module = name.replaceAll("\\.(weight|bias)$", "");
        return !model.isEmpty() && module.startsWith(model)
                ? module.substring(model.length())
                : module.replaceAll("\\..*", "");
    }

    private void describe(ObjectNode json) {
        json.put("peft_type", "LORA")
                .put("task_type", built.task())
                .put("base_model_name_or_path", built.folder().toString())
                .put("r", tuned.rank())
                .put("lora_alpha", tuned.alpha())
                .put("lora_dropout", tuned.dropout())
                .put("bias", "none")
                .put("fan_in_fan_out", false)
                .put("inference_mode", true)
                .put("init_lora_weights", true)
                .put("use_dora", false)
                .put("use_rslora", false);
        lora.targets().forEach(json.putArray("target_modules")::add);
        Set<String> modules = new LinkedHashSet<>();
        heads().keySet().forEach(name -> modules.add(module(name)));
        if (!modules.isEmpty()) {
            modules.forEach(json.putArray("modules_to_save")::add);
        }
    }

    @Override
    public void close() {
        lora.close();
    }
}
