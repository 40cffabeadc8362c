"""Makes a recording for treetop of a tree that lives in Python (3.8 or later): objects, pickles, tables.

    python3 treetop_convert.py search.pkl -o search.jsonl           # where your classes can be imported
    python3 treetop_convert.py tree.npz --tree 2                    # mctx: the third tree of a batch
    python3 treetop_convert.py checkpoints.sqlite --table nodes     # columns by name: id, parent, visits ...
    from treetop_convert import convert                             # or from a program of your own
    convert(root, "search.jsonl", action=lambda node: node.move)
    from treetop_convert import show                                # in a notebook: the tree as a page
    show(root)                                                      # or show("search.jsonl")

Reads states of TreeQuest, nodes of OpenSpiel, results of llm-reasoners, trees of mctx, graphs of NetworkX, tables
of pandas (CSV and Parquet too), SQLite, and any object with `children`. A keyword (`visits=`, `mean=`, `text=`
...) is the name of an attribute, or a function of the node. Reading a pickle runs code that is in it: read
only your own. What is not known is left out; nothing is made up.
"""
import argparse
import collections
import json
import math
import os
import subprocess
import sys
import tempfile

KEYS = {
    "visits": "visits visit_count n_visits num_visits N n visit explore_count sims simulations count plays trials",
    "sum": "W w total_reward total_value value_sum q_sum sum wins score_sum",
    "mean": "Q q mean q_value mean_value avg_value average_value avg_reward win_rate",
    "value": "value v score",
    "prior": "P prior prior_p prior_prob p probability",
    "reward": "reward r immediate_reward step_reward",
    "action": "action move action_from_parent parent_action name label",
    "text": "state text content thought state_repr board",
    "terminal": "terminal is_terminal done finished",
    "id": "id node_id uid uuid", "parent": "parent_id parent parentId parentUuid",
}
NUMBERS = ("visits", "sum", "mean", "value", "prior", "reward")
CONVERTED = (".pkl", ".pickle", ".npz", ".parquet", ".db", ".sqlite", ".sqlite3")


def number(value):
    """A finite number; None for anything else."""
    try:
        value = float(value.item() if hasattr(value, "item") else value)
    except (TypeError, ValueError, AttributeError):
        return None
    return value if math.isfinite(value) else None


def text(value):
    """A value in words; None for nothing."""
    return None if value is None or value == "" else value if isinstance(value, str) else str(value)


def get(node, name):
    """An attribute or a key of a node; methods without arguments are called."""
    value = node.get(name) if isinstance(node, dict) else getattr(node, name, None)
    return value() if callable(value) and not isinstance(value, type) else value


def read(node, fields):
    """What a node says of itself, by the names that are usual, or by what `fields` say."""
    said = {}
    for field, keys in KEYS.items():
        if field in fields:
            how = fields[field]
            value = how(node) if callable(how) else get(node, how)
        else:
            value = next((v for v in (get(node, key) for key in keys.split()) if v is not None), None)
        if isinstance(value, (list, tuple)) and field in ("sum", "mean", "value") and value:
            value = sum(value) / len(value) if field == "mean" else sum(value)
        said[field] = number(value) if field in NUMBERS else value
    return said


def walk(root, fields):
    """Any object or dictionary with `children`: never by its parents, and without recursion."""
    nodes, open_nodes, seen = [], collections.deque([(root, None, None)]), set()
    while open_nodes:
        node, parent, key = open_nodes.popleft()
        if id(node) in seen:  # a node with two parents, or a cycle
            continue
        seen.add(id(node))
        said = read(node, fields)
        said["parent"] = parent
        if key is not None and "action" not in fields:
            said["action"] = key
        place = len(nodes)
        nodes.append(said)
        children = next((c for c in (get(node, k) for k in ("children", "child", "kids")) if c), [])
        pairs = children.items() if isinstance(children, dict) else ((None, c) for c in children)
        open_nodes += [(child, place, key) for key, child in pairs if child is not None]
    return nodes


