"""Makes the mctx trees that MctxTests compares with: python3 make.py FOLDER (needs mctx 0.0.71 and jax).

Each case is a table of states: where each action leads, priors, and of every state its value, the reward of
entering it and its discount. mctx.muzero_policy searches it in a batch of one. Written are the tree file (only what the search touched, and the children of
that) and, of every node of the mctx tree, its actions from the root, visits, value and Q.
"""

import json
import sys

import jax
import jax.numpy as jnp
import mctx
import numpy as np


STATES = 500


def tables(seed, actions, discount, absorbing):
    """Returns where actions lead, priors (logits), and by state values, rewards and discounts."""
    rng = np.random.default_rng(seed)
    after = rng.integers(1, STATES, size=(STATES, actions)).astype(np.int32)
    logits = rng.normal(size=(STATES, actions)).astype(np.float32)
    values = rng.uniform(-1, 1, size=STATES).astype(np.float32)
    rewards = rng.uniform(-0.5, 0.5, size=STATES).astype(np.float32)
    discounts = np.full(STATES, discount, np.float32)
    ends = rng.uniform(size=STATES) < absorbing
    discounts[ends] = 0
    # What ends well is entered again and again.
    rewards[ends] += 0.5
    return after, logits, values, rewards, discounts


def search(case):
    after, logits, values, rewards, discounts = (jnp.asarray(t) for t in case["tables"])

    def recurrent(params, rng, action, state):
        entered = after[state, action]
        out = mctx.RecurrentFnOutput(
            reward=rewards[entered], discount=discounts[entered], prior_logits=logits[entered],
            value=values[entered])
        return out, entered

    root = mctx.RootFnOutput(
        prior_logits=logits[:1], value=values[:1], embedding=jnp.zeros(1, jnp.int32))
    return mctx.muzero_policy(
        params=(), rng_key=jax.random.PRNGKey(case["seed"]), root=root, recurrent_fn=recurrent,
        num_simulations=case["simulations"], dirichlet_fraction=case.get("fraction", 0.0),
        dirichlet_alpha=0.3, pb_c_init=case["pb_c_init"], pb_c_base=case["pb_c_base"]).search_tree


def softmax(x):
    e = np.exp(np.asarray(x, np.float64) - np.max(x))
    return e / e.sum()


def number(x):
    return float(np.format_float_positional(np.float32(x), unique=True, trim="-"))


def export(case, tree):
    tree = jax.tree.map(lambda a: np.asarray(a[0]), tree)
    actions = case["actions"]
    after, _, values, rewards, discounts = case["tables"]
    paths, states = {0: []}, {0: 0}
    nodes = []
    for index in range(case["simulations"] + 1):
        if index > 0:
            parent, action = int(tree.parents[index]), int(tree.action_from_parent[index])
            paths[index] = paths[parent] + [action]
            states[index] = int(after[states[parent], action])
            assert int(tree.children_index[parent, action]) == index
            q = (tree.children_rewards[parent, action]
                 + tree.children_discounts[parent, action] * tree.children_values[parent, action])
        entry = {
            "path": paths[index], "visits": int(tree.node_visits[index]),
            "raw_value": number(tree.raw_values[index]), "value": number(tree.node_values[index])}
        if index > 0:
            entry["q"] = number(q)
            entry["reward"] = number(tree.children_rewards[parent, action])
            entry["discount"] = number(tree.children_discounts[parent, action])
            entry["prior"] = number(softmax(tree.children_prior_logits[parent])[action])
        nodes.append(entry)
    hides = case.get("ends", False)

    def write(index, state, prior):
        entry = {}
        if index != 0:
            entry["prior"] = float(f"{prior:.9g}")
            entry["reward"] = number(rewards[state])
            if discounts[state] != np.float32(case["discount"]):
                entry["discount"] = number(discounts[state])
        is_end = hides and index != 0 and discounts[state] == 0
        if not is_end:
            entry["estimate"] = number(values[state])
        if index is not None and not is_end:
            priors = softmax(tree.children_prior_logits[index])
            below = [int(i) for i in tree.children_index[index]]
            entry["children"] = [
                write(below[a] if below[a] > 0 else None, int(after[state, a]), priors[a])
                for a in range(actions)]
        return entry

    if hides:
        # What mctx does below an end is no part of the tree.
        ends = [n["path"] for n in nodes if n.get("discount") == 0]

        def is_below_end(path):
            return any(len(end) < len(path) and path[: len(end)] == end for end in ends)

        nodes = [n for n in nodes if not is_below_end(n["path"])]
        for n in nodes:
            # Nor what an end is worth: nothing of it counts.
            if n.get("discount") == 0:
                del n["value"], n["raw_value"]
    return {
        "about": case["about"], "simulations": case["simulations"], "discount": case["discount"],
        "pb_c_init": case["pb_c_init"], "pb_c_base": case["pb_c_base"], "ends": hides,
        "action_weights": [number(w) for w in np.asarray(tree.children_visits[0]) / max(
            1, int(np.sum(tree.children_visits[0])))],
        "nodes": nodes, "file": {"name": case["name"], "root": write(0, 0, 1.0)}}


CASES = [
    dict(name="min-max", about="rewards and a discount, values of several depths on their scales",
         actions=3, simulations=60, discount=0.97, absorbing=0.0, seed=3,
         pb_c_init=1.25, pb_c_base=19652.0),
    dict(name="absorbing", about="some steps have the discount 0, and mctx searches on below them",
         actions=3, simulations=60, discount=0.9, absorbing=0.25, seed=5,
         pb_c_init=1.5, pb_c_base=50.0),
    dict(name="ends", about="steps with the discount 0 are ends, below which nothing is written down",
         actions=4, simulations=50, discount=0.95, absorbing=0.2, seed=21,
         pb_c_init=1.25, pb_c_base=19652.0, ends=True),
    dict(name="noise", about="Dirichlet noise of mctx in the priors of the root, which the file has",
         actions=5, simulations=50, discount=1.0, absorbing=0.0, seed=13, fraction=0.25,
         pb_c_init=1.25, pb_c_base=19652.0),
]

if __name__ == "__main__":
    for case in CASES:
        case["tables"] = tables(
            case["seed"], case["actions"], case["discount"], case["absorbing"])
        found = export(case, search(case))
        depth = max(len(n["path"]) for n in found["nodes"])
        zeros = sum(n.get("discount") == 0 for n in found["nodes"])
        print(case["name"], len(found["nodes"]), "nodes, depth", depth, "discount 0:", zeros)
        with open(f"{sys.argv[1]}/{case['name']}.json", "w") as file:
            json.dump(found, file, indent=1)
            file.write("\n")
