"""Filtering and counting the events of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812  (a field is called date)
from pathlib import Path
from typing import Any, Literal

from detente.errors import CommandError
from detente.sources.event_data.columns import NAMES, QUADS
from detente.sources.event_data.database import database, literal_path

By = Literal["month", "year", "pair", "type", "quad", "source", "actor", "recipient"]
_ACTOR = "coalesce(actor_party, actor, actor_code, 'unknown')"
_RECIPIENT = "coalesce(recipient_party, recipient, recipient_code, 'nobody named')"
GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "month": (("month", "strftime(date, '%Y-%m')"),),
    "year": (("year", "strftime(date, '%Y')"),),
    "pair": (
        ("actor", f"CASE WHEN directed THEN {_ACTOR} ELSE least({_ACTOR}, {_RECIPIENT}) END"),
        ("recipient", f"CASE WHEN directed THEN {_RECIPIENT} ELSE greatest({_ACTOR}, {_RECIPIENT}) END"),
        ("directed", "directed"),
    ),
    "type": (("type", "coalesce(type, 'none')"),),
    "quad": (("quad", "quad"),),
    "source": (("source", "source"),),
    "actor": (("actor", _ACTOR),),
    "recipient": (("recipient", _RECIPIENT),),
}
"""Columns that a count is divided by, with their expressions. A pair that is not directed stands in order of names."""


@dataclass(frozen=True)
class Filters:
    """Which events are meant; all conditions hold at once, and an empty one leaves nothing out.

    ``actor``, ``recipient`` and ``party`` are ids of parties; where no event of the table has such a party, they are names or
    codes as the source has them. An event that is not directed fits actor and recipient either way round. ``party`` may stand on either side. ``modality`` None: any.
    """

    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    type: str | None = None
    quad: int | None = None
    source: str | None = None
    first: Date | None = None
    last: Date | None = None
    modality: str | None = "actual"


@dataclass(frozen=True)
class Counts:
    """Events by group: titles of the columns, rows, and the number of all events that are meant.

    Every row ends with `events`, `mean_intensity` (of those with an intensity, else None) and `fatalities`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    events: int
    left_out: int


def count_events(path: Path, filters: Filters, by: Sequence[str] = (), *, workers: int | None = None) -> Counts:
    """Count the events of a table, divided by some of month, year, pair, type, quad, source, actor and recipient.

    Rows of one event (the same ``event``) count once in each group. ``left_out`` counts the events that would be meant but
    for their modality: plans, conditions, denials. Raises :class:`CommandError` for a group or a filter that there is not.
    """
    if unknown := [it for it in by if it not in GROUPS]:
        raise CommandError(f"--by {unknown[0]}: no such group", advice=f"groups: {', '.join(GROUPS)}")
    columns = [column for group in dict.fromkeys(by) for column in GROUPS[group]]
    chosen = ", ".join(f'{expression} AS "by_{title}"' for title, expression in columns)
    grouped = ", ".join(f'"by_{title}"' for title, _ in columns)
    in_time = any(title in ("month", "year") for title, _ in columns)
    order = grouped if in_time else f"events DESC{', ' if grouped else ''}{grouped}"
    with database(workers=workers) as connection:
        table = opened(connection, path)
        parties = _parties(connection, table)
        where, values = _conditions(filters, parties)
        rows = connection.execute(
            f"SELECT {grouped}{', ' if grouped else ''}count(*) AS events, round(avg(intensity), 2), sum(fatalities)::BIGINT "
            f"FROM (SELECT DISTINCT ON (event{', ' if grouped else ''}{grouped}) event, intensity, fatalities"
            f"{', ' if chosen else ''}{chosen} FROM {table} WHERE {where}) {f'GROUP BY {grouped}' if grouped else ''} "
            f"ORDER BY {order}",
            values,
        ).fetchall()
        total = _events(connection, table, where, values)
        left_out = 0
        if filters.modality is not None:
            anything, open_values = _conditions(replace(filters, modality=None), parties)
            left_out = _events(connection, table, anything, open_values) - total
    titles = (*(title for title, _ in columns), "events", "mean_intensity", "fatalities")
    return Counts(titles, tuple(rows), total, left_out)


def list_events(path: Path, filters: Filters, most: int = 20) -> tuple[dict[str, Any], ...]:
    """The first events that are meant, by date and id, each as a mapping of the table's columns."""
    with database() as connection:
        table = opened(connection, path)
        parties = _parties(connection, table)
        where, values = _conditions(filters, parties)
        rows = connection.execute(
            f"SELECT {', '.join(NAMES)} FROM {table} WHERE {where} ORDER BY date, id LIMIT {int(most)}", values
        ).fetchall()
    return tuple(dict(zip(NAMES, row, strict=True)) for row in rows)


def opened(connection: Any, path: Path) -> str:
    """An event table as SQL reads it; :class:`SourceError` where a file is none."""
    from detente.sources.event_data.staging import check_table

    check_table(connection, path)
    return f"read_parquet({literal_path(path)})"


def _events(connection: Any, table: str, where: str, values: list[Any]) -> int:
    return int(connection.execute(f"SELECT count(DISTINCT event) FROM {table} WHERE {where}", values).fetchone()[0])


def _parties(connection: Any, table: str) -> frozenset[str]:
    rows = connection.execute(
        f"SELECT actor_party FROM {table} GROUP BY actor_party UNION SELECT recipient_party FROM {table} GROUP BY recipient_party"
    ).fetchall()
    return frozenset(row[0] for row in rows if row[0])


def _conditions(filters: Filters, parties: frozenset[str]) -> tuple[str, list[Any]]:
    """An SQL condition and the values of its marks."""
    parts, values = ["true"], list[Any]()

    def side(title: str, wanted: str) -> str:
        """Whether an actor or recipient is the one that is wanted."""
        if wanted in parties:
            values.append(wanted)
            return f"{title}_party IS NOT DISTINCT FROM ?"
        values.extend([wanted, wanted])
        return f"(lower(coalesce({title}, '')) = lower(?) OR coalesce({title}_code, '') = ?)"

    wanted = [("actor", "recipient", filters.actor), ("recipient", "actor", filters.recipient)]
    if filters.actor or filters.recipient:
        straight = " AND ".join(side(title, it) for title, _, it in wanted if it)
        crossed = " AND ".join(side(other, it) for _, other, it in wanted if it)
        parts.append(f"(({straight}) OR (NOT directed AND {crossed}))")
    if filters.party:
        parts.append(f"({side('actor', filters.party)} OR {side('recipient', filters.party)})")
    if filters.type:
        if filters.type.upper() not in QUADS:
            raise CommandError(f"--type {filters.type}: no such type", advice=f"types: {', '.join(QUADS)}")
        parts.append("type = ?")
        values.append(filters.type.upper())
    if filters.quad is not None and not 1 <= filters.quad <= 4:
        raise CommandError(f"--quad {filters.quad}: no such quad class", advice="write 1, 2, 3 or 4")
    for column, test, value in (
        ("quad", "=", filters.quad), ("source", "=", filters.source), ("date", ">=", filters.first),
        ("date", "<=", filters.last), ("modality", "=", filters.modality),
    ):  # fmt: skip
        if value is not None:
            parts.append(f"{column} {test} ?")
            values.append(value)
    return " AND ".join(parts), values
