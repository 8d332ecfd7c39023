"""What ``detente deals`` says after the picks: who is in the way, what would open or close the zone, positions at the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.results.deals import Deals


def show_terms(case: Case, result: Deals, say: Callable[..., None]) -> None:
    """Each part under its heading; a part without anything to say is left out."""
    from detente.engines.deals.wording import blocker_sentences

    consent = result.coalitions.sentences if result.coalitions is not None else ()
    _part(say, "Who is in the way:", (*consent, *blocker_sentences(case, result)))
    _part(say, "What would open a zone:", result.opening[1:])
    _part(say, "What would close the zone:", result.closing.sentences if result.closing is not None else ())
    _part(say, "Positions at the table:", result.at_the_table)
    _part(say, "With side payments:", result.side_payments.sentences if result.side_payments is not None else ())


def _part(say: Callable[..., None], heading: str, sentences: Iterable[str]) -> None:
    every = tuple(sentences)
    if every:
        say(f"\n{heading}", "bold")
    for text in every:
        say(f"  {text}")
