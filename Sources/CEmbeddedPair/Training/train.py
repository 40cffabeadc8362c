"""Trains the embedded expert and amateur on generated Blocksworld text.

    python3 -m venv venv && venv/bin/pip install torch safetensors numpy
    venv/bin/python train.py expert  ../Weights/expert.safetensors
    venv/bin/python train.py amateur ../Weights/amateur.safetensors

Seeded and counted in steps; about ten minutes of two cores for the expert and two for the amateur.
Another number of threads or another release of PyTorch rounds differently, so that a second training
gives a model as good, not the same one.
"""

import argparse
import math
import random
import time

import torch
from torch.nn import functional

from blocks_text import NUMBER, Generator
from tiny_llama import Llama

SIZES = {
    "expert": dict(width=96, layers=8, heads=6, hidden=256),
    "amateur": dict(width=48, layers=2, heads=3, hidden=128),
}
PLANS = {
    "expert": dict(steps=1600, batch=32, rate=1.3e-3, skew=0.4, seed=11, report=2.0),
    "amateur": dict(steps=1500, batch=64, rate=4e-3, skew=0.4, seed=12, report=0.0),
}
WORLD_MODEL_WEIGHT = 1.5


def tensors(samples, rng):
    """Packs samples: each a prefix with all its branches, which see the prefix and themselves."""
    rows = []
    for sample in samples:
        tokens = [NUMBER[word] for word in sample["prefix"]]
        prefix = len(tokens)
        positions, owners = list(range(prefix)), [0] * prefix
        policy, verdict, world = [], [], []
        good = sum(is_good for _, is_good, _ in sample["branches"])
        # At the end of each fact of the goal the models are asked, in training alone, whether it is met
        # for good: without that they take long to read the goal at all.
        begin = sample["prefix"].index("[GOAL]")
        report = [
            (begin + 4 * fact + 3, NUMBER["good" if is_placed else "bad"], 1.0)
            for fact, is_placed in enumerate(sample["placed"])]
        branches = [(words + ["[EVAL]"], is_good, "judge") for words, is_good, _ in sample["branches"]]
        if rng.random() < 0.5:
            words, _, after = rng.choice(sample["branches"])
            branches.append((words + ["[NEXT]"] + after, None, "predict"))
        for number, (words, is_good, kind) in enumerate(branches, 1):
            start = len(tokens)
            branch = [NUMBER[word] for word in ["[ACTION]"] + words]
            tokens += branch
            positions += range(prefix, prefix + len(branch))
            owners += [number] * len(branch)
            if kind == "judge":
                if is_good:
                    policy += [(start + i, branch[i + 1], 1 / good) for i in range(len(branch) - 1)]
                verdict.append((len(tokens) - 1, NUMBER["good" if is_good else "bad"], 1.0))
            else:
                first = branch.index(NUMBER["[NEXT]"])
                targets = branch[first + 1 :] + [NUMBER["[END]"]]
                world += [(start + first + i, target, 1.0) for i, target in enumerate(targets)]
        rows.append((tokens, positions, owners, policy, verdict, world, report))
    length = max(len(row[0]) for row in rows)
    fill = lambda column, value: torch.tensor([row[column] + [value] * (length - len(row[column])) for row in rows])
    tokens, positions, owners = fill(0, 0), fill(1, 0), fill(2, -1)
    see = (owners[:, None, :] == 0) | (owners[:, None, :] == owners[:, :, None])
    mask = (see & torch.ones(length, length, dtype=torch.bool).tril())[:, None]
    losses = []
    for column in (3, 4, 5, 6):
        entries = [(r, at, target, weight) for r, row in enumerate(rows) for at, target, weight in row[column]]
        losses.append([torch.tensor(values) for values in zip(*entries)] if entries else None)
    return tokens, positions, mask, losses


def loss_of(model, samples, rng, report_weight):
    tokens, positions, mask, (policy, verdict, world, report) = tensors(samples, rng)
    logits = model(tokens, positions, mask)
    entropy = lambda e: functional.cross_entropy(logits[e[0], e[1]], e[2], reduction="none") * e[3]
    parts = [
        entropy(policy).sum() / len(samples),
        entropy(verdict).mean(),
        entropy(world).mean() if world else torch.zeros(()),
        entropy(report).mean(),
    ]
    loss = (
        parts[0] + parts[1] * len(verdict[0]) / len(samples) + WORLD_MODEL_WEIGHT * parts[2]
        + report_weight * parts[3])
    return loss, [part.item() for part in parts]


def batches(plan):
    """Yields batches of samples of similar length."""
    generator, rng = Generator(plan["seed"], plan["skew"]), random.Random(plan["seed"])
    while True:
        pool = [sample for _ in range(plan["batch"] * 12 // 6) for sample in generator.draw(6)]
        pool.sort(key=lambda sample: len(sample["prefix"]) + 6 * len(sample["branches"]))
        groups = [pool[i : i + plan["batch"]] for i in range(0, len(pool), plan["batch"])]
        rng.shuffle(groups)
        yield from groups


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=SIZES)
    parser.add_argument("output")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    plan = PLANS[options.model]
    steps = options.steps or plan["steps"]
    torch.set_num_threads(options.threads)
    torch.manual_seed(plan["seed"])
    model, rng = Llama(**SIZES[options.model]), random.Random(plan["seed"] + 1)
    matrices = [p for p in model.parameters() if p.dim() == 2]
    vectors = [p for p in model.parameters() if p.dim() != 2]
    optimizer = torch.optim.AdamW(
        [dict(params=matrices, weight_decay=0.05), dict(params=vectors, weight_decay=0.0)],
        lr=plan["rate"], betas=(0.9, 0.95))
    print(options.model, sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    began, sums = time.time(), [0.0] * 4
    for step, samples in zip(range(1, steps + 1), batches(plan)):
        # A hundred steps of warming up, then constant, then falling to nothing over the last half.
        rate = plan["rate"] * min(1, step / 100, 2 * (steps - step + 1) / steps)
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss, parts = loss_of(model, samples, rng, plan["report"])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        sums = [a + b for a, b in zip(sums, parts)]
        if step % 100 == 0:
            policy, verdict, world, report = (value / 100 for value in sums)
            print(f"{step:5} {time.time() - began:6.0f} s  policy {policy:.3f}  verdict {verdict:.3f}"
                  f"  world {world:.3f}  report {report:.3f}", flush=True)
            sums = [0.0] * 4
    model.save(options.output, {"training": f"{steps} steps of {plan['batch']}, seed {plan['seed']}"})


if __name__ == "__main__":
    main()
