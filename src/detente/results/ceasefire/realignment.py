"""Where the effort goes that a ceasefire frees. Effort is in units of capability; shares and chances are 0 to 1."""

from __future__ import annotations

from detente.results.ceasefire.estimate import Estimate
from detente.results.history import Frozen


class Freed(Frozen):
    """What stops for a party: the effort, as a share of its fighting, and as a share of its capability.

    ``redirect`` is the share of it that the design's ``redirect`` turns on the excluded; null where the case gives none,
    which counts as 0.
    """

    effort: Estimate
    of_fighting: Estimate
    of_capability: Estimate
    redirect: Estimate | None


class Burden(Frozen):
    """A party's part in the fight against a group: its share of the force, and of the ground that would be taken."""

    force: Estimate
    ground: Estimate


class Against(Frozen):
    """The fight against one excluded group under one assumption about the freed effort.

    ``force`` is the effort turned on it, ``ratio`` that over its capability; ``ratio_form`` and ``difference_form`` are the contest
    success of those who fight it by Tullock's and Hirshleifer's function; ``burden`` by party, the greatest first.
    ``kept_ground`` is the share that the group keeps.
    """

    group: str
    scenario: str
    force: Estimate
    ratio: Estimate | None
    ratio_form: Estimate
    difference_form: Estimate
    burden: dict[str, Burden]
    kept_ground: Estimate
    evidence: tuple[str, ...]


class Realignment(Frozen):
    """The freed effort by party, and the fight against each excluded group before and after.

    Scenarios: ``as_before`` (nobody moves), ``stated`` (the design's redirect shares), ``all_guns`` (all freed effort of every
    signatory). ``decisiveness`` is the exponent m of the ratio form, ``steepness`` that of the difference form.
    """

    freed: dict[str, Freed]
    against: tuple[Against, ...]
    decisiveness: float
    steepness: float
    sentences: tuple[str, ...]
