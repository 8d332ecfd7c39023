"""GDELT 2.0 events: tab, no header, 61 columns; codes of CAMEO."""

from __future__ import annotations

from collections.abc import Mapping

from detente.sources.event_data.columns import CAMEO_TYPES
from detente.sources.event_data.database import by_table
from detente.sources.event_data.formats import Cells, Select, Source

_SIDE = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
HEADER = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{side}{part}" for side in (1, 2) for part in _SIDE),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip


def _select(cell: Cells) -> Select:
    code = cell("EventCode")
    by_three = {key: it for key, it in CAMEO_TYPES.items() if len(key) == 3}
    by_two = {key: it for key, it in CAMEO_TYPES.items() if len(key) == 2}
    return {
        "id": cell("GLOBALEVENTID"),
        "date": cell("SQLDATE"),
        "actor": cell("Actor1Name"),
        "actor_code": cell("Actor1Code"),
        "actor_kind": cell("Actor1Type1Code"),
        "recipient": cell("Actor2Name"),
        "recipient_code": cell("Actor2Code"),
        "recipient_kind": cell("Actor2Type1Code"),
        "directed": "true",
        "code": code,
        "type": f"coalesce({by_table(f'{code}[:3]', by_three)}, {by_table(f'{code}[:2]', by_two)})",
        "quad": cell("QuadClass"),
        "intensity": cell("GoldsteinScale"),
        "place": cell("ActionGeo_FullName"),
        "country": cell("ActionGeo_CountryCode"),
        "latitude": cell("ActionGeo_Lat"),
        "longitude": cell("ActionGeo_Long"),
        "mentions": cell("NumMentions"),
        "url": cell("SOURCEURL"),
    }


def _fits(cell: Cells) -> Mapping[str, str]:
    code, root = cell("EventCode"), cell("EventRootCode")
    lost = "a zero in front is lost; use the original file, in which codes are text"
    return {
        f"length({code}) BETWEEN 2 AND 4 AND try_cast({code} AS INTEGER) >= 0": "the event code is no CAMEO code",
        f"{code}[:2] BETWEEN '01' AND '20' AND length({root}) = 2 AND {code}[:2] = {root}": (
            f"event code and root code do not fit: {lost}"
        ),
    }


GDELT = Source("gdelt", "GDELT 2.0", (), "", _select, _fits, HEADER)
"""Codes stay text. A row whose code and root code do not fit has lost a zero in a spreadsheet, and is left out."""