def treequest(state, fields):
    """A state of TreeQuest: each node is the result of a trial, which counts for it and all above."""
    tree, order = state.tree, []
    open_nodes = collections.deque([(tree.root, None)])
    trials = getattr(getattr(state, "trial_store", None), "finished_trials", {})
    priors = getattr(state, "priors", {})
    while open_nodes:
        node, parent = open_nodes.popleft()
        place, trial = len(order), trials.get(getattr(node, "trial_id", None))
        order.append({
            "parent": parent, "visits": 0, "sum": 0.0, "text": text(node.state), "prior": priors.get(node.expand_idx),
            "action": getattr(trial, "action", None), "score": node.score if parent is not None else None})
        open_nodes += [(child, place) for child in node.children]
    for said in list(order):
        score, above = said.pop("score"), said
        while score is not None and above is not None:
            above["visits"] += 1
            above["sum"] += score
            above = None if above["parent"] is None else order[above["parent"]]
    return order, "sum", "root", "TreeQuest state"


def mctx(tree, batch):
    """Arrays of mctx, of a Tree or an NPZ: the value of a child is its own view, seen from the edge."""
    def row(name):
        values = tree[name] if isinstance(tree, dict) else getattr(tree, name)
        return values[batch]
    index, visits, logits = row("children_index"), row("children_visits"), row("children_prior_logits")
    rewards, discounts, values = row("children_rewards"), row("children_discounts"), row("children_values")
    nodes = [{"parent": None, "visits": number(row("node_visits")[0]), "mean": number(row("node_values")[0])}]
    places, view = {0: 0}, "mover"
    for node in range(len(index)):
        if node not in places:
            continue
        most = max(number(x) or 0.0 for x in logits[node])
        weights = [math.exp((number(x) if number(x) is not None else -math.inf) - most) for x in logits[node]]
        for action, child in enumerate(index[node]):
            if int(child) < 0 or int(child) in places:
                continue
            discount = float(discounts[node][action])
            view = view if discount <= 0 else "root"
            places[int(child)] = len(nodes)
            nodes.append({
                "parent": places[node], "action": str(action), "visits": number(visits[node][action]),
                "mean": float(rewards[node][action]) + discount * float(values[node][action]),
                "prior": weights[action] / sum(weights) if sum(weights) else None})
    return nodes, "mean", view, "mctx tree"


def records(rows, fields):
    """Dictionaries with ids and parents, such as the rows of a table."""
    said = [read(row, fields) for row in rows]
    places = {str(each["id"]): place for place, each in enumerate(said) if each["id"] is not None}
    nodes = []
    for each in said:
        parent = each["parent"]
        parent = parent if parent is None or parent == parent else None  # NaN of pandas
        key = str(int(parent)) if isinstance(parent, float) and parent.is_integer() else str(parent)
        each["parent"] = places.get(key) if parent is not None else None
        nodes.append(each)
    return nodes


def graph(network, fields):
    """A graph of NetworkX: the first edge into a node gives it its place."""
    parents = {}
    for source, target, data in network.edges(data=True):
        if source != target and target not in parents:
            parents[target] = (source, data)
    rows = []
    for name, data in network.nodes(data=True):
        parent, edge = parents.get(name, (None, {}))
        rows.append({**edge, **data, "id": name, "parent": parent})
    return records(rows, fields)


