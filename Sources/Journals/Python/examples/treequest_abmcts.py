"""Shows the adaptive branching search of treequest, unchanged, while it refines an answer.

    pip install treequest
    treetop attach -- python3 treequest_abmcts.py --trials 200 --pace 0.05

The algorithm is `treequest.ABMCTSA`: at every node a Thompson draw decides between another child
(GEN) and one that is there (CONT). In place of a language model two generators propose a polynomial
through hidden points: "fresh" starts anew, "refine" changes its parent a little.
"""
import argparse
import os
import random
import sys
import time

import numpy
import treequest
from treequest.algos.ab_mcts_a.prob_state import NodeProbState, ProbabilisticDist

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from treetop import Journal  # noqa: E402

POINTS = [(x / 4, 1.5 * (x / 4) ** 2 - 0.5 * (x / 4) - 1) for x in range(-4, 5)]


class Draws:
    """Remembers what the Thompson sampling of treequest drew; every draw stays as it was."""

    def __init__(self):
        self.rounds, self.values = [], []
        sample, choose = ProbabilisticDist.draw_sample, NodeProbState.thompson_sampling

        def drawing(distribution):
            self.values.append(float(sample(distribution)))
            return self.values[-1]

        def choosing(state, options):
            self.values = []
            winner = choose(state, options)
            self.rounds.append(dict(zip(options, self.values)))
            return winner

        ProbabilisticDist.draw_sample, NodeProbState.thompson_sampling = drawing, choosing

    def take(self):
        rounds, self.rounds = self.rounds, []
        return rounds


class WatchedSearch(treequest.ABMCTSA):
    """The algorithm of treequest, with its walk down the tree written to a journal."""

    def __init__(self, options):
        super().__init__()
        self.draws, self.focus = Draws(), set()
        self.parents, self.ids = {}, {-1: 0}
        self.journal = Journal(
            "treequest ABMCTSA", budget={"iterations": options.trials}, phases=True,
            problem="a polynomial through 9 hidden points", algorithm="AB-MCTS-A",
            seed=options.seed, root={"id": 0, "text": "no polynomial yet"},
            value={"perspective": "root", "low": 0, "high": 1},
            selection={"rule": "thompson", "formula": "the highest draw from the posteriors"},
            handlers={"branch": self.lead})

    def _select_child(self, state, node, actions):
        for child in node.children:
            if self.ids[child.expand_idx] in self.focus:
                self.tell_choice(node, child, why="the branch leads through it")
                return child, None
        self.draws.take()
        chosen, action = super()._select_child(state, node, actions)
        rounds = self.draws.take()
        words = ", ".join(f"{name} drew {value:.3f}" for name, value in rounds[0].items())
        scores = rounds[1] if action is None else {}
        candidates = [
            {"node": self.ids[child.expand_idx], "score": scores.get(at, numpy.nan),
             "terms": self.terms(state, node, at, scores.get(at, numpy.nan))}
            for at, child in enumerate(node.children)]
        ending = f"a new child by {action}" if action else "the child with the highest draw"
        self.tell_choice(node, None if action else chosen, candidates=candidates,
                         why=f"{words}: {ending}")
        return chosen, action

    def _get_generation_action(self, state, node, actions):
        action = super()._get_generation_action(state, node, actions)
        self.tell_choice(node, None, why=f"it has no child yet: the first one by {action}")
        return action

    def tell_choice(self, node, child, **more):
        chosen = None if child is None else self.ids[child.expand_idx]
        self.journal.emit("select", node=self.ids[node.expand_idx], chosen=chosen, **more)

    def terms(self, state, node, at, draw):
        """A draw is what the posterior expects, and chance."""
        mean = float(state.thompson_states.get(node).node_probas["shared"][at].params["m"])
        return {"expected": mean, "chance": draw - mean}

    def lead(self, node):
        while node:
            self.focus.add(node)
            node = self.parents[node]

    def think(self, options):
        """Searches to the end of the budget and tells what was found."""
        journal, state, best = self.journal, self.init_tree(), None
        generate = Generator(options.seed)
        totals = {0: [0, 0.0]}
        while journal.gate():
            time.sleep(options.pace)
            journal.gate("select")
            state, trial = self.ask(state, list(generate.actions))
            parent = self.ids[trial.node_to_expand]
            journal.gate("expand")
            before = state.tree.get_node(trial.node_to_expand).state
            answer = generate.actions[trial.action](before)
            node, = journal.expand(parent, [{"action": trial.action, "text": words(answer)}])
            self.parents[node], self.ids[len(state.tree) - 1] = parent, node
            journal.gate("evaluate")
            error = mean_squared_error(answer)
            score = 1 / (1 + error)
            reason = f"its mean squared error at {len(POINTS)} points is {error:.3f}"
            if before is not None:
                old = mean_squared_error(before)
                reason += f", its parent's {old:.3f}: {'better' if error < old else 'no better'}"
            journal.emit("evaluate", node=node, value=score, rationale=reason,
                         parts=[{"name": "mean squared error", "raw": error, "normalized": score}])
            journal.gate("backup")
            self.tell(state, trial.trial_id, (answer, score))
            path = [node]
            while path[0] != 0:
                path.insert(0, self.parents[path[0]])
            for each in path:
                total = totals.setdefault(each, [0, 0.0])
                total[0], total[1] = total[0] + 1, total[1] + score
            journal.emit("backup", path=path, value=score, stats=[
                [each, totals[each][0], totals[each][1] / totals[each][0]] for each in path])
            best = max(best or (score, node, answer), (score, node, answer))
        if best:
            score, node, answer = best
            journal.emit("answer", node=node, text=words(answer), value=score)
        journal.stop("budget")


class Generator:
    """Proposes polynomials, as a language model proposes answers."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.actions = {"fresh": self.fresh, "refine": self.refine}

    def fresh(self, _):
        return tuple(self.random.uniform(-3, 3) for _ in range(3))

    def refine(self, answer):
        return tuple(each + self.random.gauss(0, 0.4) for each in answer or (0, 0, 0))


def mean_squared_error(answer):
    a, b, c = answer
    return sum((a * x * x + b * x + c - y) ** 2 for x, y in POINTS) / len(POINTS)


def words(answer):
    a, b, c = answer
    return f"{a:.2f}x^2 {b:+.2f}x {c:+.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=100, help="the budget")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same tree")
    parser.add_argument("--pace", type=float, default=0.0, help="seconds for each trial")
    options = parser.parse_args()
    numpy.random.seed(options.seed)
    WatchedSearch(options).think(options)


if __name__ == "__main__":
    main()
