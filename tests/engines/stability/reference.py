"""The concepts as their definitions say, with sets: slow, and written without the engine."""

from __future__ import annotations

import random
from itertools import product

import numpy as np

from detente.case.model import Case
from detente.engines.stability.game import Game, Moves

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


class Sets:
    """A conflict as sets: ``moves[i][s]`` is where party i can go from s, ``worth[i][s]`` what s is worth to it."""

    def __init__(self, moves, worth):
        self.moves, self.worth = moves, worth
        self.parties, self.states = range(len(moves)), range(len(moves[0]))

    def improvements(self, i, s):
        return {t for t in self.moves[i][s] if self.worth[i][t] > self.worth[i][s]}

    def group_moves(self, group, s, improving):
        """Where a group can bring the conflict from s: any of them after any other, nobody twice in a row."""
        step = self.improvements if improving else lambda j, u: self.moves[j][u]
        reached = {(t, j) for j in group for t in step(j, s)}
        waiting = list(reached)
        while waiting:
            t, last = waiting.pop()
            for j in group:
                if j != last:
                    new = {(u, j) for u in step(j, t)} - reached
                    reached |= new
                    waiting += new
        return {t for t, _ in reached}

    def is_stable(self, concept, i, s):
        here = self.worth[i][s]
        others = [j for j in self.parties if j != i]
        for t in self.improvements(i, s):
            if concept == "nash":
                return False
            responses = self.group_moves(others, t, improving=concept in ("seq", "sseq"))
            sanctions = {u for u in responses if self.worth[i][u] <= here}
            if concept in ("smr", "sseq"):
                sanctions = {u for u in sanctions if all(self.worth[i][v] <= here for v in self.moves[i][u])}
            if not sanctions:
                return False
        return True

    def stable(self, concept):
        return [{s for s in self.states if self.is_stable(concept, i, s)} for i in self.parties]


def sets_of(game: Game) -> Sets:
    """A game as sets."""
    states = range(len(game.states))
    return Sets([[set(moves.of(s).tolist()) for s in states] for moves in game.moves], game.ranks.tolist())


def random_graph(seed: int) -> Game:
    """A game given by moves drawn at random, most of which cannot be taken back."""
    draw = random.Random(seed)
    parties, states = draw.randint(2, 5), draw.randint(1, 12)
    density, worths = draw.choice([0.1, 0.25, 0.5]), draw.randint(1, 2 * states)
    listed = []
    for _ in range(parties):
        targets = [[t for t in range(states) if t != s and draw.random() < density] for s in range(states)]
        indptr = np.cumsum([0, *map(len, targets)])
        listed.append(Moves(indptr.astype(np.int64), np.array([t for it in targets for t in it], np.int32)))
    ranks = np.array([[draw.randrange(worths) for _ in range(states)] for _ in range(parties)], np.int32)
    return Game(tuple(map(str, range(parties))), (), np.arange(states), ranks, None, listed=tuple(listed))


def random_case(seed: int) -> tuple[Case, list[int], Sets]:
    """A case of options drawn at random, its feasible states and itself as sets, found without the engine."""
    draw = random.Random(seed)
    parties = [f"p{number}" for number in range(draw.randint(2, 5))]
    count = draw.randint(len(parties), 7 if len(parties) < 4 else 6)
    options, allowed = [], []
    for number in range(count):
        owner = parties[number] if number < len(parties) else draw.choice(parties)
        option = {"id": f"o{number}", "party": owner, "moves": draw.choice(["both", "both", "both", "forward", "back"])}
        if draw.random() < 0.15:
            option["shared_with"] = [draw.choice([it for it in parties if it != owner])]
        conditions = {}
        for field in ("take_if", "drop_if"):
            if draw.random() < 0.1:
                other, sign = draw.randrange(count), draw.random() < 0.5
                option[field] = f"o{other}" if sign else f"not o{other}"
                conditions[field] = (other, sign)
        options.append(option)
        allowed.append(conditions)
    barred = [
        {number: draw.random() < 0.5 for number in draw.sample(range(count), draw.randint(2, min(3, count)))}
        for _ in range(draw.randint(0, 3))
    ]
    states = [
        s for s in range(1 << count) if not any(all((s >> o & 1) == taken for o, taken in it.items()) for it in barred)
    ]
    if not states:
        return random_case(seed + 1_000_003)

    def can(owner, s, t):
        for number, option in enumerate(options):
            was, becomes = s >> number & 1, t >> number & 1
            if was == becomes:
                continue
            if owner not in (option["party"], *option.get("shared_with", ())):
                return False
            if option["moves"] == ("back" if becomes else "forward"):
                return False
            condition = allowed[number].get("take_if" if becomes else "drop_if")
            if condition is not None and (s >> condition[0] & 1) != condition[1]:
                return False
        return s != t

    at = {s: place for place, s in enumerate(states)}
    moves = [[{at[t] for t in states if can(owner, s, t)} for s in states] for owner in parties]
    preferences, worth = {}, []
    for owner in parties:
        levels = draw.randint(1, 2 * len(states))
        own = [draw.randrange(levels) for _ in states]
        worth.append(own)
        ranking = [
            [s for s, it in zip(states, own, strict=True) if it == level] for level in sorted(set(own), reverse=True)
        ]
        preferences[owner] = {"ranking": [it[0] if len(it) == 1 else it for it in ranking]}
    infeasible = [" and ".join(f"o{o}" if taken else f"not o{o}" for o, taken in it.items()) for it in barred]
    case = Case.model_validate(
        {"id": "drawn", "parties": {it: {} for it in parties},
         "conflict": {"options": options, "infeasible": infeasible, "preferences": preferences}}
    )  # fmt: skip
    return case, states, Sets(moves, worth)


def truth_table(names, rule):
    """Values of ``rule`` for every choice of names, the first name the lowest bit."""
    return [bool(rule(*reversed(values))) for values in product([False, True], repeat=len(names))]
