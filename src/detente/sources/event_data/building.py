"""Building an event table: files read, rows checked, duplicates found, actors mapped to parties, one file written."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from detente.errors import CommandError
from detente.sources.event_data.columns import COLUMNS, NAMES
from detente.sources.event_data.database import database, literal_path, name, text
from detente.sources.event_data.formats import Layout
from detente.sources.event_data.party_map import PartyMap
from detente.sources.event_data.staging import Staged, stage
from detente.sources.event_data.unpacking import laid_out

Progress = Callable[[str], None]
ACTORS = """
SELECT name, code, sum(count)::BIGINT AS count FROM (
  SELECT coalesce(actor, '') AS name, coalesce(actor_code, '') AS code, count(*) AS count FROM {table} GROUP BY ALL
  UNION ALL
  SELECT coalesce(recipient, ''), coalesce(recipient_code, ''), count(*) FROM {table} GROUP BY ALL
) WHERE name <> '' OR code <> '' GROUP BY name, code ORDER BY count DESC, name, code
"""


@dataclass(frozen=True)
class Cause:
    """Why rows were left out, how many, and some of them: file, line (0: not known), and the row's beginning."""

    why: str
    count: int
    examples: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class Built:
    """What became of the rows of some files.

    ``read = written + left_out + repeated + merged``. ``repeated``: rows whose id another row had before them;
    ``merged``: further reports of an event, where reports were merged; ``unread``: cells left empty as they hold no
    number, by column; ``mapped``: rows with both sides mapped to parties; ``unmapped``: most frequent actors that no
    row of the map names.
    """

    output: str
    files: int
    read: int
    written: int
    repeated: int
    merged: int
    mapped: int
    left_out: tuple[Cause, ...]
    unread: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    unmapped: tuple[tuple[str, int], ...]
    notes: tuple[str, ...] = ()

    @property
    def dropped(self) -> int:
        """How many rows were left out."""
        return sum(cause.count for cause in self.left_out)


def build_events(
    paths: Sequence[Path],
    output: Path,
    *,
    party_map: PartyMap | None = None,
    merge: bool = False,
    left_out: Path | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Built:
    """Read files of event data into one table in Parquet, and say what became of every row.

    Rows with the same id count once, the first. ``merge`` also makes one of the rows of a source that agree on days,
    actor, recipient, code, modality and place. ``left_out`` names a CSV file for every row that was left out. The output
    is replaced at once when it is complete. Raises :class:`SourceError` for a file that is none of the known sources,
    :class:`CommandError` where the output cannot be written.
    """
    tell = progress or (lambda step: None)
    if not paths:
        raise CommandError("no files of events", advice="name at least one file")
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".detente-events-", dir=output.parent) as folder,
            database(Path(folder), workers) as connection,
        ):
            tell("looking at the files")
            groups = laid_out(paths, Path(folder))
            return _built(connection, groups, output, party_map, merge, left_out, Path(folder), tell)
    except OSError as error:
        raise CommandError(
            f"cannot write {output}: {error.strerror or error}",
            advice="name a file you may write, on a disk with space",
        ) from None


def _built(
    connection: Any,
    groups: dict[Layout, list[Path]],
    output: Path,
    party_map: PartyMap | None,
    merge: bool,
    left_out: Path | None,
    folder: Path,
    tell: Progress,
) -> Built:
    staged = Staged.empty(connection)
    for number, (layout, paths) in enumerate(groups.items()):
        tell(f"reading {len(paths):,} {'file' if len(paths) == 1 else 'files'} of {layout.source}")
        stage(connection, layout, paths, folder / f"{number}.parquet", staged)
    parts = ", ".join(literal_path(part) for part in staged.parts)
    connection.execute(
        f"CREATE VIEW staged AS SELECT *, file_index * 1000000000000 + file_row_number AS nth "
        f"FROM (SELECT * FROM read_parquet([{parts}], file_row_number = true)) JOIN (SELECT unnest(range({len(staged.parts)})) "
        "AS file_index) ON part = file_index"
    )
    tell("looking for duplicates")
    repeated = _doubles(connection, merge)
    merged = _reports(connection) if merge else 0
    tell("mapping actors to parties")
    unmapped = _map(connection, party_map)
    tell("writing the table")
    fresh = folder / "events.parquet"
    _write(connection, fresh, party_map, staged)
    written, mapped = connection.execute(
        "SELECT count(*), count(*) FILTER (actor_party IS NOT NULL AND recipient_party IS NOT NULL) "
        f"FROM read_parquet({literal_path(fresh)})"
    ).fetchone()
    by_source = connection.execute(
        f"SELECT source, count(*) FROM read_parquet({literal_path(fresh)}) GROUP BY source ORDER BY source"
    ).fetchall()
    causes = _causes(connection)
    if left_out is not None:
        connection.execute(
            f"COPY (SELECT file, line, why, row FROM left_out ORDER BY file, line, row) TO {text(str(left_out))} (FORMAT csv)"
        )
    unread = connection.execute("SELECT title, sum(count)::BIGINT FROM unread GROUP BY title ORDER BY title").fetchall()
    os.replace(fresh, output)
    return Built(
        output=str(output), files=sum(map(len, groups.values())), read=staged.rows + staged.refused, written=written,
        repeated=repeated, merged=merged, mapped=mapped, left_out=causes, unread=tuple(unread), sources=tuple(by_source),
        unmapped=unmapped, notes=tuple(staged.notes),
    )  # fmt: skip


