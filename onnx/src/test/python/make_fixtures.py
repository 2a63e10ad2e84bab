"""Makes the tiny models under ../resources: ONNX graphs of golden checkpoints, with what the reference computes for them.

usage: python make_fixtures.py CHECKPOINTS OUT       (needs: onnx onnxruntime tokenizers numpy)

CHECKPOINTS holds folders with model.safetensors, tokenizer.json, configuration files, golden.json and golden.safetensors, the
latter computed by sentence-transformers in float32. The graph is written here operator by operator, so that no exporter and no
torch is needed; that it computes what the reference computed is checked before anything is written.
"""
import json, pathlib, shutil, struct, sys
import numpy as np, onnx, onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer


def safetensors(file):
    data = file.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    types = {"F32": np.float32, "I64": np.int64}
    return {
        name: np.frombuffer(data[8 + size :], types[t["dtype"]], int(np.prod(t["shape"])), t["data_offsets"][0]).reshape(t["shape"])
        for name, t in json.loads(data[8 : 8 + size]).items() if name != "__metadata__"
    }


class Encoder:
    """A BERT or RoBERTa encoder as an ONNX graph: post-norm layers, erf GELU."""

    def __init__(self, config, weights):
        self.nodes, self.constants, self.n = [], [], 0
        self.config = config
        self.weights = {k.removeprefix("bert.").removeprefix("roberta."): v for k, v in weights.items()}

    def constant(self, array):
        self.n += 1
        self.constants.append(numpy_helper.from_array(np.array(array, order="C"), f"w{self.n}"))
        return f"w{self.n}"

    def op(self, kind, *inputs, **attributes):
        self.n += 1
        self.nodes.append(helper.make_node(kind, list(inputs), [f"t{self.n}"], **attributes))
        return f"t{self.n}"

    def linear(self, x, name):
        return self.op("Add", self.op("MatMul", x, self.constant(self.weights[name + ".weight"].T)), self.constant(self.weights[name + ".bias"]))

    def norm(self, x, name):
        return self.op("LayerNormalization", x, self.constant(self.weights[name + ".weight"]), self.constant(self.weights[name + ".bias"]),
                       epsilon=self.config["layer_norm_eps"], axis=-1)

    def hidden(self):
        c, ints = self.config, lambda *v: self.constant(np.array(v, np.int64))
        table = lambda name: self.constant(self.weights[f"embeddings.{name}_embeddings.weight"])
        ones = self.op("CumSum", "attention_mask", self.constant(np.array(1, np.int64)))
        # RoBERTa counts positions from the padding token on, BERT from 0
        first = c["pad_token_id"] + 1 if c["model_type"] == "roberta" else 0
        position = self.op("Add", ones, ints(first - 1))
        position = self.op("Max", position, ints(0))
        x = self.op("Add", self.op("Gather", table("word"), "input_ids"), self.op("Gather", table("position"), position))
        if c["model_type"] == "roberta":
            x = self.op("Add", x, self.constant(self.weights["embeddings.token_type_embeddings.weight"][0]))
        else:
            x = self.op("Add", x, self.op("Gather", table("token_type"), "token_type_ids"))
        x = self.norm(x, "embeddings.LayerNorm")
        heads, width = c["num_attention_heads"], c["hidden_size"]
        masked = self.op("Cast", self.op("Sub", ints(1), "attention_mask"), to=TensorProto.FLOAT)
        masked = self.op("Unsqueeze", self.op("Mul", masked, self.constant(np.float32(-1e9))), ints(1, 2))
        for i in range(c["num_hidden_layers"]):
            at = f"encoder.layer.{i}."
            split = lambda y: self.op("Transpose", self.op("Reshape", y, ints(0, 0, heads, width // heads)), perm=[0, 2, 1, 3])
            q, k, v = (split(self.linear(x, at + f"attention.self.{p}")) for p in ("query", "key", "value"))
            s = self.op("MatMul", q, self.op("Transpose", k, perm=[0, 1, 3, 2]))
            s = self.op("Add", self.op("Mul", s, self.constant(np.float32((width // heads) ** -0.5))), masked)
            a = self.op("MatMul", self.op("Softmax", s, axis=-1), v)
            a = self.op("Reshape", self.op("Transpose", a, perm=[0, 2, 1, 3]), ints(0, 0, width))
            x = self.norm(self.op("Add", x, self.linear(a, at + "attention.output.dense")), at + "attention.output.LayerNorm")
            y = self.linear(x, at + "intermediate.dense")
            y = self.op("Mul", self.op("Mul", y, self.constant(np.float32(0.5))),
                        self.op("Add", self.op("Erf", self.op("Mul", y, self.constant(np.float32(2**-0.5)))), self.constant(np.float32(1))))
            x = self.norm(self.op("Add", x, self.linear(y, at + "output.dense")), at + "output.LayerNorm")
        return x

    def logits(self):
        first = self.op("Gather", self.hidden(), self.constant(np.array(0, np.int64)), axis=1)
        return self.linear(self.op("Tanh", self.linear(first, "pooler.dense")), "classifier")

    def model(self, output, name, shape):
        self.nodes.append(helper.make_node("Identity", [output], [name]))
        inputs = ["input_ids", "attention_mask"] + ([] if self.config["model_type"] == "roberta" else ["token_type_ids"])
        graph = helper.make_graph(
            self.nodes, "encoder", [helper.make_tensor_value_info(i, TensorProto.INT64, ["batch", "tokens"]) for i in inputs],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9, producer_name="make_fixtures")
        onnx.checker.check_model(model)
        return model


OTHER_PAIRS = [  # the second and the last are cut
    ("tea", "Tea is a drink made of leaves."),
    ("tea", "Tea is a drink made of leaves. " * 9),
    ("tissue", "Macrophages live in tissue."),
    ("tissue", "Macrophages live in tissue, where they eat what has died. " * 5),
]


def odd(out):
    """Graphs that are to be refused, each the smallest of its kind."""
    table = lambda width: numpy_helper.from_array(np.ones((9, width), np.float32), "table")
    out.mkdir(parents=True, exist_ok=True)
    for name, output, width, nodes, inputs in (
        ("language-model", "logits", 7, [("Gather", ["table", "input_ids"])], ["input_ids"]),
        ("three-labels", "logits", 3, [("Gather", ["table", "input_ids"]), ("ReduceMean", ["x0", "axis"])], ["input_ids"]),
        ("image", "logits", 3, [("Gather", ["table", "pixel_values"]), ("ReduceMean", ["x0", "axis"])], ["pixel_values"]),
        ("no-known-output", "answer", 3, [("Gather", ["table", "input_ids"]), ("ReduceMean", ["x0", "axis"])], ["input_ids"]),
    ):
        made = [helper.make_node(kind, ins, [output if i == len(nodes) - 1 else f"x{i}"], **({"keepdims": 0} if kind == "ReduceMean" else {})) for i, (kind, ins) in enumerate(nodes)]
        shape = ["batch", "tokens", width] if len(nodes) == 1 else ["batch", width]
        constants = [table(width)] + ([] if len(nodes) == 1 else [numpy_helper.from_array(np.array([1], np.int64), "axis")])
        graph = helper.make_graph(made, name, [helper.make_tensor_value_info(i, TensorProto.INT64, ["batch", "tokens"]) for i in inputs],
                                  [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)], constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9, producer_name="make_fixtures")
        onnx.checker.check_model(model)
        onnx.save(model, str(out / (name + ".onnx")))


def run(session, ids, mask, types):
    fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
    return session.run(None, {i.name: fed[i.name] for i in session.get_inputs()})[0]


def close(ours, reference, what):
    gap = np.abs(ours - reference)
    assert (gap <= 1e-4 + 1e-4 * np.abs(reference)).all(), (what, gap.max())
    print(what, "largest difference to the reference", gap.max())


def make(source, out, name):
    source, out = pathlib.Path(source) / name, pathlib.Path(out) / name
    config, golden = json.loads((source / "config.json").read_text()), json.loads((source / "golden.json").read_text())
    tensors, encoder = safetensors(source / "golden.safetensors"), Encoder(config, safetensors(source / "model.safetensors"))
    cross = "classifier.weight" in encoder.weights
    model = encoder.model(encoder.logits(), "logits", ["batch", 1]) if cross else encoder.model(
        encoder.hidden(), "last_hidden_state", ["batch", "tokens", config["hidden_size"]])
    session = onnxruntime.InferenceSession(model.SerializeToString())
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding(), tokenizer.no_truncation()
    if cross:
        ids, mask, types = (tensors[f"pairs.{n}"] for n in ("input_ids", "attention_mask", "token_type_ids"))
        close(run(session, ids, mask, types), tensors["pairs.scores"], name)
        expected = {"pairs": [
            {"query": q, "document": d, "logit": float(tensors["pairs.scores"][i, 0]), "score": float(tensors["pairs.predict"][i])}
            for i, (q, d) in enumerate(golden["pairs"])
            # the reference shortens the longer text, Podium the document: only pairs that fit are the same in both
            if len(tokenizer.encode(q, d).ids) <= config["max_position_embeddings"]]}
        tokenizer.enable_truncation(config["max_position_embeddings"], strategy="only_second")
        for q, d in OTHER_PAIRS:
            e = tokenizer.encode(q, d)
            logit = float(run(session, *(np.array([x], np.int64) for x in (e.ids, e.attention_mask, e.type_ids)))[0, 0])
            expected["pairs"].append({"query": q, "document": d, "logit": logit, "score": 1 / (1 + float(np.exp(-logit)))})
    else:
        expected = {}
        for role, texts in (("query", golden["queries"]), ("document", golden["documents"])):
            expected[role] = [{"text": t, "vector": [float(x) for x in tensors[f"{role}.sentence_embedding"][i]]} for i, t in enumerate(texts)]
        types = tensors.get("query.token_type_ids", np.zeros_like(tensors["query.input_ids"]))
        h = run(session, tensors["query.input_ids"], tensors["query.attention_mask"], types)
        if "cls" in name:
            v = h[:, 0] / np.linalg.norm(h[:, 0], axis=1, keepdims=True)
            close(v, tensors["query.sentence_embedding"], name)
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(out / "model.onnx"))
    keep = ["config.json", "tokenizer.json", "tokenizer_config.json", "modules.json", "sentence_bert_config.json", "config_sentence_transformers.json", "1_Pooling/config.json"]
    for file in keep:
        if (source / file).exists():
            (out / file).parent.mkdir(exist_ok=True)
            shutil.copyfile(source / file, out / file)
    (out / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    for name in ("ce-v3-default", "st-prompts-excluded", "st-cls-prompt"):
        make(sys.argv[1], sys.argv[2], name)
    odd(pathlib.Path(sys.argv[2]) / "odd")
