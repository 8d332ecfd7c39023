"""The signed network of the parties: who is friendly with whom, whether that is balanced, and what is tense."""

from __future__ import annotations

from detente.results.history import Frozen


class SignedPair(Frozen):
    """Two parties and the sign between them, 1 friendly or -1 hostile."""

    one: str
    other: str
    sign: int


class Triads(Frozen):
    """Triads with a sign on every side, by their number of hostile sides.

    Balanced are those with none or two (a friend's enemy is an enemy); by weak balance (Davis 1967) also those with three.
    ``tense`` are those with one hostile side: two friends of one party that are enemies.
    """

    no_hostile: int
    one_hostile: int
    two_hostile: int
    three_hostile: int
    balanced: float | None
    weakly_balanced: float | None
    tense: tuple[tuple[str, str, str], ...]


class Split(Frozen):
    """The best split of the parties into camps: fewest friendly pairs across camps and hostile pairs within one.

    ``disagreement`` is that number; where it is not ``proven``, it lies between ``at_least`` and itself. ``camps`` are those of one
    best split, ``alone`` the parties in nobody's camp. ``splits`` counts the best splits, null where they were not
    counted; ``unsettled`` are the parties whose camp differs between them; ``tensions`` are the pairs that violate the split shown, and ``always_tense`` those
    that violate every best split (null where not all were looked at).
    """

    disagreement: int
    at_least: int
    proven: bool
    camps: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]
    splits: int | None
    unsettled: tuple[str, ...]
    tensions: tuple[SignedPair, ...]
    always_tense: tuple[SignedPair, ...] | None


class Reconciliation(Frozen):
    """What else becomes tense, and what is relieved, if two hostile parties were friendly.

    ``caught`` are the hostile pairs of third parties that are friendly with one and hostile to the other: friends of a friend
    and its enemy at once; ``relieved`` are those friendly with both, whose two friends would no longer be enemies.
    """

    one: str
    other: str
    caught: tuple[SignedPair, ...]
    relieved: tuple[str, ...]


class SignedNetwork(Frozen):
    """The signed network and what follows from it.

    ``disputed`` are pairs whose two views contradict each other; they have no sign. ``two_camps`` gives the frustration index,
    ``any_camps`` the best split into any number of camps; ``by_number`` the least disagreement for each number of camps
    (null: not known).
    """

    pairs: tuple[SignedPair, ...]
    disputed: tuple[tuple[str, str], ...]
    triads: Triads
    two_camps: Split
    any_camps: Split
    by_number: dict[int, int | None]
    reconciliations: tuple[Reconciliation, ...]
    sentences: tuple[str, ...]