def _doubles(connection: Any, merge: bool) -> int:
    """Find the ids that several rows have, and the first row of each; how many rows are further ones."""
    connection.execute(
        "CREATE TEMP TABLE doubles AS SELECT id, min(nth) AS first, count(*) AS count FROM staged WHERE why IS NULL "
        "GROUP BY id HAVING count(*) > 1"
    )
    connection.execute(
        "CREATE VIEW single AS SELECT staged.* FROM staged LEFT JOIN doubles USING (id) "
        "WHERE why IS NULL AND (first IS NULL OR first = nth)"
    )
    return int(connection.execute("SELECT coalesce(sum(count - 1), 0) FROM doubles").fetchone()[0])


_SAME = (
    "source", "date", "date_end", "actor", "actor_code", "recipient", "recipient_code", "code", "modality", "place",
)  # fmt: skip


def _reports(connection: Any) -> int:
    """Find the rows that report the same event, and the first of each; how many rows are further ones."""
    same = ", ".join(_SAME)
    connection.execute(
        f"CREATE TEMP TABLE same AS SELECT min(nth) AS first, list(nth) AS all_nth, sum(mentions) AS mentions, "
        f"count(*) AS count FROM single GROUP BY {same} HAVING count(*) > 1"
    )
    connection.execute("CREATE TEMP TABLE further AS SELECT unnest(all_nth) AS nth, first, mentions, count FROM same")
    return int(connection.execute("SELECT coalesce(sum(count - 1), 0) FROM same").fetchone()[0])


def _map(connection: Any, party_map: PartyMap | None) -> tuple[tuple[str, int], ...]:
    """Give each actor that occurs its party; the most frequent actors that the map does not name."""
    connection.execute("CREATE TEMP TABLE mapped (name VARCHAR, code VARCHAR, party VARCHAR)")
    if party_map is None:
        return ()
    found = connection.execute(ACTORS.format(table="single")).fetchall()
    rows = [(called, code, party_map.party(called, code)) for called, code, _ in found]
    table = [{"name": called, "code": code, "party": party} for called, code, party in rows if party]
    _insert(connection, "mapped", table)
    missed = [(called or code, count) for called, code, count in found if party_map.rule(called, code) is None]
    return tuple(missed[:10])


def _insert(connection: Any, table: str, rows: list[dict[str, str]]) -> None:
    """Insert rows of text by one statement for each thousand."""
    for start in range(0, len(rows), 1000):
        block = rows[start : start + 1000]
        columns = ", ".join(name(key) for key in block[0])
        marks = ", ".join("(" + ", ".join("?" * len(row)) + ")" for row in block)
        connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES {marks}", [cell for row in block for cell in row.values()]
        )


def _write(connection: Any, fresh: Path, party_map: PartyMap | None, staged: Staged) -> None:
    """Write the table; rows merged into another are left out, and counted in its ``reports``."""
    has_reports = (
        connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'further'").fetchone() is not None
    )
    chosen = {column: f"single.{column}" for column in NAMES}
    joins, where = "", ""
    if party_map is not None:
        for side in ("actor", "recipient"):
            chosen[f"{side}_party"] = f"{side}s.party"
            joins += (
                f" LEFT JOIN mapped AS {side}s ON {side}s.name = coalesce(single.{side}, '')"
                f" AND {side}s.code = coalesce(single.{side}_code, '')"
            )
    if has_reports:
        joins += " LEFT JOIN further ON further.nth = single.nth"
        where = " WHERE further.nth IS NULL OR further.first = single.nth"
        chosen["mentions"] = "coalesce(further.mentions, single.mentions)::INTEGER"
        chosen["reports"] = "coalesce(further.count, single.reports)::INTEGER"
    columns = ", ".join(f"{expression} AS {column}" for column, expression in chosen.items())
    told = {"version": version("detente"), "columns": len(COLUMNS), "rows_read": staged.rows + staged.refused}
    if party_map is not None:
        told |= {"map": party_map.digest}
    connection.execute(
        f"COPY (SELECT {columns} FROM single{joins}{where}) TO {text(str(fresh))} "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{detente: {text(json.dumps(told))}}})"
    )


def _causes(connection: Any) -> tuple[Cause, ...]:
    rows = connection.execute(
        "SELECT why, count(*), list({'f': file, 'l': line, 'r': row} ORDER BY file, line, row)[:3] FROM left_out "
        "GROUP BY why ORDER BY count(*) DESC, why"
    ).fetchall()
    return tuple(Cause(why, count, tuple((it["f"], it["l"], it["r"]) for it in some)) for why, count, some in rows)


def actors_in(paths: Sequence[Path], workers: int | None = None) -> tuple[tuple[str, str, int], ...]:
    """The actors and recipients in files of event data: name, code, number of rows; the most frequent first."""
    with tempfile.TemporaryDirectory(prefix="detente-events-") as folder, database(Path(folder), workers) as connection:
        staged = Staged.empty(connection)
        for number, (layout, files) in enumerate(laid_out(paths, Path(folder)).items()):
            stage(connection, layout, files, Path(folder) / f"{number}.parquet", staged)
        parts = ", ".join(literal_path(part) for part in staged.parts)
        table = f"(FROM read_parquet([{parts}]) WHERE why IS NULL)"
        return tuple(connection.execute(ACTORS.format(table=table)).fetchall())
