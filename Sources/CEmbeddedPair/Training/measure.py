"""Measures saved models on states whose goals were kept from training.

    venv/bin/python measure.py ../Weights/expert.safetensors ../Weights/amateur.safetensors

Counts only states with at least one wrong action. LL top-1: the most likely action is on a shortest way;
SE top-1: the action judged best is; SE AUC: how often a best action is judged better than another, within
a state; WM: the next state is written exactly.
"""

import random
import sys
from collections import defaultdict

import torch

from blocks_text import NUMBER, Generator
from tiny_llama import load


def read(model, sample):
    """Returns of each branch the log-likelihood of its action, log p(good) and whether it is good."""
    prefix = [NUMBER[word] for word in sample["prefix"]]
    tokens, positions, owners, spans = list(prefix), list(range(len(prefix))), [0] * len(prefix), []
    for number, (words, is_good, _) in enumerate(sample["branches"], 1):
        branch = [NUMBER[word] for word in ["[ACTION]"] + words + ["[EVAL]"]]
        spans.append((len(tokens), len(branch), is_good))
        tokens += branch
        positions += range(len(prefix), len(prefix) + len(branch))
        owners += [number] * len(branch)
    owners = torch.tensor(owners)
    see = (owners[None, :] == 0) | (owners[None, :] == owners[:, None])
    mask = (see & torch.ones_like(see).tril())[None, None]
    logs = model(torch.tensor([tokens]), torch.tensor([positions]), mask)[0].log_softmax(-1)
    result = []
    for start, length, is_good in spans:
        likelihood = sum(float(logs[start + i, tokens[start + i + 1]]) for i in range(length - 2))
        result.append((likelihood, float(logs[start + length - 1, NUMBER["good"]]), is_good))
    return result


def writes_outcome(model, sample, rng):
    """Whether the model writes the state after one action as the rules have it."""
    words, _, after = rng.choice(sample["branches"])
    tokens = [NUMBER[word] for word in sample["prefix"] + ["[ACTION]"] + words + ["[NEXT]"]]
    for target in [NUMBER[word] for word in after + ["[END]"]]:
        length = len(tokens)
        mask = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
        logits = model(torch.tensor([tokens]), torch.arange(length)[None], mask)[0, -1]
        if int(logits.argmax()) != target:
            return False
        tokens.append(target)
    return True


def main():
    torch.set_num_threads(1)
    generator = Generator(seed=77, skew=0.0, held_out=True)
    samples = [sample for _ in range(250) for sample in generator.draw(4)]
    mixed = [s for s in samples if 0 < sum(good for _, good, _ in s["branches"]) < len(s["branches"])]
    chance = sum(sum(g for _, g, _ in s["branches"]) / len(s["branches"]) for s in mixed) / len(mixed)
    print(f"{len(mixed)} states, chance {chance:.3f}")
    for path in sys.argv[1:]:
        model, rng = load(path), random.Random(5)
        rows = defaultdict(list)
        with torch.no_grad():
            for number, sample in enumerate(mixed):
                steps = read(model, sample)
                best = lambda column: max(steps, key=lambda step: step[column])[2]
                good = [step[1] for step in steps if step[2]]
                bad = [step[1] for step in steps if not step[2]]
                auc = sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))
                world = writes_outcome(model, sample, rng) if number % 4 == 0 else None
                near = (sample["distance"] + 3) // 4 * 4
                for key in ("all", f"{sample['blocks']} blocks", f"distance {near - 3}-{near}"):
                    rows[key].append((best(0), best(1), auc, world))
        print(path)
        for key in sorted(rows):
            mean = lambda column: (lambda v: sum(v) / max(1, len(v)))([r[column] for r in rows[key] if r[column] is not None])
            print(f"  {key:16} {len(rows[key]):5}  LL top-1 {mean(0):.3f}  SE top-1 {mean(1):.3f}"
                  f"  SE AUC {mean(2):.3f}  WM exact {mean(3):.3f}")


if __name__ == "__main__":
    main()
