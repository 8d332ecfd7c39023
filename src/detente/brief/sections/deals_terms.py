"""The section on deals after the picks: who is in the way, what would open or close the zone, positions at the table."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.contents import Bullets, Text
from detente.results.deals import Deals


def deals_terms(found: Deals) -> Iterator[Text | Bullets]:
    """Each part as a heading and a list; a part without anything to say is left out."""
    consent = found.coalitions.sentences if found.coalitions is not None else ()
    in_the_way = [it.sentence for it in found.blockers.values() if it.kills]
    yield from _part("Who is in the way:", (*consent, *in_the_way))
    yield from _part("What would open a zone:", found.opening[1:])
    yield from _part("What would close the zone:", found.closing.sentences if found.closing is not None else ())
    yield from _part("Positions at the table:", found.at_the_table)
    yield from _part("With side payments:", found.side_payments.sentences if found.side_payments is not None else ())


def _part(heading: str, sentences: tuple[str, ...]) -> Iterator[Text | Bullets]:
    if sentences:
        yield Text("", strong=heading)
        yield Bullets(tuple(map(Text, sentences)))
