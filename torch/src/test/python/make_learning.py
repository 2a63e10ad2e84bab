"""Writes src/test/resources/learning/*.json: what torch's autograd makes of lessons over the tiny checkpoints beside.

    python torch/src/test/python/make_learning.py        # torch 2.15, transformers 5.24

Of each gradient there is its norm, and its product with cos(0, 1, 2, ...), which a number in another place changes.
"""

import json
import pathlib

import torch
import transformers

RESOURCES = pathlib.Path(__file__).parent.parent / "resources"
LESSONS = [
    ("Query: tea Document: green tea is a drink made of leaves Relevant:", " it is", True),
    ("Query: tea Document: cars Relevant:", " no, it is not so", False),
    ("Query: tea Document: leaves fall Relevant:", "", True),
]


def weights(first, count):
    """The numbers that the test multiplies with, one after the other."""
    made = []
    for _ in range(count):
        made.append(first)
        first = -0.8 * first + 0.3
    return made


def told(model, tokenizer, labels):
    """Log-probabilities of the answers and logits of the labels, lesson by lesson, each alone and unpadded."""
    decoder = not model.config.is_encoder_decoder
    ids = [tokenizer.encode(label, add_special_tokens=False)[0] for label in labels]
    log_probs, logits = [], []
    for prompt, answer, labelled in LESSONS:
        before = tokenizer.encode(prompt)
        after = tokenizer.encode(answer, add_special_tokens=False)
        if decoder:
            out = model(input_ids=torch.tensor([before + after])).logits[0, len(before) - 1 :]
        else:
            start = [model.config.decoder_start_token_id] + after
            out = model(input_ids=torch.tensor([before]), decoder_input_ids=torch.tensor([start])).logits[0]
        probs = out.log_softmax(-1)
        log_probs += [probs[i, token] for i, token in enumerate(after)]
        logits += [out[0, token] for token in ids] if labelled else []
    return torch.stack(log_probs), torch.stack(logits)


def main():
    for name, labels in [("qwen3", [" a", " b"]), ("gemma2", [" a", " b"]), ("t5-v1.1-gated-untied", ["a", "the"])]:
        folder = RESOURCES / "models" / name
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        auto = transformers.AutoModelForSeq2SeqLM if name.startswith("t5") else transformers.AutoModelForCausalLM
        model = auto.from_pretrained(folder, dtype=torch.float64, attn_implementation="eager").eval()
        log_probs, logits = told(model, tokenizer, labels)
        of_log_probs = torch.tensor(weights(1.0, len(log_probs)), dtype=torch.float64)
        of_logits = torch.tensor(weights(-0.7, len(logits)), dtype=torch.float64)
        loss = log_probs @ of_log_probs + logits @ of_logits
        loss.backward()
        gradients = {
            parameter: {
                "norm": weight.grad.norm().item(),
                "product": (weight.grad.reshape(-1) @ torch.arange(weight.numel(), dtype=torch.float64).cos()).item(),
            }
            for parameter, weight in model.named_parameters()
            if weight.grad is not None
        }
        golden = {
            "torch": torch.__version__,
            "transformers": transformers.__version__,
            "labels": labels,
            "log_probs": log_probs.tolist(),
            "logits": logits.tolist(),
            "gradients": gradients,
        }
        (RESOURCES / "learning" / f"{name}.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
