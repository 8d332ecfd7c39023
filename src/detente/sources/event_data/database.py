"""A DuckDB connection of bounded memory that loads nothing from elsewhere, and what SQL needs of Python's values."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from detente.errors import CommandError, SourceError

MOST_WORKERS = 256
LEAST_MEMORY = 1024  # MB
MEMORY_OF_A_WORKER = 256  # MB: rows that it holds back until they are written


@contextmanager
def database(beside: Path | None = None, workers: int | None = None) -> Iterator[Any]:
    """A database in memory; what does not fit goes to a folder ``beside`` the output that is removed afterwards.

    It uses all cores unless ``workers`` says how many, and 256 MB for each, at least 1 GB. Raises :class:`SourceError`
    where it runs out of memory or disk.
    """
    import duckdb

    threads = available_cores() if workers is None else workers
    if not 1 <= threads <= MOST_WORKERS:
        raise CommandError(f"{threads} workers are not possible", advice=f"ask for 1 to {MOST_WORKERS}")
    with tempfile.TemporaryDirectory(prefix=".detente-events-", dir=beside) as spill:
        settings = {
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": threads,
            "memory_limit": f"{max(LEAST_MEMORY, MEMORY_OF_A_WORKER * threads)}MB", "temp_directory": spill,
        }  # fmt: skip
        try:
            with duckdb.connect(config=settings) as connection:
                connection.execute("SET enable_progress_bar = false")
                yield connection
        except (duckdb.InterruptException, RuntimeError) as error:
            if "interrupted" not in str(error).lower():
                raise
            raise KeyboardInterrupt from None
        except duckdb.Error as error:
            reason = str(error).partition("\n")[0][:200]
            raise SourceError(
                f"the events could not be worked on: {reason}",
                advice="give fewer files at once, or make space on the disk",
            ) from None


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def text(value: str) -> str:
    """A text as SQL writes it.

    >>> text("People's Front")
    "'People''s Front'"
    """
    return "'" + value.replace("'", "''") + "'"


def name(value: str) -> str:
    """The name of a column as SQL writes it.

    >>> print(name("the place"))
    "the place"
    """
    return '"' + value.replace('"', '""') + '"'


def literal_path(path: Path) -> str:
    """A path as SQL writes it, whose stars and brackets stand for themselves.

    >>> literal_path(Path("data[1].csv"))
    "'data[[]1].csv'"
    """
    return text("".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path)))


def by_table(expression: str, table: Mapping[str, str | int]) -> str:
    """An expression that looks a value up; NULL where the table does not hold it."""
    whens = " ".join(
        f"WHEN {text(key)} THEN {text(value) if isinstance(value, str) else value}" for key, value in table.items()
    )
    return f"CASE {expression} {whens} END"
