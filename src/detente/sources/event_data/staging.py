"""Reading files of one layout into a part in Parquet: each row with its columns, or with the reason why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from detente.errors import SourceError
from detente.sources.event_data.columns import COLUMNS, NAMES
from detente.sources.event_data.database import literal_path, text
from detente.sources.event_data.formats import Cells, Layout, Source, layout_of, sources
from detente.sources.event_data.mending import mended

MOST_CHARACTERS = 200  # shown of a row that was left out
NUMBERS = {column.name: column.type for column in COLUMNS if column.type in ("TINYINT", "INTEGER", "DOUBLE")}
LIMITS = {"quad": (1, 4), "intensity": (-10, 10), "latitude": (-90, 90), "longitude": (-180, 180)}
REFUSED = {
    "MISSING COLUMNS": "too few columns",
    "TOO MANY COLUMNS": "too many columns",
    "UNQUOTED VALUE": "a quotation mark that is never closed",
    "INVALID ENCODING": "letters that are no UTF-8",
    "INVALID STATE": "quotation marks that do not fit together",
    "LINE SIZE OVER MAXIMUM": "a line longer than two million characters",
}


@dataclass
class Staged:
    """The parts read so far, their rows, the rows that no columns could be made of, and what was assumed."""

    parts: list[Path] = field(default_factory=list)
    rows: int = 0
    refused: int = 0
    notes: list[str] = field(default_factory=list)

    @classmethod
    def empty(cls, connection: Any) -> Staged:
        """Nothing staged; tables for the rows left out and for cells without a number are made."""
        connection.execute("CREATE TEMP TABLE left_out (file VARCHAR, line BIGINT, why VARCHAR, row VARCHAR)")
        connection.execute("CREATE TEMP TABLE unread (title VARCHAR, count BIGINT)")
        return cls()


def stage(connection: Any, layout: Layout, paths: Sequence[Path], part: Path, staged: Staged) -> None:
    """Read files of one layout into a part, and note the rows left out in the table ``left_out``."""
    import duckdb

    number = len(staged.parts)
    try:
        if layout.source == "table":
            _copy(connection, _table(connection, paths, number), part)
        else:
            _copy(connection, _rows(layout, paths, number), part)
            if sources()[layout.source].quote and _quotes_broken(connection):
                _drop_refused(connection)
                layout, paths = _mend(connection, layout, paths, part.with_suffix(""), staged)
                _copy(connection, _rows(layout, paths, number), part)
            staged.refused += _refused(connection)
    except (duckdb.InterruptException, duckdb.OutOfMemoryException):
        raise
    except (duckdb.Error, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0][:200]
        raise SourceError(f"{paths[0]}: cannot be read: {reason}", advice="save or download the file again") from None
    if layout.encoding == "latin-1":
        staged.notes += [f"{path}: read as ISO-8859-1, as its letters are no UTF-8" for path in paths]
    staged.parts.append(part)
    staged.rows += connection.execute(f"SELECT count(*) FROM read_parquet({literal_path(part)})").fetchone()[0]
    connection.execute(
        f"INSERT INTO left_out SELECT file, 0, why, coalesce(id, 'no id') FROM read_parquet({literal_path(part)}) "
        "WHERE why IS NOT NULL"
    )
    connection.execute(
        f"INSERT INTO unread SELECT title, count(*) FROM (SELECT unnest(string_split(unread, ',')) AS title "
        f"FROM read_parquet({literal_path(part)}) WHERE unread <> '' AND why IS NULL) GROUP BY title"
    )


def _copy(connection: Any, select: str, part: Path) -> None:
    connection.execute(f"COPY ({select}) TO {text(str(part))} (FORMAT parquet, COMPRESSION lz4)")


def _quotes_broken(connection: Any) -> bool:
    """Whether a quotation mark may have swallowed the rows behind it."""
    kinds = "'UNQUOTED VALUE', 'INVALID STATE', 'LINE SIZE OVER MAXIMUM'"
    found = connection.execute(f"SELECT 1 FROM reject_errors WHERE error_type::VARCHAR IN ({kinds}) LIMIT 1").fetchone()
    return found is not None


def _mend(
    connection: Any, layout: Layout, paths: Sequence[Path], folder: Path, staged: Staged
) -> tuple[Layout, list[Path]]:
    """Sound copies of the files in ``folder``; their broken lines are noted."""
    copies = []
    for place, path in enumerate(paths):
        copy, broken = mended(path, layout, folder / str(place))
        copies.append(copy)
        staged.refused += len(broken)
        for line, why, row in broken:
            shown = row.rstrip("\r\n")[:MOST_CHARACTERS]
            connection.execute("INSERT INTO left_out VALUES (?, ?, ?, ?)", [path.name, line, why, shown])
    return replace(layout, encoding="utf-8", skip=1), copies


def _table(connection: Any, paths: Sequence[Path], number: int) -> str:
    """The rows of event tables that were written before."""
    for path in paths:
        check_table(connection, path)
    files = ", ".join(literal_path(path) for path in paths)
    chosen = ", ".join(f"{column.name}::{column.type} AS {column.name}" for column in COLUMNS)
    return f"SELECT {chosen}, NULL::VARCHAR AS why, '' AS unread, {number} AS part FROM read_parquet([{files}])"


def check_table(connection: Any, path: Path) -> None:
    """Raise :class:`SourceError` where a file is no event table."""
    import duckdb

    if layout_of(path).source != "table":
        raise SourceError(
            f"{path}: not an event table (Parquet)", advice=f"make one: detente events {path.name} -o events.parquet"
        )
    try:
        held = {
            row[0]
            for row in connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal_path(path)})").fetchall()
        }
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0][:200]
        raise SourceError(f"{path}: not a readable Parquet file ({reason})", advice="write it again") from None
    if missing := [title for title in NAMES if title not in held]:
        raise SourceError(
            f"{path}: no event table, as it has no column {missing[0]}", advice="make one with detente events"
        )


def _rows(layout: Layout, paths: Sequence[Path], number: int) -> str:
    """The query that reads the files and checks each row."""
    source = sources()[layout.source]
    cell = Cells(layout.header)
    given = dict(source.select(cell))
    raw = {title: given.get(title, "CAST(NULL AS VARCHAR)") for title in (*NUMBERS, "id", "date", "date_end")}
    chosen = {column.name: f"({given.get(column.name, 'NULL')})::{column.type}" for column in COLUMNS}
    chosen |= {title: _number(raw[title], title) for title in NUMBERS}
    chosen |= {title: _day(raw[title]) for title in ("date", "date_end")}
    row_id = f"'{source.key}:' || {raw['id']}"
    chosen |= {
        "id": row_id, "event": row_id, "source": text(source.key), "modality": "'actual'", "reports": "1::INTEGER",
        "file": "parse_filename(filename)",
    }  # fmt: skip
    columns = ", ".join(f"{expression} AS {title}" for title, expression in chosen.items())
    unread = ", ".join(
        f"CASE WHEN ({raw[title]}) IS NOT NULL AND {chosen[title]} IS NULL THEN '{title}' END"
        for title in NUMBERS
        if title in given and not given[title].isdecimal()
    )
    return (
        f"SELECT {columns}, {_why(source, cell, raw, chosen)} AS why, concat_ws(',', {unread}) AS unread, {number} AS part "
        f"FROM {_scan(layout, source, paths)}"
    )


def _scan(layout: Layout, source: Source, paths: Sequence[Path]) -> str:
    files = ", ".join(literal_path(path) for path in paths)
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(layout.header)))
    return (
        f"read_csv([{files}], columns = {{{columns}}}, auto_detect = false, header = false, skip = {layout.skip}, "
        f"delim = {text(layout.delimiter)}, quote = {text(source.quote)}, escape = {text(source.quote)}, "
        f"encoding = '{layout.encoding}', filename = true, store_rejects = true, rejects_limit = 0)"
    )


def _number(raw: str, title: str) -> str:
    value = f"try_cast({raw} AS {NUMBERS[title]})"
    if title in LIMITS:
        low, high = LIMITS[title]
        return f"CASE WHEN {value} BETWEEN {low} AND {high} THEN {value} END"
    return value


def _day(raw: str) -> str:
    """A day as the sources write it: 20151112, 2015-11-12 with or without a time, 12 November 2015."""
    return (
        f"CASE WHEN length({raw}) = 8 THEN try_cast(concat({raw}[:4], '-', {raw}[5:6], '-', {raw}[7:]) AS DATE) "
        f"WHEN {raw}[5] = '-' THEN try_cast({raw}[:10] AS DATE) "
        f"ELSE coalesce(try_strptime({raw}, '%d %B %Y'), try_strptime({raw}, '%d-%b-%Y'))::DATE END"
    )


def _why(source: Source, cell: Cells, raw: dict[str, str], chosen: dict[str, str]) -> str:
    """The first reason for which a row is none; NULL for a good row."""
    checks = {f"{raw['id']} IS NOT NULL": "no id", f"{chosen['date']} IS NOT NULL": "no date that can be read"}
    checks |= dict(source.fits(cell))
    whens = " ".join(f"WHEN ({condition}) IS NOT TRUE THEN {text(why)}" for condition, why in checks.items())
    return f"CASE {whens} END"


def _refused(connection: Any) -> int:
    """Move the lines that could not be divided into columns to ``left_out``; how many they are."""
    kinds = " ".join(f"WHEN {text(kind)} THEN {text(why)}" for kind, why in REFUSED.items())
    lines = "SELECT DISTINCT ON (scan_id, file_id, line_byte_position) * FROM reject_errors"
    connection.execute(
        f"INSERT INTO left_out SELECT parse_filename(file_path), line, CASE error_type::VARCHAR {kinds} ELSE "
        f"lower(error_type::VARCHAR) END, csv_line[:{MOST_CHARACTERS}] FROM ({lines}) JOIN (SELECT DISTINCT ON (scan_id, "
        "file_id) scan_id, file_id, file_path FROM reject_scans) USING (scan_id, file_id)"
    )
    count = int(connection.execute(f"SELECT count(*) FROM ({lines})").fetchone()[0])
    _drop_refused(connection)
    return count


def _drop_refused(connection: Any) -> None:
    connection.execute("DROP TABLE reject_errors")
    connection.execute("DROP TABLE reject_scans")
