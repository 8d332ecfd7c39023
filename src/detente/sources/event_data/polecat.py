"""POLECAT: text with tabs and a header; types, modes and quad classes of PLOVER."""

from __future__ import annotations

from collections.abc import Mapping

from detente.sources.event_data.columns import QUADS
from detente.sources.event_data.database import by_table
from detente.sources.event_data.formats import Cells, Select, Source

_QUADS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3,
    "material conflict": 4,
}  # fmt: skip


def _select(cell: Cells) -> Select:
    def bare(*titles: str) -> str:
        """A cell without quotation marks around it: some files have them, and marks within cells besides."""
        given = cell(*titles)
        return f"""nullif(regexp_replace({given}, '^"(.*)"$', '\\1'), '')"""

    def code(country: str, sector: str) -> str:
        return f"nullif(concat({bare(country)}, {bare(sector)}), '')"

    what = f"upper({bare('Event Type')})"
    quad = f"lower(replace({bare('Quad Code')}, '_', ' '))"
    return {
        "id": f"{bare('Event ID')} || '@' || {bare('Event Date')}",
        "date": bare("Event Date"),
        "actor": bare("Actor Name"),
        "actor_code": code("Actor Country", "Primary Actor Sector"),
        "actor_kind": bare("Primary Actor Sector"),
        "recipient": bare("Recipient Name"),
        "recipient_code": code("Recipient Country", "Primary Recipient Sector"),
        "recipient_kind": bare("Primary Recipient Sector"),
        "directed": "true",
        "code": f"concat_ws(' ', {what}, lower({bare('Event Mode')}))",
        "type": what,
        "mode": f"lower({bare('Event Mode')})",
        "quad": f"coalesce({by_table(quad, _QUADS)}, {by_table(what, QUADS)})",
        "intensity": bare("Intensity", "Event Intensity"),
        "place": bare("Placename", "Raw Placename"),
        "country": bare("Country"),
        "latitude": bare("Latitude"),
        "longitude": bare("Longitude"),
        "url": bare("Source"),
    }


def _fits(cell: Cells) -> Mapping[str, str]:
    return {f"{cell('Event Type')} IS NOT NULL": "no type of event is given"}


POLECAT = Source("polecat", "POLECAT", ("event id", "event date", "event type", "actor name"), "", _select, _fits)
"""An id alone is not unique: it counts with its date. Codes of actors are country and first sector, such as SYRREB."""
