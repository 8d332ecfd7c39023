"""How long the best set of 12 measures takes: for an outcome, a utility, and an open zone.

In the generated case every measure changes numbers that packages are judged by, so that no two sets share a zone.

Run: python benchmarks/leverage_portfolio.py [zone]
"""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np

from detente.answers.leverage import models_of
from detente.case import Case
from detente.engines.leverage.goals import goal_of
from detente.engines.leverage.portfolio import portfolio

PARTIES, ISSUES, MEASURES = 8, 6, 12


def generated(seed: int = 0) -> Case:
    """Eight parties with positions and bottom values on six issues, and twelve measures that soften or harden them."""
    rng = np.random.default_rng(seed)

    def spread(middle: float, width: float) -> list[float]:
        return [float(it) for it in (max(0, middle - width), middle, min(100, middle + width))]

    parties = {
        f"p{place}": {"capability": spread(rng.integers(20, 80), 15), "reservation": spread(rng.integers(72, 84), 12)}
        for place in range(PARTIES)
    }
    positions = {
        party: {
            f"i{issue}": {"position": spread(rng.integers(0, 100), 10), "salience": spread(rng.integers(20, 90), 10)}
            for issue in range(ISSUES)
        }
        for party in parties
    }
    measures = {}
    for place in range(MEASURES):
        effects = [
            {"party": f"p{rng.integers(PARTIES)}", "reservation": f"{rng.choice(['-', '-', '+'])}[2, 5, 9]"},
            {"party": f"p{rng.integers(PARTIES)}", "issue": f"i{rng.integers(ISSUES)}", "position": "+[2, 6, 12]"},
        ]
        measures[f"m{place}"] = {
            "by": f"p{place % PARTIES}", "what": f"m{place}", "cost": int(rng.integers(1, 6)), "effects": effects,
        }  # fmt: skip
    marks = {0: "none", 25: "little", 50: "half", 75: "most", 100: "all"}
    return Case.model_validate(
        {
            "id": "generated", "parties": parties, "measures": measures, "positions": positions,
            "issues": {f"i{issue}": {"scale": marks, "reference": 0} for issue in range(ISSUES)},
            "deals": {"pass_rule": {"veto": ["p0", "p1"], "at_least": 6}},
        }
    )  # fmt: skip


def main() -> None:
    """Print the seconds that each goal takes."""
    case = generated()
    models = models_of(draws=1000)
    for text in sys.argv[1:] or ["outcome:i0:up", "utility:p0", "zone"]:
        start = perf_counter()

        def tell(done: int, total: int, start: float = start) -> None:
            if done % 256 == 0:
                print(f"  {done} of {total} sets, {perf_counter() - start:.0f} s", file=sys.stderr)

        found = portfolio(case, goal_of(case, models, text, tell))
        print(f"{text}: {perf_counter() - start:.1f} s, {found.compared} sets. {found.sentence}")


if __name__ == "__main__":
    main()
