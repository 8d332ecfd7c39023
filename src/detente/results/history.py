"""The history of a dynamic method: what happened in each turn, and why.

Positions and shifts are in the units of the issue's scale.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of the parts of a result."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(Frozen):
    """Positions by party and issue after a turn; turn 0 is the start, the last one the final state."""

    turn: int
    positions: dict[str, dict[str, float]]


class Challenge(Frozen):
    """One party's challenge of another's position.

    ``value`` is what the challenger expects to gain by it, ``answer_value`` what the challenged party
    expects of challenging back, where the method asks; both in the method's own utility. ``chance`` is the
    challenger's own estimate that it prevails, 0 to 1. ``issue`` is None where the challenge concerns all
    issues at once; ``meaning`` is what the method makes of it (conflict, compromise, compel, stalemate ...).
    """

    turn: int
    by: str
    to: str
    issue: str | None
    value: float
    answer_value: float | None
    chance: float
    meaning: str


class Bargain(Frozen):
    """A settlement proposed: the position each side would move to, and which sides took it."""

    turn: int
    by: str
    to: str
    offered: dict[str, dict[str, float]]
    taken: tuple[str, ...]


class Exchange(Frozen):
    """An exchange of positions: each side moves toward the other on the issue that matters less to it.

    ``one`` moves on ``issue_one`` from ``from_one`` to ``to_one``, ``other`` on ``issue_other``; ``gain`` is
    what each gains, in salience-weighted points of the 0-100 scale.
    """

    turn: int
    one: str
    issue_one: str
    from_one: float
    to_one: float
    other: str
    issue_other: str
    from_other: float
    to_other: float
    gain: float


class Move(Frozen):
    """A party's move in a turn, and the reason in words."""

    turn: int
    party: str
    before: dict[str, float]
    after: dict[str, float]
    why: str


class History(Frozen):
    """What a dynamic method did at the best values, from the start to its end.

    ``converged`` is False where the method stopped at its limit of turns; ``ended`` says why it stopped;
    ``notes`` say what was assumed or scaled to run it.
    """

    turns: tuple[Turn, ...]
    challenges: tuple[Challenge, ...] = ()
    bargains: tuple[Bargain, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    moves: tuple[Move, ...] = ()
    converged: bool
    ended: str
    notes: tuple[str, ...] = ()
