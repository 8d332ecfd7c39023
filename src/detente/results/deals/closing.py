"""The smallest changes that close an open zone."""

from __future__ import annotations

from detente.results.history import Frozen


class Rise(Frozen):
    """A rise of a party's reservation: the zone closes where it comes to lie above ``above`` (utility), and not before.

    ``rise`` is ``above`` less ``reservation``; 0 means that any rise closes the zone.
    """

    party: str
    reservation: float
    above: float
    rise: float


class JointRise(Frozen):
    """Rises of several parties that close the zone together, with the least ``total``."""

    rises: tuple[Rise, ...]
    total: float


class Refusal(Frozen):
    """A red line that closes the zone: a party without which nothing passes refuses alternatives of one issue.

    Every package that passes takes one of ``alternatives``, so that refusing all of them closes the zone and refusing
    fewer does not. ``left`` are those that the party still accepts; ``loss`` is how much less the best of them is
    worth to it than the best of those it refuses, in points (0: no less).
    """

    party: str
    issue: str
    alternatives: tuple[float, ...]
    left: tuple[float, ...]
    loss: float


class Closing(Frozen):
    """What would close an open zone.

    ``needed`` are the parties without which no package passes; only these can close the zone alone. ``rises`` say how
    far the reservation of each would have to rise, the least first. ``together`` is the least total rise of several, null
    where one party does it alone with no more, where nothing does, or where it was not found out (``together_known``
    is then False). ``refusals`` are the red lines, the fewest alternatives and then the least loss first; a party that would
    have nothing left on an issue is left out. ``refusals_known`` is False where they were not found out.
    """

    needed: tuple[str, ...]
    rises: tuple[Rise, ...]
    together: JointRise | None
    together_known: bool
    refusals: tuple[Refusal, ...]
    refusals_known: bool
    sentences: tuple[str, ...]
