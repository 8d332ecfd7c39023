"""The events of a table between parties of a case, as the encounters that trust is counted from."""

from __future__ import annotations

from pathlib import Path

from detente.case.tables.grid import MAX_ROWS, Grid
from detente.errors import SourceError
from detente.sources.event_data.counting import opened
from detente.sources.event_data.database import database

HEADER = ("date", "from", "to", "code", "quad_class", "what", "event")


def encounters(path: Path) -> Grid:
    """Events of a table that happened between two parties, as a grid for :func:`detente.case.tables.events.events_in`.

    Only rows with both sides mapped to different parties count, and none that is planned, past background, conditional or denied. An event
    that is not directed counts both ways. Codes of CAMEO stay codes; of other sources the quad class tells. Raises
    :class:`SourceError` for a file that is no event table, or holds none or too many of these.
    """
    with database() as connection:
        table = opened(connection, path)
        count, mapped = connection.execute(
            f"SELECT count(*), count(actor_party) + count(recipient_party) FROM {table}"
        ).fetchone()
        rows = connection.execute(
            f"WITH meant AS (SELECT * FROM {table} WHERE actor_party <> recipient_party AND modality = 'actual' "
            "AND quad IS NOT NULL) SELECT date::VARCHAR, actor_party, recipient_party, if(source = 'gdelt', code, ''), "
            "quad::VARCHAR, coalesce(type, ''), id FROM meant UNION ALL SELECT date::VARCHAR, recipient_party, actor_party, "
            "if(source = 'gdelt', code, ''), quad::VARCHAR, coalesce(type, ''), id FROM meant WHERE NOT directed "
            f"ORDER BY ALL LIMIT {MAX_ROWS + 1}"
        ).fetchall()
    if not mapped:
        raise SourceError(
            f"{path}: no event is mapped to a party", advice="make the table with --case, and --map if need be"
        )
    if len(rows) > MAX_ROWS:
        raise SourceError(
            f"{path}: more than {MAX_ROWS:,} events between parties",
            advice="make a table of fewer files, or with --merge",
        )
    note = f"{count:,} rows in the table; those between two parties, and not planned or denied, are counted"
    return Grid(str(path), "parquet", (HEADER, *rows), assumed=(note,))
