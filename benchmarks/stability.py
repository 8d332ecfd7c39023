"""The five concepts on large conflicts, and against the sets of the tests on a small one, in the same run.

    python benchmarks/stability.py [--options 20] [--repeat 1]

Run it from the root of the repository. For each conflict it prints the feasible states, the seconds (processor time in brackets:
other work on the machine does not count there) to build the game and to find what is stable for whom, and the greatest memory so
far. Rankings are strict and drawn at random with a fixed seed. The last lines compare with the definitions written as sets.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from detente.case.model import Case
from detente.engines.stability.building import game_of
from detente.engines.stability.concepts import CONCEPTS, analysed
from detente.engines.stability.game import Game

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.engines.stability.reference import sets_of


def conflict(options: int, parties: int, patterns: int, size: int, directed: bool) -> Case:
    """Options dealt out in turn; ``patterns`` of ``size`` options each cannot be; one move in two cannot be taken back."""
    draw = random.Random(options * 100 + parties)
    names = [f"p{place}" for place in range(parties)]
    barred = [draw.sample(range(options), size) for _ in range(patterns)]
    return Case.model_validate(
        {
            "id": "drawn",
            "parties": {name: {} for name in names},
            "conflict": {
                "options": [
                    {"id": f"o{place}", "party": names[place % parties],
                     "moves": draw.choice(["both", "both", "forward", "back"]) if directed else "both"}
                    for place in range(options)
                ],
                "infeasible": [
                    " and ".join(f"o{place}" if draw.random() < 0.5 else f"not o{place}" for place in it) for it in barred
                ],
                "preferences": {name: {"statements": ["o0"]} for name in names},
            },
        }
    )  # fmt: skip


def ranked(game: Game) -> Game:
    """The game with strict rankings drawn at random."""
    draw = np.random.default_rng(0)
    return replace(game, ranks=np.array([draw.permutation(len(game.states)) for _ in game.parties], np.int32))


def timed(label: str, case: Case) -> Game:
    """Build and analyse, and print how long that took."""
    wall, own = time.perf_counter(), time.process_time()
    game = ranked(game_of(case))
    built, built_own = time.perf_counter() - wall, time.process_time() - own
    wall, own = time.perf_counter(), time.process_time()
    found = analysed(game)
    spent, spent_own = time.perf_counter() - wall, time.process_time() - own
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    equilibria = ", ".join(f"{concept} {len(states):,}" for concept, states in found.equilibria.items())
    print(
        f"{label}: {len(game.states):,} states; build {built:.2f} s ({built_own:.2f}), concepts {spent:.2f} s ({spent_own:.2f}); "
        f"{memory:,.0f} MB; equilibria: {equilibria}"
    )
    return game


def main() -> None:
    """Run the conflicts that the project promises a speed for, then the comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--options", type=int, default=20, help="options of the largest conflict")
    asked = parser.parse_args()
    for directed in (False, True):  # so that compiling is not counted below
        analysed(game_of(conflict(4, 2, 0, 0, directed)))
    timed("12 options, 5 parties", conflict(12, 5, 0, 0, directed=False))
    timed("16 options, 5 parties, patterns, one-way moves", conflict(16, 5, 12, 4, directed=True))
    timed(f"{asked.options} options, 4 parties", conflict(asked.options, 4, 0, 0, directed=False))
    timed("24 options, 4 parties, patterns", conflict(24, 4, 24, 3, directed=False))
    for directed in (False, True):
        small = ranked(game_of(conflict(9, 4, 2, 3, directed)))
        begin = time.process_time()
        for _ in range(20):
            analysed(small)
        quick = (time.process_time() - begin) / 20
        sets = sets_of(small)
        begin = time.process_time()
        expected = {concept: sets.stable(concept) for concept in CONCEPTS}
        slow = time.process_time() - begin
        found = analysed(small).stable
        agree = all(
            [set(np.flatnonzero(row).tolist()) for row in found[concept]] == expected[concept] for concept in CONCEPTS
        )
        print(
            f"{len(small.states)} states, {'one-way' if directed else 'free'} moves: sets {slow:.3f} s, compiled {quick:.5f} s, "
            f"ratio {slow / quick:,.0f}; {'the same answer' if agree else 'THE ANSWERS DIFFER'}"
        )


if __name__ == "__main__":
    main()