def decide(nodes):
    """Whether the values are sums or means: what a node has beyond its children must fit."""
    children = {}
    for place, node in enumerate(nodes):
        children.setdefault(node["parent"], []).append(place)
    leaves = [n for p, n in enumerate(nodes) if p not in children and n.get("visits") and n["value"] is not None]
    failures = {"sum": 0, "mean": 0}
    for place, node in enumerate(nodes):
        below = [nodes[c] for c in children.get(place, []) if (nodes[c].get("visits") or 0) > 0]
        if not below or (node.get("visits") or 0) <= 1 or node["value"] is None or any(c["value"] is None for c in below):
            continue
        own = max(0, node["visits"] - sum(c["visits"] for c in below))
        for kind in failures:
            each = [n["value"] / (n["visits"] if kind == "sum" else 1) for n in leaves] + [0.0]
            weight = (lambda n: n["value"]) if kind == "sum" else (lambda n: n["value"] * n["visits"])
            rest, slack = weight(node) - sum(map(weight, below)), 1e-4 * (1 + node["visits"])
            failures[kind] += not own * min(each) - slack <= rest <= own * max(each) + slack
    return "sum" if failures["sum"] < failures["mean"] else "mean"


def load(source, table=None, batch=0, fields=None):
    """Returns the nodes of a file or an object, what their values are, their view, and what it was."""
    fields = fields or {}
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        ending = path.lower().rsplit(".", 1)[-1]
        if ending == "npz":
            import numpy
            return mctx(dict(numpy.load(path, allow_pickle=False)), batch)
        if ending in ("csv", "tsv", "parquet"):
            import pandas
            read_table = pandas.read_parquet if ending == "parquet" else pandas.read_csv
            return load(read_table(path, **({"sep": "\t"} if ending == "tsv" else {})), fields=fields)
        if ending in ("db", "sqlite", "sqlite3"):
            import sqlite3
            if table is None:
                raise SystemExit(f"{path}: --table names the table that holds the nodes")
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
                base.row_factory = sqlite3.Row
                rows = [dict(row) for row in base.execute(f'SELECT * FROM "{table.replace(chr(34), "")}"')]
            return records(rows, fields), None, "root", "SQLite table"
        import pickle
        with open(path, "rb") as file:
            return load(pickle.load(file), table, batch, fields)
    if hasattr(source, "tree") and hasattr(source.tree, "root") and hasattr(source.tree.root, "expand_idx"):
        return treequest(source, fields)
    if hasattr(source, "children_index") or isinstance(source, dict) and "children_index" in source:
        return mctx(source, batch)
    if hasattr(source, "explore_count") and hasattr(source, "total_reward"):
        return walk(source, fields), "sum", "mover", "OpenSpiel search"
    if hasattr(source, "tree_state") and hasattr(source, "trace"):  # llm-reasoners
        how = {"mean": "Q", "action": "action", "text": "state", "reward": "reward",
               "visits": lambda node: len(getattr(node, "cum_rewards", None) or ()), **fields}
        return walk(source.tree_state, how), "mean", "root", "llm-reasoners result"
    if hasattr(source, "to_dict") and hasattr(source, "columns"):
        return records(source.to_dict("records"), fields), None, "root", "table"
    if hasattr(source, "edges") and hasattr(source, "nodes"):
        return graph(source, fields), None, "root", "NetworkX graph"
    if isinstance(source, (list, tuple)) and source and isinstance(source[0], dict):
        return records(source, fields), None, "root", "records"
    return walk(source, fields), None, "root", type(source).__name__


