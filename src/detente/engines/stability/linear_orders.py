"""Random orders of all states that agree with a party's comparisons, each nearly as likely as any other.

Karzanov and Khachiyan (1991): from any order that agrees, again and again pick two neighbours and with a chance of a half let them trade
places where the comparisons allow it. After enough steps the order is nearly uniform.
"""

from __future__ import annotations

from math import ceil, log

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled
from detente.engines.stability.game import Partial, Positions
from detente.errors import MethodError

MOST_STATES = 500
MOST_STEPS = 1_000_000
Flags = npt.NDArray[np.bool_]


class Orders:
    """Random orders of one party."""

    def __init__(self, partial: Partial, levels: Positions) -> None:
        count = len(levels)
        if count > MOST_STATES:
            raise MethodError(
                f"orders that agree with comparisons are drawn up to {MOST_STATES} states; here are {count:,}",
                advice="give the preferences by statements or weights",
            )
        joint = np.arange(count)
        for one, other in partial.same.tolist():
            joint[joint == joint[one]] = joint[other]
        self.group = np.unique(joint, return_inverse=True)[1]
        groups = int(self.group.max(initial=0)) + 1
        self.below: Flags = np.zeros((groups, groups), bool)
        self.below[self.group[partial.worse], self.group[partial.better]] = True
        for middle in range(groups):
            self.below |= self.below[:, middle : middle + 1] & self.below[middle]
        level = np.zeros(groups, np.int64)
        level[self.group] = levels
        self.first = np.argsort(level, kind="stable").astype(np.int64)
        self.steps = min(MOST_STEPS, groups**3 * max(1, ceil(log(max(groups, 2)))))

    @property
    def open_pairs(self) -> int:
        """How many pairs of states, those said to be equal counted as one, the comparisons leave open."""
        groups = len(self.below)
        return groups * (groups - 1) // 2 - int(self.below.sum())

    def draw(self, key: int) -> Positions:
        """A random order as ranks of the states, greater is better; the same for the same key."""
        chance = np.random.Generator(np.random.PCG64DXSM(key))
        order = self.first.copy()
        if len(order) > 1:
            shuffled(order, self.below, chance.integers(0, 2 * (len(order) - 1), self.steps))
        ranks = np.empty(len(order), np.int32)
        ranks[order] = np.arange(len(order))
        drawn: Positions = ranks[self.group]
        return drawn


@compiled
def shuffled(order: npt.NDArray[np.int64], below: Flags, picks: npt.NDArray[np.int64]) -> None:
    """Let neighbours trade places; even picks do nothing, an odd one tries the pair from its half on."""
    for pick in picks:
        if pick % 2:
            place = pick // 2
            if not below[order[place], order[place + 1]]:
                order[place], order[place + 1] = order[place + 1], order[place]
