"""What is done of a corpus, on disk: a manifest, the pages in chunks, a folder for each chunk that is done.

A chunk's folder comes into being by one renaming, when all its files are written. So after a kill each chunk is either
done or not begun, and none is lost or counted twice.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from detente.errors import CommandError
from detente.sources.corpus.coding_pages import CodedChunk, Row
from detente.sources.event_data.columns import COLUMNS
from detente.sources.event_data.database import literal_path, text

MANIFEST = "manifest.json"
PAGE_COLUMNS = {
    "page": "VARCHAR", "error": "VARCHAR", "title": "VARCHAR", "date": "DATE", "digest": "VARCHAR", "words": "INTEGER",
    "statements": "INTEGER", "quotes": "INTEGER", "events": "INTEGER",
}  # fmt: skip
EVENT_COLUMNS = {column.name: column.type for column in COLUMNS}


@dataclass(frozen=True)
class Chunks:
    """The folder of a corpus in work, and its pages by chunk."""

    folder: Path
    pages: tuple[tuple[str, ...], ...]

    def done(self) -> frozenset[int]:
        """The chunks that are done."""
        return frozenset(number for number in range(len(self.pages)) if _chunk(self.folder, number).is_dir())

    def keep(self, number: int, chunk: CodedChunk, connection: Any) -> None:
        """Write a chunk; it is done at once or not at all."""
        begun = self.folder / f".chunk-{number:06d}"
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir()
        _write(connection, chunk.events, EVENT_COLUMNS, begun / "events.parquet")
        _write(connection, chunk.pages, PAGE_COLUMNS, begun / "pages.parquet")
        os.rename(begun, _chunk(self.folder, number))

    def gather(self, connection: Any, output: Path, pages: Path) -> None:
        """Make one event table and one table of pages of all chunks; rows with the same id once, the first."""
        files = [_chunk(self.folder, number) for number in range(len(self.pages))]
        for title, key, target in (("events.parquet", "id", output), ("pages.parquet", "page", pages)):
            parts = ", ".join(literal_path(folder / title) for folder in files)
            columns = ", ".join(EVENT_COLUMNS if key == "id" else PAGE_COLUMNS)
            fresh = self.folder / f".{title}"
            connection.execute(
                f"COPY (SELECT {columns} FROM (SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY filename, "
                f"file_row_number) AS nth FROM read_parquet([{parts}], filename = true, file_row_number = true)) WHERE nth = 1 "
                f"ORDER BY {'date, id' if key == 'id' else 'page'}) TO {text(str(fresh))} (FORMAT parquet, COMPRESSION zstd)"
            )
            os.replace(fresh, target)


def _chunk(folder: Path, number: int) -> Path:
    return folder / f"chunk-{number:06d}"


def _write(connection: Any, rows: Sequence[Row], columns: dict[str, str], target: Path) -> None:
    lines = target.with_suffix(".jsonl")
    with lines.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=True, default=str) + "\n")
    shape = ", ".join(f"{title}: '{kind}'" for title, kind in columns.items())
    read = f"read_json({literal_path(lines)}, columns = {{{shape}}}, format = 'newline_delimited')"
    connection.execute(f"COPY (SELECT * FROM {read}) TO {text(str(target))} (FORMAT parquet, COMPRESSION zstd)")
    with target.open("rb") as written:
        os.fsync(written.fileno())
    lines.unlink()


def open_chunks(folder: Path, names: Sequence[str], size: int, told: dict[str, object]) -> Chunks:
    """The chunks of a corpus: those begun before, and further ones for pages that came since.

    ``told`` says what the answer depends on (case, version). Raises :class:`CommandError` where the folder was begun
    with something else.
    """
    folder.mkdir(exist_ok=True)
    path = folder / MANIFEST
    pages: list[list[str]] = []
    if path.exists():
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            before, pages = manifest["made_with"], manifest["pages"]
        except (ValueError, KeyError, TypeError):
            raise CommandError(f"{path}: cannot be read", advice=f"remove {folder} to begin anew") from None
        if before != told:
            changed = next(key for key in {**before, **told} if before.get(key) != told.get(key))
            raise CommandError(
                f"{folder} was begun with another {changed}", advice="remove it to begin anew, or name another output"
            )
    known = {name for chunk in pages for name in chunk}
    fresh = [name for name in names if name not in known]
    pages += [fresh[start : start + size] for start in range(0, len(fresh), size)]
    begun = folder / ".manifest"
    begun.write_text(json.dumps({"made_with": told, "pages": pages}), encoding="utf-8")
    os.replace(begun, path)
    return Chunks(folder, tuple(tuple(chunk) for chunk in pages))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others from working in a folder; a kill frees it."""
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # no such locks on this system
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError(
                f"{folder}: another run works in it", advice="wait for it, or name another output"
            ) from None
        yield


def told_of(connection: Any, output: Path, pages: Path, most: int) -> tuple[int, int, int, tuple[tuple[str, str], ...]]:
    """How many pages there are, how many bad, how many events, and the first bad pages with the reason."""
    table = f"read_parquet({literal_path(pages)})"
    count, bad = connection.execute(f"SELECT count(*), count(error) FROM {table}").fetchone()
    (events,) = connection.execute(f"SELECT count(DISTINCT event) FROM read_parquet({literal_path(output)})").fetchone()
    shown = connection.execute(
        f"SELECT page, error FROM {table} WHERE error IS NOT NULL ORDER BY page LIMIT {most}"
    ).fetchall()
    return count, bad, events, tuple(cast("list[tuple[str, str]]", shown))
