"""Opinions: what each party believes of another, where it comes from, and the walls between layers. Trust is 0 to 1 here."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  (the field is called date)

from detente.results.history import Frozen


class Estimate(Frozen):
    """A number at the best values, and the middle 80 % of its draws (null without draws)."""

    best: float
    interval80: tuple[float, float] | None


class Opinion(Frozen):
    """One party's opinion of another's word: belief, disbelief and uncertainty sum to 1.

    ``stated`` is the trust that the case gives, ``trust`` what follows from it and from the events, the chance that
    the next promise is kept. ``encounters`` is how many encounters the opinion rests on, ``events`` how many of them are events,
    ``reports`` how many reports of these there are, from ``sources``. Without any information (``informed`` False) the opinion is all
    uncertainty and trust is the base rate.
    """

    truster: str
    trusted: str
    stated: Estimate | None
    belief: float
    disbelief: float
    uncertainty: float
    trust: Estimate
    encounters: float
    events: int
    reports: int
    sources: tuple[str, ...]
    evidence: tuple[str, ...]
    informed: bool


class EventEffect(Frozen):
    """How far one event moved one party's trust in another: trust with it, less trust without it."""

    event: str
    truster: str
    trusted: str
    date: Date
    kind: str
    what: str
    change: Estimate
    reports: tuple[str, ...]
    evidence: tuple[str, ...]


class Wall(Frozen):
    """Mean trust of the parties of one layer in those of another (or in each other), null where nothing is known.

    ``known`` of the ``pairs`` ordered pairs of parties have any information; the mean is over these.
    """

    truster: str
    trusted: str
    trust: Estimate | None
    known: int
    pairs: int


class Voucher(Frozen):
    """A chain of third parties through whom trust can pass, each believing the next.

    ``belief`` is the product of the beliefs along the chain; ``trust`` the expectation of the discounted opinion, most of which is
    uncertainty. ``direct`` is the truster's own belief, null where nothing is known.
    """

    truster: str
    trusted: str
    through: tuple[str, ...]
    belief: float
    trust: float
    direct: float | None
