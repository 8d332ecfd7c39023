"""How much trust a promise needs, what would be enough, and who or what could bring it. Trust is 0 to 1 here."""

from __future__ import annotations

from detente.results.history import Frozen
from detente.results.trust.opinions import Estimate


class Assurance(Frozen):
    """Whether one party trusts another enough to keep the peace first.

    ``game`` says what it is in: `assurance`, `dilemma` (breaking the peace pays more than keeping it), `deadlock` (fighting is worth
    more than peace) or `not judged` (a payoff is missing). ``needed`` is the trust from which on it pays to cooperate, ``share``
    the share of draws in which there is enough; ``verdict`` is `robust`, `sensitive` or `undetermined`.
    ``encounters`` is how many good encounters would bring it there; ``guarantee`` the share of its harm that a third party would
    have to make up, or ``warning`` the share of breaches that monitoring would have to see in time. These are null
    where they cannot help, and 0 where there is enough.
    """

    truster: str
    trusted: str
    game: str
    fights: bool
    trust: Estimate
    needed: Estimate | None
    enough: bool | None
    share: float | None
    verdict: str
    encounters: float | None
    guarantee: Estimate | None
    warning: Estimate | None
    sentence: str


class ConfidenceMeasure(Frozen):
    """What a measure of the case does to trust.

    ``gained`` is the sum of the changes of trust over all pairs, ``opened`` and ``closed`` the pairs that cross what they need;
    ``per_cost`` is the gain for a unit of cost, null where no cost is given.
    """

    measure: str
    by: str
    what: str
    cost: float | None
    gained: Estimate
    per_cost: float | None
    moved: tuple[tuple[str, str, float], ...]
    opened: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]


class Guarantor(Frozen):
    """A party that two others both trust as much as they need to, and how much each does."""

    party: str
    trust_of_one: float
    trust_of_other: float
    share: float | None


class Guarantors(Frozen):
    """Who could guarantee a promise between two parties that do not trust each other enough.

    ``nearest`` is, where nobody could, the party that comes closest, and ``short`` what it lacks with the one that trusts it less.
    """

    one: str
    other: str
    guarantors: tuple[Guarantor, ...]
    nearest: str | None
    short: float | None
