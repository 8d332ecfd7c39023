"""The columns of an event table, and how each source's own words become the types of PLOVER 2.0.

The types that CAMEO's root codes, ACLED's sub-event types and UCDP's types of violence become are detente's own
simplification; the source's code stays beside them in `code`.
"""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column of the event table: name, type in Parquet (as DuckDB names it), meaning."""

    name: str
    type: str
    meaning: str


COLUMNS: tuple[Column, ...] = (
    Column("id", "VARCHAR", "the row: source and the source's own id; no two rows of a table have the same"),
    Column("event", "VARCHAR", "the event; rows that share it are one event with several actors or recipients"),
    Column("source", "VARCHAR", "gdelt, acled, ged, polecat or pages"),
    Column("date", "DATE", "the day it happened; of several days, the first"),
    Column("date_end", "DATE", "the last day, where the source gives several days"),
    Column("actor", "VARCHAR", "who acted, as the source names it"),
    Column("actor_code", "VARCHAR", "the source's code of the actor, as text"),
    Column("actor_kind", "VARCHAR", "what the actor is, in the source's words"),
    Column("actor_party", "VARCHAR", "id of the party of the case that the actor was mapped to"),
    Column("recipient", "VARCHAR", "toward whom, as the source names it"),
    Column("recipient_code", "VARCHAR", "the source's code of the recipient, as text"),
    Column("recipient_kind", "VARCHAR", "what the recipient is, in the source's words"),
    Column("recipient_party", "VARCHAR", "id of the party of the case that the recipient was mapped to"),
    Column("directed", "BOOLEAN", "false where the source does not say who acted toward whom"),
    Column("code", "VARCHAR", 'the source\'s code of the act, as text: "010" is not "10"'),
    Column("type", "VARCHAR", "type of PLOVER 2.0, in capitals; empty where none fits"),
    Column("mode", "VARCHAR", "mode of PLOVER 2.0, where the source gives one"),
    Column("quad", "TINYINT", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    Column("intensity", "DOUBLE", "-10 (most hostile) to 10, where the source gives it"),
    Column("modality", "VARCHAR", "actual, historical, future, hypothetical or negated"),
    Column("place", "VARCHAR", "place as the source names it"),
    Column("country", "VARCHAR", "country of the place, as the source writes it"),
    Column("latitude", "DOUBLE", "degrees north"),
    Column("longitude", "DOUBLE", "degrees east"),
    Column("fatalities", "INTEGER", "deaths, where the source counts them (UCDP: the best estimate)"),
    Column("mentions", "INTEGER", "how many times or in how many sources it was reported, as the source counts"),
    Column("reports", "INTEGER", "how many rows were merged into this one; 1 without merging"),
    Column("text", "VARCHAR", "what the source says of it"),
    Column("url", "VARCHAR", "where it was reported: an address or the name of a medium"),
    Column("file", "VARCHAR", "the file it was read from"),
)
NAMES = tuple(column.name for column in COLUMNS)

CAMEO_TYPES = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID",
    "08": "CONCEDE", "084": "RETREAT", "085": "RETREAT", "086": "RETREAT", "087": "RETREAT",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
"""PLOVER type by the first two or three digits of a CAMEO code; the longer wins. Root 01, a statement, has none."""

ACLED_TYPES = {
    "battles": "ASSAULT", "explosions/remote violence": "ASSAULT", "violence against civilians": "ASSAULT",
    "protests": "PROTEST", "riots": "PROTEST", "agreement": "AGREE", "arrests": "COERCE",
    "headquarters or base established": "MOBILIZE", "looting/property destruction": "ASSAULT",
    "non-violent transfer of territory": "RETREAT", "abduction/forced disappearance": "ASSAULT",
}  # fmt: skip
"""PLOVER type by ACLED's sub-event type, else by its event type, in small letters."""

QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4,
    "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""Quad class of each PLOVER type."""

ACLED_KINDS = {
    "1": "State forces", "2": "Rebel group", "3": "Political militia", "4": "Identity militia", "5": "Rioters",
    "6": "Protesters", "7": "Civilians", "8": "External/Other forces",
}  # fmt: skip
"""What ACLED's old numeric inter codes mean, in the words of the new ones."""
