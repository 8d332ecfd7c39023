"""A grid of cells from a CSV or Excel file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from detente.errors import CaseError

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
DELIMITERS = (",", ";", "\t", "|")
_PERCENT = re.compile(r"(\"[^\"]*\"|\\.|\[[^\]]*\]|[^%\"\\\[])*%")


class Unread(NamedTuple):
    """A cell that holds something and gives no text: row and column from 1, what it holds, and why."""

    row: int
    column: int
    text: str
    why: str


@dataclass(frozen=True)
class Grid:
    """The texts of a table, row by row; ``assumed`` tells what had to be guessed to read it."""

    file: str
    kind: str
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ""
    encoding: str = ""
    assumed: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


def length(row: tuple[str, ...]) -> int:
    """How many cells a row has up to the last that is not empty."""
    return max((place for place, text in enumerate(row, 1) if text.strip()), default=0)


def read_bytes(path: Path) -> bytes:
    """The bytes of a table file; :class:`CaseError` where there is none, or too much of it."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise CaseError(f"{path}: {reason}", advice="check the path") from None
    if len(data) > MAX_BYTES:
        raise CaseError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", advice="split the table")
    if not data.strip():
        raise CaseError(f"{path}: the table is empty", advice="it needs a row of headers and a row of values")
    return data


def read_grid(path: Path, encoding: str | None = None, sheet: str | None = None) -> Grid:
    """The grid of a table file; :class:`CaseError` where it is none."""
    return grid_of(path, read_bytes(path), encoding, sheet)


def grid_of(path: Path, data: bytes, encoding: str | None = None, sheet: str | None = None) -> Grid:
    """The grid in the bytes of a CSV or Excel file; ``path`` is named in errors."""
    if data[:4] == b"PK\x03\x04":
        return _excel(path, data, sheet)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise _old_office(path, data)
    return _csv(path, data, encoding)


def _old_office(path: Path, data: bytes) -> CaseError:
    """What to say of a compound file, which holds either an old workbook or one behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return CaseError(f"{path}: the workbook is protected by a password", advice="open it and save it without one")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        advice = "open it and save it as .xlsx, or as CSV"
        return CaseError(f"{path}: a workbook in the old format (.xls), which detente does not read", advice=advice)
    advice = "save the table as .xlsx or CSV"
    return CaseError(f"{path}: a file of an old office program, and no workbook", advice=advice)


def _csv(path: Path, data: bytes, encoding: str | None) -> Grid:
    text, used, assumed = _decode(path, data, encoding)
    if "\0" in text:
        raise CaseError(f"{path}: binary data, not a table", advice="save it as CSV or .xlsx")
    delimiter = _delimiter(text)
    lines = io.StringIO(text, newline="")
    try:
        rows = tuple(tuple(row) for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    except csv.Error as error:
        raise CaseError(f"{path}: {error}", advice="save it as CSV again") from None
    return _checked(Grid(str(path), "csv", rows, delimiter, used, assumed))


def _decode(path: Path, data: bytes, encoding: str | None) -> tuple[str, str, tuple[str, ...]]:
    if encoding is not None:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding, ()
        except (LookupError, UnicodeDecodeError) as error:
            raise CaseError(f"{path}: cannot be read as {encoding}: {error}", advice="name another encoding") from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), "utf-16", ()
    try:
        return data.decode("utf-8-sig"), "utf-8", ()
    except UnicodeDecodeError:
        used = _likely(data)
        note = f"encoding {used} (name it with --encoding if the letters are wrong)"
        return data.decode(used, "replace"), used, (note,)


def _likely(data: bytes) -> str:
    """The legacy encoding in which the bytes beyond ASCII look like words.

    Accents within Latin words mean cp1252.
    """
    sample = data[:100_000]
    words = [
        word for word in sample.replace(b",", b" ").replace(b";", b" ").split() if any(byte >= 0x80 for byte in word)
    ]
    latin = sum(any(chr(byte).isalpha() for byte in word if byte < 0x80) for word in words)
    if not words or latin > len(words) / 2:
        return "cp1252"
    cyrillic = [word.decode("cp1251", "replace") for word in words]
    # read as Cyrillic, Arabic words mix capitals and small letters as no Russian word does
    plausible = sum(word.isalpha() and (word.islower() or word.istitle() or word.isupper()) for word in cyrillic)
    return "cp1251" if plausible >= len(words) / 2 else "cp1256"


def _delimiter(text: str) -> str:
    """The delimiter that splits each of the first lines into the most cells, quotation marks respected."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]

    def cells(delimiter: str) -> int:
        return min((len(next(csv.reader([line], delimiter=delimiter), [])) for line in lines[:3]), default=1)

    try:
        return max(DELIMITERS, key=lambda delimiter: (cells(delimiter), -DELIMITERS.index(delimiter)))
    except csv.Error:
        return ","


