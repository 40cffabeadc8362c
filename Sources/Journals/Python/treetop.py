"""Lets treetop show and steer a tree search written in Python (3.8 or later, POSIX).

    journal = Journal("my search", budget={"iterations": 500})
    first, second = journal.expand(0, ["left", {"action": "right", "prior": 0.2}])    # level 0
    while journal.gate():                                               # level 1: pause and step
        journal.emit("evaluate", node=first, value=0.7, rationale="...")  # level 2: and "select"
        journal.emit("backup", path=[0, first], value=0.7, stats=[[0, 9, 0.5], [first, 5, 0.6]])
    journal.stop("budget")

Events go to standard output, other prints to standard error. `treetop attach -- python3 X.py` gives
commands: the search runs until told to pause and waits at the end of its budget. Else it just runs.
"""
import json
import os
import select

ENCODE = json.JSONEncoder(separators=(",", ":"), default=lambda each: each.tolist()).encode  # NumPy


def whole(value):
    """Leaves out numbers that are not finite; in a list null stands in their place."""
    if isinstance(value, dict):
        return {key: whole(each) for key, each in value.items() if each is not ...}
    if isinstance(value, list):
        return [None if each is ... else whole(each) for each in value]
    return value


class Journal:
    """Writes the journal of a search and obeys commands; `header` is more of its first event.

    `phases`: gates stand before phases too. `handlers` are f(node, value) for "banned", "pinned"
    (None: no more), "prior", "note" and "boost", f(0, dict) for "parameters", and f(node) for
    "branch", in the copy of the process that runs it through the node; ValueError(why) refuses.
    """

    def __init__(self, engine, budget=None, phases=False, handlers=None, **header):
        self.iteration = self.lines = self.branch = self.branches = self.over = 0
        self.next_id, self.text, self.own = 1, b"", (budget or {}).get("iterations", 1 << 60)
        self.budget, self.left, self.unit, self.phase = self.own, None, "iteration", None
        self.handlers, self.units = handlers or {}, ("iteration", "phase")[:1 + phases]
        self.attached, self.listens = "TREETOP_ATTACHED" in os.environ, not os.isatty(0)
        self.output, _ = os.dup(1), os.dup2(2, 1)
        names = {"banned": "ban", "pinned": "pin", "prior": "set:prior", "note": "set:note"}
        can = ["run", "step"] + ["step:phase"] * phases + [names.get(n, n) for n in self.handlers]
        head = {"version": 1, "engine": engine, "root": {"id": 0}, "statistics": ["visits", "mean"]}
        self.emit("search", **{**head, "value": {"perspective": "root"}, **header},
                  budget=budget or {}, capabilities=can)

    def emit(self, type, **keys):
        """Writes an event of any type; numbers that are not finite are not written."""
        more = {"iteration": self.iteration} if type in ("select", "backup") else {}
        event = {"type": type, **more, **({"branch": self.branch} if self.branch else {}), **keys}
        text = ENCODE(event)
        if "NaN" in text or "Infinity" in text:
            text = ENCODE(whole(json.loads(text, parse_constant=lambda name: ...)))
        self.lines, rest = self.lines + 1, (text + "\n").encode()
        try:
            while rest and self.output is not None:
                rest = rest[os.write(self.output, rest):]
        except OSError:  # nobody reads any more: the search runs on
            self.output = None

    def expand(self, node, children, **more):
        """Adds children, each an action or a dictionary with one, and returns their ids."""
        rows = [{"id": id, **(row if isinstance(row, dict) else {"action": row})}
                for id, row in enumerate(children, self.next_id)]
        self.next_id += len(rows)
        self.emit("expand", node=node, children=rows, **more)
        return [row["id"] for row in rows]

    def gate(self, phase=None):
        """Waits while the search is paused; False: end it. Before each iteration (and phase)."""
        self.phase, unit, told = phase, "phase" if phase else "iteration", False
        while not self.over:
            if not phase and self.iteration >= self.budget:
                if not (self.attached and self.listens):
                    break
                self.left, self.unit, self.reason = 0, unit, "budget"
            stops = self.left == 0 and self.unit == unit
            told = told or stops and not self.stop(self.reason)
            self.listen(stops)
            if not (stops or self.over or self.left == 0 and self.unit == unit):
                self.left = self.left - 1 if self.left and self.unit == unit else self.left
                self.iteration += not phase
                return True
        return False

    def stop(self, reason):
        """Says why the search stopped; a branch ends here and hands over to the main line."""
        self.emit("stop", reason="quit" if self.over else reason)
        if self.branch:
            os.write(self.report, json.dumps([self.next_id, self.lines]).encode())
            os._exit(0)

    def listen(self, waits):
        """Obeys the commands that have come, and waits for some if asked to; answers each once."""
        if not self.listens or not (waits or select.select([0], [], [], 0)[0]):
            return
        if not (data := os.read(0, 65536)):  # nobody steers any more
            self.listens, self.left, self.budget = False, None, self.own
        *lines, self.text = (self.text + data).split(b"\n")
        for line in lines:
            command, result = {}, {"ok": True}
            try:
                command = dict(json.loads(line))
                self.obey(command["command"], command.get("node", 0), command.get("count"), command)
            except (KeyError, TypeError, ValueError) as why:
                result = {"error": f"{type(why).__name__}: {why}".replace("ValueError: ", "")}
            if self.branch:
                return
            self.attached = not self.emit("reply", to=command.get("id"), **result)

    def obey(self, name, node, count, command):
        """Carries out a command, or raises why not."""
        unit, left, more = command.get("by", "iteration"), self.left or 0, count or 9e9
        self.over = self.over or name == "quit"
        if command.get("branch", self.branch) != self.branch or not 0 <= node < self.next_id:
            raise ValueError("there is no such node on branch %d" % self.branch)
        if name == "pause":
            self.left, self.unit, self.reason = 0, "iteration", "paused"
        elif name in ("run", "step"):
            is_done = self.iteration >= self.budget and not self.phase
            if unit not in self.units or (count or name == "run") < 1:
                raise ValueError("say how many")  # but a run goes on without a budget
            under_way = unit == "iteration" and self.phase is not None and not left
            self.left = count and count + left * (unit == self.unit) - under_way
            self.unit, self.reason, self.budget = unit, "step", self.budget + is_done * more
        elif name in ("set", "boost", "parameters"):
            settings = command.get("set", {name: command.get("visits", command.get(name))})
            for key in settings:
                self.handlers[key](node, settings[key])
            self.emit("edit", by="user", node=node, set=settings)
        elif name == "branch" and "branch" in self.handlers:
            self.branches += 1
            self.emit("branch", branch=self.branches, of=0, at=self.lines, node=node,
                      name=command.get("name", "branch %d" % self.branches))
            reading, writing = os.pipe()
            if (child := os.fork()):
                os.close(writing)
                with open(reading) as up:  # one that fails hands nothing over, but took ids
                    self.next_id, self.lines = json.loads(up.read() or f"[{self.branches << 32},0]")
                os.waitpid(child, 0)
            else:
                self.branch, self.report = self.branches, writing
                self.listens, self.left, self.budget = False, None, self.iteration + (count or 100)
                self.handlers["branch"](node)
        elif not self.over:
            raise ValueError("there is no such command")
