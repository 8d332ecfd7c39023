"""The result of the trust engine. Trust is 0 to 1 here: the chance that the next promise is kept."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  (the field is called date)

from detente.results.history import Frozen
from detente.results.run import Run
from detente.results.trust.assurance import Assurance, ConfidenceMeasure, Guarantors
from detente.results.trust.network import SignedNetwork
from detente.results.trust.opinions import EventEffect, Opinion, Voucher, Wall


class Trust(Frozen):
    """Everything the trust engine answers about a case.

    ``as_of`` is the day from which the age of events is counted, null where nothing is dated. ``unknown`` is how many ordered
    pairs of parties have no information. ``sentence`` is the answer in short, ``sentences`` what follows it.
    """

    run: Run
    as_of: Date | None
    opinions: tuple[Opinion, ...]
    unknown: int
    events: tuple[EventEffect, ...]
    walls: tuple[Wall, ...]
    walls_without_excluded: tuple[Wall, ...]
    vouchers: tuple[Voucher, ...]
    assurance: tuple[Assurance, ...]
    measures: tuple[ConfidenceMeasure, ...]
    guarantors: tuple[Guarantors, ...]
    network: SignedNetwork
    notes: tuple[str, ...]
    sentences: tuple[str, ...]
    sentence: str
