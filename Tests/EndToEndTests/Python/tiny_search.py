"""A search so small that every number of it can be followed: two actions a node, a seeded value."""
import os
import random
import sys

sys.path.insert(0, os.environ["TREETOP_PYTHON"])
from treetop import Journal  # noqa: E402

parent, children, visits, total, banned = {0: None}, {}, {0: 0}, {0: 0.0}, set()
focus = []
generator = random.Random(7)


def ban(node, is_banned):
    (banned.add if is_banned else banned.discard)(node)


def prior(node, value):
    raise ValueError("priors are fixed")


def lead(node):
    while node is not None:
        focus.insert(0, node)
        node = parent[node]


journal = Journal("tiny", budget={"iterations": int(sys.argv[1])}, phases=True,
                  handlers={"banned": ban, "prior": prior, "branch": lead})
while journal.gate():
    journal.gate("select")
    path = [0]
    while path[-1] in children:
        able = [each for each in children[path[-1]] if each not in banned] or children[path[-1]]
        led = [each for each in able if each in focus]
        chosen = min(led or able, key=lambda each: (visits[each], each))
        journal.emit("select", node=path[-1], chosen=chosen, candidates=[
            {"node": each, "score": -visits[each] if visits[each] else float("inf")}
            for each in led or able])
        path.append(chosen)
    journal.gate("expand")
    if visits[path[-1]] or path == [0]:
        ids = journal.expand(path[-1], ["left", {"action": "right", "prior": 0.5}])
        children[path[-1]] = ids
        for each in ids:
            parent[each], visits[each], total[each] = path[-1], 0, 0.0
    journal.gate("evaluate")
    value = generator.random()
    journal.emit("evaluate", node=path[-1], value=value)
    journal.gate("backup")
    for node in path:
        visits[node] += 1
        total[node] += value
    rows = [[node, visits[node], total[node] / visits[node]] for node in path]
    journal.emit("backup", path=path, value=value, stats=rows)
if "--noise" in sys.argv:
    print("noise")
if "--unknown" in sys.argv:
    journal.emit("stats", stats=[[path[-1], visits[path[-1]], float("nan")]])
journal.emit("answer", text="left")
journal.stop("budget")
if len(sys.argv) > 2 and sys.argv[2][:2] != "--":
    with open(sys.argv[2], "w") as file:
        print(journal.iteration, file=file)