def convert(source, output=None, table=None, tree=0, view=None, **fields):
    """Writes a tree as a journal, to a path or a file (standard output); returns how many nodes it has."""
    nodes, kind, seen, format = load(source, table, tree, fields)
    known = {field for node in nodes for field in NUMBERS if node.get(field) is not None}
    if kind is None:
        kind = next((name for name in ("sum", "mean") if name in known), None)
        if kind == "sum" and "visits" not in known:
            kind = "mean" if "mean" in known else None
        if kind is None and "value" in known:
            kind = decide(nodes)
            for node in nodes:
                node[kind] = node["value"]
    children = {}
    for place, node in enumerate(nodes):
        children.setdefault(node["parent"], []).append(place)
    if not children.get(None):
        raise SystemExit("there is no node without a parent")
    root = max(children[None], key=lambda place: len(children.get(place, [])))
    columns = [(name, name) for name in ("visits",) if name in known] + ([(kind, kind)] if kind else [])
    columns += [("reward", "reward")] if "reward" in known else []
    how = {"field": "value", "value": kind or "none", "how": "treetop_convert.py"}
    lines = [{
        "type": "search", "version": 1, "engine": format,
        "root": {"id": root, **({"text": text(nodes[root].get("text"))} if text(nodes[root].get("text")) else {})},
        "statistics": [name for name, _ in columns],
        "columns": [{"name": n, "kind": n if n in ("sum", "mean") else "sum" if n == "visits" else "neither"}
                    for n, _ in columns],
        "value": {"perspective": view or seen}, "import": {"format": format, "assumptions": [how], "left_out": {}}}]
    order = [root]
    for node in order:
        born = children.get(node, [])
        order += born
        if born:
            lines.append({"type": "expand", "node": node, "children": [label(place, nodes[place], i)
                                                                       for i, place in enumerate(born)]})
    if columns:
        rows = [[p] + [cell(nodes[p], name) for _, name in columns] for p in order]
        lines += [{"type": "stats", "stats": rows[i:i + 4096]} for i in range(0, len(rows), 4096)]
    written = "".join(json.dumps(line, separators=(",", ":"), allow_nan=False) + "\n" for line in lines)
    if output is None:
        sys.stdout.write(written)
    elif hasattr(output, "write"):
        output.write(written)
    else:
        with open(output, "x") as file:  # nothing is overwritten
            file.write(written)
    return len(order)


class Page:
    """A tree as a page that folds, searches and explains; a notebook shows it inline."""

    def __init__(self, html):
        self.html = html

    def _repr_html_(self):
        return self.html

    def save(self, path):
        """Writes the page to a file that is not there yet."""
        with open(path, "x", encoding="utf-8") as file:
            file.write(self.html)


def show(source, *options, program="treetop", **fields):
    """The page of a tree: of a file that treetop opens, or of anything that `convert` takes.

    `options` are those of `treetop export`: show(root, "--min-visits", "5"). Nothing is loaded from anywhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = source
        if not isinstance(source, (str, os.PathLike)) or os.fspath(source).lower().endswith(CONVERTED):
            path = os.path.join(folder, "tree.jsonl")
            convert(source, path, **fields)
        command = [program, "export", os.fspath(path), "--format", "html", *options]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        except FileNotFoundError:
            raise RuntimeError(f"{program} is not to be found: show(tree, program=PATH) names it") from None
    if done.returncode:
        raise ValueError(done.stderr.strip() or f"{program} ended with {done.returncode}")
    return Page(done.stdout)


def label(place, node, number_among_siblings):
    """A child of an `expand` event."""
    child = {"id": place, "action": text(node.get("action")) or str(number_among_siblings + 1)}
    prior = number(node.get("prior"))
    if prior is not None and prior >= 0:
        child["prior"] = prior
    if node.get("terminal") is True:
        child["terminal"] = True
    if text(node.get("text")):
        child["text"] = text(node["text"])
    return child


def cell(node, name):
    """A number of a row; nothing is known of the value of what was never visited."""
    value = number(node.get(name))
    return None if name in ("sum", "mean") and node.get("visits") == 0 else value


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Makes a recording for treetop of a tree that lives in Python.")
    parser.add_argument("file")
    parser.add_argument("-o", "--output", help="the recording, which must not be there yet")
    parser.add_argument("--table", help="the table of an SQLite file")
    parser.add_argument("--tree", type=int, default=0, help="which tree of a batch, from 0")
    parser.add_argument("--view", choices=["root", "mover"], help="whose view values are")
    given = parser.parse_args()
    try:
        convert(given.file, given.output, given.table, given.tree, given.view)
    except (OSError, ImportError, AttributeError) as error:
        raise SystemExit(f"{given.file}: {error}")
