"""Blocksworld as the embedded models read it: states, distances and text.

A text is a prefix, the state and the goal, followed by branches, one an action:

    [STATE] hand empty red on blue on table orange on table [GOAL] blue on orange and red on blue
        [ACTION] unstack red from blue [EVAL] good
        [ACTION] pick up orange [EVAL] bad
        [ACTION] unstack red from blue [NEXT] holding red blue on table orange on table [END]

Towers are written from the top down and sorted by the colour of their lowest block, the facts of a
goal by the colour of the upper block, colours in the order of COLOURS. The Swift side writes the
same text.
"""

import random
import zlib

import numpy

COLOURS = ["red", "blue", "orange", "yellow", "white", "magenta"]
MARKS = ["[STATE]", "[GOAL]", "[ACTION]", "[EVAL]", "[NEXT]", "[END]"]
WORDS = ["hand", "empty", "holding", "on", "table", "and", "pick", "up", "put", "down"]
WORDS += ["stack", "unstack", "from", "good", "bad"]
VOCABULARY = ["[PAD]"] + MARKS + WORDS + COLOURS
NUMBER = {word: number for number, word in enumerate(VOCABULARY)}

TABLE, HAND = -1, -2


def actions_of(places):
    """Returns the legal actions of a state as words of block numbers, with the states they lead to.

    `places` says of each block what it stands on.
    """
    count = len(places)
    clear = [b for b in range(count) if places[b] != HAND and b not in places]
    held = places.index(HAND) if HAND in places else None
    result = []
    for block in clear:
        after = list(places)
        if held is None:
            after[block] = HAND
            if places[block] == TABLE:
                result.append((("pick", "up", block), tuple(after)))
            else:
                result.append((("unstack", block, "from", places[block]), tuple(after)))
        else:
            after[held] = block
            result.append((("stack", held, "on", block), tuple(after)))
    if held is not None:
        after = list(places)
        after[held] = TABLE
        result.append((("put", "down", held), tuple(after)))
    return result


class Graph:
    """All states of `count` blocks and the actions between them."""

    def __init__(self, count):
        self.count = count
        start = (TABLE,) * count
        self.states, self.number = [start], {start: 0}
        self.actions = []
        for places in self.states:
            moves = actions_of(places)
            for _, after in moves:
                if after not in self.number:
                    self.number[after] = len(self.states)
                    self.states.append(after)
            self.actions.append([(words, self.number[after]) for words, after in moves])
        width = max(len(moves) for moves in self.actions)
        self.after = numpy.full((len(self.states), width), -1, dtype=numpy.int32)
        for number, moves in enumerate(self.actions):
            self.after[number, : len(moves)] = [after for _, after in moves]
        self.places = numpy.array(self.states, dtype=numpy.int8)

    def distances(self, goal):
        """Returns each state's distance to the nearest one where every (upper, lower) of goal holds."""
        layer = numpy.ones(len(self.states), dtype=bool)
        for upper, lower in goal:
            layer &= self.places[:, upper] == lower
        distance = numpy.where(layer, 0, 127).astype(numpy.int8)
        depth = 0
        frontier = numpy.flatnonzero(layer)
        while frontier.size:
            # Every action can be taken back, so predecessors are successors.
            depth += 1
            reached = numpy.unique(self.after[frontier])
            reached = reached[reached >= 0]
            frontier = reached[distance[reached] == 127]
            distance[frontier] = depth
        return distance


def random_goal(count, rng):
    """Returns the facts (upper, lower) of random stacks, at least one."""
    while True:
        tops, facts = [], []
        order = list(range(count))
        rng.shuffle(order)
        for block in order:
            choice = rng.randrange(len(tops) + 1)
            if choice == len(tops):
                tops.append(block)
            else:
                facts.append((block, tops[choice]))
                tops[choice] = block
        if facts:
            return facts


def state_words(places, colour):
    """Returns a state in words; `colour` gives each block's colour number."""
    above = {below: block for block, below in enumerate(places) if below >= 0}
    held = places.index(HAND) if HAND in places else None
    words = ["hand", "empty"] if held is None else ["holding", COLOURS[colour[held]]]
    lowest = sorted((b for b, below in enumerate(places) if below == TABLE), key=lambda b: colour[b])
    for block in lowest:
        tower = [block]
        while tower[-1] in above:
            tower.append(above[tower[-1]])
        for member in reversed(tower):
            words += [COLOURS[colour[member]], "on"]
        words.append("table")
    return words


def goal_words(goal, colour):
    """Returns a goal in words."""
    words = []
    for upper, lower in sorted(goal, key=lambda fact: colour[fact[0]]):
        words += ["and"] * bool(words) + [COLOURS[colour[upper]], "on", COLOURS[colour[lower]]]
    return words


def action_words(words, colour):
    """Returns an action in words."""
    return [COLOURS[colour[word]] if isinstance(word, int) else word for word in words]


def is_held_out(goal_text):
    """Whether problems with this goal are kept for testing and never trained on: one in sixteen."""
    return zlib.crc32(" ".join(goal_text).encode()) % 16 == 0


class Generator:
    """Draws texts: a goal, then some states at chosen distances from it."""

    GRAPHS = {}

    def __init__(self, seed, skew, held_out=False, farthest=16):
        self.rng = random.Random(seed)
        self.skew, self.held_out, self.farthest = skew, held_out, farthest
        for count in range(3, 7):
            if count not in Generator.GRAPHS:
                Generator.GRAPHS[count] = Graph(count)

    def draw(self, states=6):
        """Returns `states` samples that share one goal: dictionaries of prefix, branches and truth."""
        rng = self.rng
        while True:
            count = rng.choices([3, 4, 5, 6], weights=[2, 3, 4, 3])[0]
            goal = random_goal(count, rng)
            colour = rng.sample(range(len(COLOURS)), count)
            text = goal_words(goal, colour)
            if is_held_out(text) == self.held_out:
                break
        graph = Generator.GRAPHS[count]
        distance = graph.distances(goal)
        order = numpy.argsort(distance, kind="stable")
        bounds = numpy.searchsorted(distance[order], range(int(distance.max()) + 2))
        return [self.sample(graph, goal, colour, text, distance, order, bounds) for _ in range(states)]

    @staticmethod
    def height(goal, block):
        """Returns how many blocks the goal wants below a block."""
        below, height = dict(goal), 0
        while block in below:
            block, height = below[block], height + 1
        return height

    def sample(self, graph, goal, colour, goal_text, distance, order, bounds):
        rng = self.rng
        farthest = min(self.farthest, len(bounds) - 2)
        while True:
            wanted = rng.randint(1, self.farthest)
            if rng.random() < self.skew:
                wanted = min(wanted, rng.randint(1, self.farthest))
            if wanted <= farthest:
                break
        state = int(order[rng.randrange(bounds[wanted], bounds[wanted + 1])])
        places = graph.states[state]
        branches = []
        for words, after in graph.actions[state]:
            is_good = bool(distance[after] == wanted - 1)
            branches.append(
                (action_words(words, colour), is_good, state_words(graph.states[after], colour)))
        placed = {}
        for upper, lower in sorted(goal, key=lambda fact: self.height(goal, fact[0])):
            placed[upper] = places[upper] == lower and placed.get(lower, True)
        order = sorted(placed, key=lambda block: colour[block])
        return {
            "placed": [placed[block] for block in order],
            "prefix": ["[STATE]"] + state_words(places, colour) + ["[GOAL]"] + goal_text,
            "branches": branches,
            "distance": wanted,
            "blocks": graph.count,
        }