def _excel(path: Path, data: bytes, sheet: str | None) -> Grid:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            calculates = unpacked <= MAX_UNPACKED and _has_formulas(archive)
        if unpacked > MAX_UNPACKED:
            raise CaseError(f"{path}: unpacks to too much", advice="save only the sheet with the table")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        names = [it.title for it in book.worksheets]
        name = sheet or names[0]
        if name not in names:
            raise CaseError(f"{path}: there is no sheet {sheet}", advice=f"sheets: {', '.join(names)}")
        cells = _sheet_cells(book[name])
        unread: tuple[Unread, ...] = ()
        if calculates:
            formulas = load_workbook(io.BytesIO(data), read_only=True)[name]
            unread = _without_value(cells, _sheet_cells(formulas))
    except CaseError:
        raise
    except Exception as error:  # noqa: BLE001  (openpyxl raises many kinds for broken files)
        kind = type(error).__name__
        raise CaseError(f"{path}: not a readable workbook ({kind})", advice="save it as .xlsx again") from None
    assumed = [f"sheet {name}, the first of {len(names)}"] if len(names) > 1 and not sheet else []
    percents = sum(_is_percent(cell) for row in cells for cell in row)
    if percents:
        assumed.append(f"numbers shown as percent are read as shown, 60 % as 60 and not as 0.6: {percents} cells")
    rows = tuple(_texts(row) for row in cells)
    return _checked(Grid(str(path), "xlsx", rows, assumed=tuple(assumed), unread=unread))


def _has_formulas(archive: zipfile.ZipFile) -> bool:
    """Whether any sheet holds a formula; only then the workbook is read a second time, for them."""
    for name in archive.namelist():
        if not name.startswith("xl/worksheets/"):
            continue
        with archive.open(name) as sheet:
            before = b""
            while block := sheet.read(1 << 20):
                if b"<f>" in before + block or b"<f " in before + block:
                    return True
                before = block[-2:]
    return False


class _Value(NamedTuple):
    """What detente needs of an Excel cell."""

    value: Any
    kind: str
    format: str


_EMPTY = _Value(None, "n", "General")


def _sheet_cells(sheet: Any) -> list[list[_Value]]:
    rows: list[list[_Value]] = []
    for row in sheet.iter_rows():
        cells = [_EMPTY if cell.value is None and cell.data_type == "n" else _value(cell) for cell in row]
        while cells and cells[-1] is _EMPTY:
            cells.pop()
        rows.append(cells)
        if len(rows) > MAX_ROWS or len(cells) > MAX_COLUMNS:
            break
    return rows


def _value(cell: Any) -> _Value:
    """The number format is looked up for numbers alone: the look-up is slow."""
    number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    return _Value(cell.value, cell.data_type, cell.number_format if number else "General")


def _without_value(values: list[list[_Value]], formulas: list[list[_Value]]) -> tuple[Unread, ...]:
    """Formulas whose value is not stored in the file, as where a program other than Excel wrote them."""
    why = "a formula without a stored value; open the workbook in a spreadsheet, let it calculate, and save it"
    found = []
    for line, row in enumerate(formulas):
        for place, cell in enumerate(row):
            if cell.kind != "f":
                continue
            stored = values[line][place] if line < len(values) and place < len(values[line]) else _EMPTY
            if stored.value is None and stored.kind == "n":  # an empty text is a value
                found.append(Unread(line + 1, place + 1, str(cell.value), why))
    return tuple(found)


def _is_percent(cell: _Value) -> bool:
    return cell.format != "General" and _shows_percent(cell.format)


@lru_cache
def _shows_percent(number_format: str) -> bool:
    """True where a number format has a percent sign that is no quoted text."""
    return _PERCENT.match(number_format) is not None


def _texts(row: list[_Value]) -> tuple[str, ...]:
    """The texts of a row as a person sees them, without the empty ones at its end."""
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(cell: _Value) -> str:
    value = cell.value
    if value is None:
        return ""
    if _is_percent(cell):
        return f"{value * 100:.15g}%"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _checked(grid: Grid) -> Grid:
    if len(grid.rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in grid.rows):
        raise CaseError(f"{grid.file}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns", advice="split the table")
    if not any(cell.strip() for row in grid.rows for cell in row):
        raise CaseError(f"{grid.file}: the table is empty", advice="it needs a row of headers and a row of values")
    return grid
