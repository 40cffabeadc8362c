"""Writes what PyTorch makes of some texts, for the tests to compare with.

    venv/bin/python golden.py ../Weights ../../../Tests/LanguageModelsTests/Goldens

One file a model: the tokens of each text and the logits after each of them, in single precision.
"""

import json
import pathlib
import sys

import torch

from blocks_text import NUMBER, Generator
from tiny_llama import load


def texts():
    """Returns short texts, and every kind of text of held-out problems from small to large."""
    yield ["[STATE]"]
    yield "[STATE] hand empty red on table blue on table [GOAL] red on blue".split()
    generator = Generator(seed=5, skew=0, held_out=True)
    samples = [sample for _ in range(12) for sample in generator.draw()]
    samples.sort(key=lambda sample: len(sample["prefix"]))
    for sample in samples[:: len(samples) // 3]:
        words, is_good, after = sample["branches"][0]
        branch = sample["prefix"] + ["[ACTION]"] + words
        yield branch + ["[EVAL]", "good" if is_good else "bad"]
        yield branch + ["[NEXT]"] + after + ["[END]"]
    # No problem is as long as this, but the model reads it.
    words = sum((sample["prefix"] for sample in samples), [])
    yield words[:256]


def main():
    weights, goldens = map(pathlib.Path, sys.argv[1:])
    goldens.mkdir(exist_ok=True)
    for name in ("expert", "amateur"):
        model = load(weights / f"{name}.safetensors")
        lines = []
        for words in texts():
            tokens = torch.tensor([[NUMBER[word] for word in words]])
            length = tokens.shape[1]
            mask = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
            with torch.no_grad():
                logits = model(tokens, torch.arange(length)[None], mask)[0]
            # Of a very long text only the end is kept.
            kept = min(length, 64)
            rows = [[float(f"{x:.7g}") for x in row] for row in logits[-kept:].tolist()]
            lines.append(json.dumps(dict(tokens=tokens[0].tolist(), logits=rows), separators=(",", ":")))
        (goldens / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
