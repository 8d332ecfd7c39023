"""Which source a file of events comes from, told by its columns; how its text is encoded and divided."""

from __future__ import annotations

import codecs
import csv
import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import SourceError
from detente.sources.event_data.columns import NAMES

SNIFFED = 1_000_000  # bytes at the head that hold the first lines
LINES = 100
BLOCK = 1 << 24
GDELT_COLUMNS = 61

Select = Mapping[str, str]
"""An SQL expression for each column that a source gives."""


class Cells:
    """The cells of a source by the name of their column, as SQL; NULL where the file has no such column."""

    def __init__(self, header: tuple[str, ...]) -> None:
        self.places = {title.strip().casefold(): place for place, title in reversed(list(enumerate(header)))}

    def __call__(self, *titles: str) -> str:
        """The trimmed cell under the first of some titles that the file has; an empty one is NULL."""
        for title in titles:
            if title.casefold() in self.places:
                return f"nullif(trim(c{self.places[title.casefold()]}), '')"
        return "CAST(NULL AS VARCHAR)"


@dataclass(frozen=True)
class Source:
    """A source of event data: the columns that tell it, how it divides cells, what becomes of them.

    ``fits`` gives, for the cells, conditions that a row has to meet, with what is to be said of one that does not.
    """

    key: str
    title: str
    needed: tuple[str, ...]
    quote: str
    select: Callable[[Cells], Select]
    fits: Callable[[Cells], Mapping[str, str]]
    fixed_header: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """How a file of events is to be read; files of the same layout are read together."""

    source: str
    header: tuple[str, ...]
    delimiter: str
    encoding: str
    skip: int


def sources() -> dict[str, Source]:
    """The sources by key."""
    from detente.sources.event_data import acled, gdelt, ged, polecat

    return {it.key: it for it in (gdelt.GDELT, acled.ACLED, ged.GED, polecat.POLECAT)}


def layout_of(path: Path) -> Layout:
    """How a file is to be read.

    Raises :class:`SourceError` where there is no such file, or its columns are those of no known source.
    """
    head = _head(path)
    if head[:4] == b"PAR1":
        return Layout("table", NAMES, "", "", 0)
    lines = _lines(path, head)
    known = sources()
    for tabs in (line.split("\t") for line in lines):  # without a header, the first row may be a broken one
        if len(tabs) == GDELT_COLUMNS and tabs[0].strip().isdecimal():
            skip = int(lines[0].casefold().startswith("globaleventid"))
            return Layout("gdelt", known["gdelt"].fixed_header, "\t", _encoding(path), skip)
    first = lines[0]
    if first.count("\t") in (56, 57) and first.split("\t")[0].isdecimal():
        raise SourceError(
            f"{path}: {first.count(chr(9)) + 1} columns, as GDELT 1.0 has them",
            advice="use the files of GDELT 2.0, with 61 columns",
        )
    for delimiter in ("\t", ",", ";"):
        header = tuple(next(csv.reader([first], delimiter=delimiter), []))
        titles = {title.strip().casefold() for title in header}
        for source in known.values():
            if source.needed and titles >= set(source.needed):
                return Layout(source.key, header, delimiter, _encoding(path), 1)
    raise SourceError(
        f"{path}: its columns are those of no source of events that detente knows",
        advice="give GDELT 2.0 (61 columns, tabs), ACLED or UCDP GED (CSV), POLECAT (tabs), or an event table (Parquet)",
    )


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(f"{path}: is a folder", advice="name the files in it, such as FOLDER/*.csv")
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            head = file.read(SNIFFED)
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file", advice="check the path; nothing is downloaded") from None
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{path}: cannot be read ({reason})", advice="check the file") from None
    if not head.strip():
        raise SourceError(f"{path}: the file is empty", advice="check the path")
    return head


def _lines(path: Path, head: bytes) -> list[str]:
    lines = head.removeprefix(codecs.BOM_UTF8).splitlines()[:LINES]
    if b"\0" in lines[0]:
        raise SourceError(f"{path}: is not a file of text", advice="unpack or save it as CSV or as text with tabs")
    return [line.decode("utf-8", "replace") for line in lines]


def _encoding(path: Path) -> str:
    """UTF-8, or ISO-8859-1 where the bytes beyond ASCII are not mostly UTF-8.

    A few damaged letters do not make a file another encoding: their rows are left out, and shown.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        while block := file.read(BLOCK):
            if block.isascii() and not decoder.getstate()[0]:
                continue
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                broken = block.decode("utf-8", "replace")
                letters = sum(letter > "\x7f" for letter in broken)
                return "latin-1" if 2 * broken.count("\ufffd") > letters else "utf-8"
    return "utf-8"
