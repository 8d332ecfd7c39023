"""Events from a table: a row each, with a report of the rows left out and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  (the column is called date)
from pathlib import Path
from typing import NamedTuple

from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.tables.cells import number
from detente.case.tables.event_codes import KINDS, QUADS, Kind, coded
from detente.case.tables.grid import Grid, length, read_grid
from detente.case.trust import Event
from detente.errors import CaseError

COLUMNS = ("date", "from", "to", "kind", "code", "quad_class", "intensity", "what", "event")
NEEDED = ("date", "from", "to")
TELLS_KIND = ("kind", "code", "quad_class")


class LeftOut(NamedTuple):
    """A row that is not counted: its number in the table, from 1, and why."""

    row: int
    why: str


@dataclass(frozen=True)
class EventTable:
    """The events of a table by id, the rows left out, and how many rows report an event that another row holds."""

    events: Mapping[str, Event]
    left_out: tuple[LeftOut, ...]
    repeated: int
    notes: tuple[str, ...] = ()


def read_events(path: Path, case: Case) -> EventTable:
    """The events in a CSV or Excel table.

    It has columns `date` (year-month-day), `from`, `to` (ids, names or aliases of parties), and `kind` (cooperative or
    conflictual), `code` (CAMEO, as text: "010" stays "010") or `quad_class` (1 to 4); optional are `intensity` (0 to 100), `what`
    and `event`. Rows with the same `event`, or without it the same day, parties, kind and code, report one event: the
    first counts. Raises :class:`CaseError` where the table has no such columns.
    """
    return events_in(read_grid(path), case)


def events_in(grid: Grid, case: Case) -> EventTable:
    """The events in a grid of cells with the columns of :func:`read_events`."""
    places = _columns(grid)
    names = _names(case)
    events: dict[str, Event] = {}
    first: dict[tuple[object, ...], str] = {}
    left_out: list[LeftOut] = []
    repeated = 0
    for place, row in _rows(grid):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
        made = _event(cells, names, grid.delimiter or ",")
        if isinstance(made, str):
            left_out.append(LeftOut(place, made))
            continue
        looks = (made.date, made.from_, made.to, made.kind, made.code)
        key = (cells["event"], made.from_, made.to, made.kind) if cells.get("event") else looks
        if key in first:
            repeated += 1
            continue
        first[key] = f"row {place}"
        events[f"row {place}"] = made
    return EventTable(events, tuple(left_out), repeated, grid.assumed)


def with_events(case: Case, table: EventTable) -> Case:
    """The case with the events of a table beside its own."""
    return case.model_copy(update={"events": {**case.events, **table.events}})


def _columns(grid: Grid) -> dict[str, int]:
    """Place of each known column; a date, both parties, and what tells the kind are needed."""
    header = grid.rows[0] if grid.rows else ()
    named = {re.sub(r"[\s-]+", "_", text.strip().casefold()): place for place, text in enumerate(header)}
    found = {name: named[name] for name in COLUMNS if name in named}
    missing = [name for name in NEEDED if name not in found]
    if not any(name in found for name in TELLS_KIND):
        missing.append("kind, code or quad_class")
    if missing:
        raise CaseError(
            f"{grid.file}: no column {', no column '.join(missing)}", advice=f"columns are {', '.join(COLUMNS)}"
        )
    return found


def _rows(grid: Grid) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that hold anything, numbered as a spreadsheet numbers them."""
    for place, row in enumerate(grid.rows[1:], 2):
        if length(row):
            yield place, row


def _names(case: Case) -> dict[str, str]:
    """Party by id, name and alias, without regard to capitals; the ids come first."""
    found: dict[str, str] = {}
    for key, party in case.parties.items():
        for name in (party.name, *party.aliases):
            if name:
                found.setdefault(_plain(name), key)
    return found | {_plain(key): key for key in case.parties}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _event(cells: Mapping[str, str], names: Mapping[str, str], delimiter: str) -> Event | str:
    """The event of a row, or why it is none."""
    day = _day(cells["date"])
    if day is None:
        return f"`{cells['date']}` is no date; write it as 2015-11-12"
    sides = []
    for name in ("from", "to"):
        party = names.get(_plain(cells[name]))
        if party is None:
            return f"`{cells[name]}` is no party of the case" if cells[name] else f"`{name}` is empty"
        sides.append(party)
    if sides[0] == sides[1]:
        return f"`{sides[0]}` stands on both ends"
    told = _told(cells)
    if isinstance(told, str):
        return told
    kind, intensity, words = told
    given = _intensity(cells.get("intensity", ""), delimiter)
    if isinstance(given, str):
        return given
    return Event.model_validate(
        {
            "date": day, "from": sides[0], "to": sides[1], "kind": kind, "code": cells.get("code", ""),
            "intensity": given if given is not None else intensity, "what": cells.get("what", "") or words,
        }
    )  # fmt: skip


def _day(text: str) -> Date | None:
    match = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)([ T].*)?", text)
    try:
        return Date(*(int(part) for part in match.groups()[:3])) if match else None
    except ValueError:
        return None


def _told(cells: Mapping[str, str]) -> tuple[Kind, float | None, str] | str:
    """Kind, intensity where the code tells it, and words; a kind that is written comes before a code."""
    kind, code, quad = (cells.get(name, "") for name in TELLS_KIND)
    if kind:
        plain = KINDS.get(kind.casefold())
        if plain is None:
            return f"`{kind}` is no kind of event; write cooperative or conflictual"
        by_code = coded(code) if code else ""
        weight = by_code[1] if not isinstance(by_code, str) and by_code[0] == plain else None
        return plain, weight, ""
    if code:
        return coded(code)
    if quad:
        return QUADS.get(quad, f"quad class `{quad}` is none of 1, 2, 3 and 4")
    return "neither kind nor code is given"


def _intensity(text: str, delimiter: str) -> Number | str | None:
    if not text:
        return None
    value, why = number(text, {}, delimiter)
    if value is None:
        return why
    it = Number.of(value)
    if it.low < 0 or it.high > 100:
        return f"intensity {text} is not within 0 to 100"
    return it
