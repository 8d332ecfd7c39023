"""Two sides choose sets of measures: the game that follows and its equilibria."""

from __future__ import annotations

from detente.results.history import Frozen


class Play(Frozen):
    """What both sides choose, with the change of each one's payoff against both doing nothing."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    gains: tuple[float, float]


class Mixture(Frozen):
    """A mixed equilibrium: sets of measures with their probabilities, and the expected gains."""

    first: tuple[tuple[tuple[str, ...], float], ...]
    second: tuple[tuple[tuple[str, ...], float], ...]
    gains: tuple[float, float]


class Contest(Frozen):
    """A game between two sides, each led by one party whose utility it plays for.

    ``payoffs[i][j]`` are the gains of both sides, in points of utility less ``cost_points`` for each unit of cost, where the
    first plays ``first[i]`` and the second ``second[j]``. ``pure`` are all pure equilibria; ``mixed`` the others that were found
    (``mixed_complete`` is False where there may be more). ``arms_race``: in every pure equilibrium at least one side takes measures
    and neither is better off than if both did nothing. ``complete`` is False where not all sets of measures were let in.
    """

    leaders: tuple[str, str]
    first: tuple[tuple[str, ...], ...]
    second: tuple[tuple[str, ...], ...]
    payoffs: tuple[tuple[tuple[float, float], ...], ...]
    cost_points: float
    pure: tuple[Play, ...]
    mixed: tuple[Mixture, ...]
    mixed_complete: bool
    arms_race: bool
    complete: bool
    sentence: str
