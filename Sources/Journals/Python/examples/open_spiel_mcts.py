"""Shows the Monte Carlo tree search of open_spiel, unchanged, while it thinks about a game.

    pip install open_spiel
    treetop attach -- python3 open_spiel_mcts.py --game connect_four --simulations 2000

The bot is `open_spiel.python.algorithms.mcts.MCTSBot`. It is followed where it lets others in: at
the method that walks down the tree, at the score of a child, and at the evaluator of leaves.
"""
import argparse
import os
import sys
import time

import numpy
import pyspiel
from open_spiel.python.algorithms import mcts

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from treetop import Journal  # noqa: E402


class Over(Exception):
    """The search is to end although the bot would go on."""


class WatchedBot(mcts.MCTSBot):
    """The bot of open_spiel, with its search written to a journal."""

    def __init__(self, game, state, options):
        random = numpy.random.RandomState(options.seed)
        self.rollouts = mcts.RandomRolloutEvaluator(options.rollouts, random)
        super().__init__(game, options.c, sys.maxsize, self, random_state=random,
                         child_selection_fn=self.score)
        self.prior = self.rollouts.prior
        self.state, self.pace = state, options.pace
        self.ids, self.nodes, self.parents = {}, {}, {}
        self.path, self.returns, self.solved = [], None, set()
        self.banned, self.focus = set(), set()
        self.journal = Journal(
            "open_spiel MCTSBot", budget={"iterations": options.simulations}, phases=True,
            problem=str(game), algorithm="UCT with MCTS-Solver", seed=options.seed,
            parameters={"c": options.c}, root={"id": 0, "text": str(state)},
            value={"perspective": "mover", "low": game.min_utility(), "high": game.max_utility()},
            selection={"rule": "uct", "c": options.c, "formula": "Q + c * sqrt(ln(N_parent) / N)"},
            handlers={"banned": self.ban, "parameters": self.set_parameters, "branch": self.lead})

    # What the bot calls in a simulation, in this order.

    def _apply_tree_policy(self, root, state):
        self.tell_backup()
        if not self.ids:
            self.ids[root], self.nodes[0] = 0, root
        if not self.journal.gate():
            raise Over
        time.sleep(self.pace)
        self.journal.gate("select")
        path, leaf = super()._apply_tree_policy(root, state)
        self.path = list(path)
        self.tell_walk()
        self.journal.gate("evaluate")
        if leaf.is_terminal():
            self.tell_value(leaf.returns(), "the game ends here", terminal=True)
        return path, leaf

    def score(self, child, parent_visits, c):
        """The score that the bot chooses by: its own, but for bans and branches."""
        if child in self.banned:
            return -float("inf")
        return float("inf") if child in self.focus else child.uct_value(parent_visits, c)

    def evaluate(self, state):
        """The bot asks here for the value of a leaf."""
        returns = self.rollouts.evaluate(state)
        self.tell_value(returns, "random play from here ended so")
        return returns

    # What is told to the journal.

    def tell_walk(self):
        """The walk changes no statistics, so its scores can be told when it is over."""
        state = self.state.clone()
        for node, chosen in zip(self.path, self.path[1:]):
            if node.children[0] not in self.ids:
                self.tell_children(node, state)
            is_new = chosen.explore_count == 0
            why = {"why": "it was never visited: its score is infinite"} if is_new else {}
            self.journal.emit("select", node=self.ids[node], chosen=self.ids[chosen], candidates=[
                {"node": self.ids[each], "score": self.score(each, node.explore_count, self.uct_c),
                 "terms": self.terms(each, node.explore_count)} for each in node.children], **why)
            state.apply_action(chosen.action)

    def terms(self, child, parent_visits):
        """The terms as the bot adds them up: a proven child has only its outcome."""
        if child.outcome is not None:
            return {"Q": child.outcome[child.player], "U": 0.0}
        if not child.explore_count:
            return {"U": float("inf")}
        mean = child.total_reward / child.explore_count
        return {"Q": mean, "U": child.uct_value(parent_visits, self.uct_c) - mean}

    def tell_children(self, node, state):
        player = state.current_player()
        ids = self.journal.expand(self.ids[node], [
            {"action": state.action_to_string(player, each.action), "prior": each.prior}
            for each in node.children])
        for child, number in zip(node.children, ids):
            self.ids[child], self.nodes[number], self.parents[child] = number, child, node

    def tell_value(self, returns, reason, **more):
        leaf, self.returns = self.path[-1], returns
        words = ", ".join(f"player {player} {value:+g}" for player, value in enumerate(returns))
        self.journal.emit(
            "evaluate", node=self.ids[leaf], value=returns[leaf.player],
            parts=[{"name": f"player {player}", "raw": value}
                   for player, value in enumerate(returns)],
            rationale=f"{reason}: {words}", **more)
        self.journal.gate("backup")

    def tell_backup(self):
        """The bot backs up after it was given a value; what it did is seen when it goes on."""
        path, self.path = self.path, []
        if not path:
            return
        self.journal.emit(
            "backup", path=[self.ids[each] for each in path], value=self.returns[path[-1].player],
            stats=[[self.ids[each], each.explore_count, each.total_reward / each.explore_count]
                   for each in path])
        for node in path:
            if node.outcome is not None and node not in self.solved:
                self.solved.add(node)
                self.journal.emit("edit", by="solver", node=self.ids[node],
                                  set={"proven": node.outcome[node.player]})

    # What can be told to the bot.

    def ban(self, node, is_banned):
        if node not in self.nodes or node == 0:
            raise ValueError("this node is not a choice")
        (self.banned.add if is_banned else self.banned.discard)(self.nodes[node])

    def set_parameters(self, _, parameters):
        if set(parameters) != {"c"}:
            raise ValueError("the only parameter is c")
        self.uct_c = float(parameters["c"])

    def lead(self, node):
        child = self.nodes[node]
        while child is not None:
            self.focus.add(child)
            child = self.parents.get(child)

    def think(self):
        """Searches to the end and tells what was found."""
        reason = "solved"
        try:
            self.mcts_search(self.state)
            self.tell_backup()
        except Over:
            reason = "budget"
        root = self.nodes.get(0)
        if root and root.children:
            best = root.best_child()
            action = self.state.action_to_string(self.state.current_player(), best.action)
            self.journal.emit("answer", path=[0, self.ids[best]], node=self.ids[best], text=action,
                              value=best.explore_count and best.total_reward / best.explore_count)
        self.journal.stop(reason)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--game", default="tic_tac_toe", help="a game of open_spiel in turns")
    parser.add_argument("--simulations", type=int, default=1000, help="the budget")
    parser.add_argument("--c", type=float, default=2.0, help="the exploration constant")
    parser.add_argument("--rollouts", type=int, default=1, help="random games at each leaf")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same tree")
    parser.add_argument("--pace", type=float, default=0.0, help="seconds for each simulation")
    options = parser.parse_args()
    game = pyspiel.load_game(options.game)
    WatchedBot(game, game.new_initial_state(), options).think()


if __name__ == "__main__":
    main()
