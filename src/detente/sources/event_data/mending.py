"""Dividing a CSV file with broken quotation marks into records, so that one mark costs one row and no more."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from detente.sources.event_data.formats import Layout

MOST_LINES = 50  # of one record; a note within quotation marks has fewer


def mended(path: Path, layout: Layout, folder: Path) -> tuple[Path, list[tuple[int, str, str]]]:
    """A copy of a file, of the same name in ``folder``, with its sound records; and the lines of the others.

    Each of these has its number, why it is none, and its text. A record runs on over lines only where that gives it the
    number of columns of the header; else its first line is broken, and the next one begins anew.
    """
    folder.mkdir(parents=True)
    copy = folder / path.name.removesuffix(".gz")
    broken: list[tuple[int, str, str]] = []
    with copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=layout.delimiter, lineterminator="\n")
        writer.writerow(layout.header)
        for number, line, record in _records(_lines(path, layout), layout):
            if record is None:
                broken.append((number, _why(line, layout), line))
            else:
                writer.writerow(record)
    return copy, broken


def _lines(path: Path, layout: Layout) -> Iterator[tuple[int, str]]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for number, line in islice(enumerate(file, 1), layout.skip, None):
            yield number, line.decode(layout.encoding, "replace")


def _records(lines: Iterator[tuple[int, str]], layout: Layout) -> Iterator[tuple[int, str, list[str] | None]]:
    """Number and text of the first line of each record, and its cells; None where it is broken."""
    waiting: list[tuple[int, str]] = []
    while True:
        waiting += list(islice(lines, MOST_LINES - len(waiting)))
        if not waiting:
            return
        used, record = _first(waiting, layout)
        if waiting[0][1].strip():
            yield *waiting[0], record
        del waiting[:used]


def _first(waiting: list[tuple[int, str]], layout: Layout) -> tuple[int, list[str] | None]:
    """How many lines the first record takes, and its cells; one line and None where it is broken."""
    text, marks = "", 0
    for used, (_, line) in enumerate(waiting, 1):
        text += line
        marks += line.count('"')
        if marks % 2 == 0:
            try:
                records = list(csv.reader(text.splitlines(keepends=True), delimiter=layout.delimiter, strict=True))
            except csv.Error:
                continue
            if len(records) == 1 and len(records[0]) == len(layout.header):
                return used, records[0]
            if used == 1:
                break
    return 1, None


def _why(line: str, layout: Layout) -> str:
    if line.count('"') % 2:
        return "a quotation mark that is never closed"
    few = line.count(layout.delimiter) + 1 < len(layout.header)
    return "too few columns" if few else "too many columns, or quotation marks that do not fit together"
