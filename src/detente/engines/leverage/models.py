"""What the leverage engine asks of the other engines, handed to it as functions of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.results.deals import Zone

Array = npt.NDArray[np.float64]
Tell = Callable[[int, int], None]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Models:
    """The answers of the other engines, on draws common to all cases they are asked about.

    ``outcomes(case)``, shape (1 + draws, issues), in the units of each scale: first at the best values, then by draw.
    ``best_outcomes(case)``, shape (issues,), without draws. ``utilities(case, outcomes)``, shape (1 + draws,
    parties): what those outcomes are worth by the beliefs of ``case``; ``best_utilities``, for any number of rows, all by
    its best values. ``zone(case)`` gives the zone at the best values and for each
    party the packages that it alone stops; None where the case has no packages. ``zones_open(case, sets, draws, tell)``, shape
    (sets, draws), says with which sets of measures in which draws something passes, telling sets done and all sets; ``zone_steps(case, party, steps, whose,
    draws, tell)``, shape (draws, steps), in which draws at which steps of reservations, with the party's own at the best values; ``moves_zone(case, measure)`` whether a measure changes a number
    that the packages are judged by.
    """

    outcomes: Callable[[Case], Array]
    best_outcomes: Callable[[Case], Array]
    utilities: Callable[[Case, Array], Array]
    best_utilities: Callable[[Case, Array], Array]
    zone: Callable[[Case], tuple[Zone, dict[str, int]] | None]
    zones_open: Callable[[Case, Sequence[tuple[str, ...]], int, Tell], Bools]
    zone_steps: Callable[[Case, str, Array, Literal["own", "others"], int, Tell], tuple[Bools, float]]
    moves_zone: Callable[[Case, str], bool]
