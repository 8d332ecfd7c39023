"""Solutions: which packages the theories of bargaining and of welfare pick.

The gain of a party is its utility less its reservation. All solutions choose among the packages that everybody
accepts (no gain below 0, no choice refused). Where there are none but the pass rule lets packages through over
somebody's head, the Nash and Kalai-Smorodinsky solutions are not defined, as both rest on everybody's consent, and
the others choose among the packages that pass. Differences up to
:data:`~detente.engines.deals.space.TOLERANCE` are none, and all ties are kept.
"""

from __future__ import annotations

from dataclasses import replace

from detente.engines.deals.solutions.egalitarian import egalitarian
from detente.engines.deals.solutions.found import Found
from detente.engines.deals.solutions.given import CUT_SHORT, given_of
from detente.engines.deals.solutions.kalai_smorodinsky import kalai_smorodinsky
from detente.engines.deals.solutions.nash import nash, shares_of
from detente.engines.deals.solutions.relative_utilitarian import relative_utilitarian
from detente.engines.deals.solutions.utilitarian import utilitarian
from detente.engines.deals.solutions.verification import verify
from detente.engines.deals.space import Array, Space

__all__ = ["NAMES", "Found", "solutions", "verify"]

NAMES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "relative_utilitarian")


def solutions(space: Space, nash_powers: Array | None = None) -> dict[str, Found]:
    """All solutions of a space, by name.

    ``nash_powers``, shape (parties,), are the weights of the Nash solution, by default equal. Notes say where a
    solution is empty or unusual, and why. Raises ``ValueError`` for weights that are negative, all 0 or too few.

    >>> import numpy as np
    >>> from detente.engines.deals.space import Block, Rule
    >>> split = Block((0,), np.arange(5)[:, np.newaxis], np.array([[0, 30, 60, 80, 100.0], [100, 90, 70, 40, 0]]),
    ...               np.zeros((2, 5), dtype=bool))
    >>> space = Space(("north", "south"), ("border",), ((0, 1, 2, 3, 4),), (split,), np.array([20.0, 10]),
    ...               Rule.unanimity(2))
    >>> {name: found.packages.tolist() for name, found in solutions(space).items()}
    {'nash': [[2]], 'kalai_smorodinsky': [[2]], 'egalitarian': [[2]], 'utilitarian': [[2]],
     'relative_utilitarian': [[2]]}
    """
    shares = shares_of(nash_powers, len(space.parties))
    packages, notes = given_of(space)
    if packages is None:
        return {name: replace(Found.nothing(space, *notes), proven=CUT_SHORT not in notes) for name in NAMES}
    found = {
        "nash": nash(packages, shares),
        "kalai_smorodinsky": kalai_smorodinsky(packages),
        "egalitarian": egalitarian(packages),
        "utilitarian": utilitarian(packages),
        "relative_utilitarian": relative_utilitarian(packages),
    }
    return {name: one.noting(*notes) for name, one in found.items()}
