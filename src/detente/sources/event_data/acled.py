"""ACLED: CSV with header; who acted toward whom is not told by the order of its actors."""

from __future__ import annotations

from collections.abc import Mapping

from detente.sources.event_data.columns import ACLED_KINDS, ACLED_TYPES, QUADS
from detente.sources.event_data.database import by_table
from detente.sources.event_data.formats import Cells, Select, Source


def _select(cell: Cells) -> Select:
    def kind(title: str) -> str:
        given = cell(title)
        return f"CASE WHEN {given} IN ('0', '') THEN NULL ELSE coalesce({by_table(given, ACLED_KINDS)}, {given}) END"

    sub, whole = cell("sub_event_type"), cell("event_type")
    told = f"coalesce({by_table(f'lower({sub})', ACLED_TYPES)}, {by_table(f'lower({whole})', ACLED_TYPES)})"
    return {
        "id": cell("event_id_cnty"),
        "date": cell("event_date"),
        "actor": cell("actor1"),
        "actor_kind": kind("inter1"),
        "recipient": cell("actor2"),
        "recipient_kind": kind("inter2"),
        "directed": "false",
        "code": f"coalesce({sub}, {whole})",
        "type": told,
        "quad": by_table(told, QUADS),
        "place": cell("location"),
        "country": cell("country"),
        "latitude": cell("latitude"),
        "longitude": cell("longitude"),
        "fatalities": cell("fatalities"),
        "text": cell("notes"),
        "url": cell("source"),
    }


def _fits(cell: Cells) -> Mapping[str, str]:
    return {f"coalesce({cell('sub_event_type')}, {cell('event_type')}) IS NOT NULL": "no type of event is given"}


ACLED = Source("acled", "ACLED", ("event_id_cnty", "event_date", "event_type", "actor1"), '"', _select, _fits)
"""Its inter codes are numbers in old files and words in new ones; both become the words."""
