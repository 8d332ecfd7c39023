"""A grid of cells from a CSV or Excel file."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from detente.errors import CaseError

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Grid:
    """The texts of a table, row by row; ``assumed`` tells what had to be guessed to read it."""

    file: str
    kind: str
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ""
    encoding: str = ""
    assumed: tuple[str, ...] = ()


def read_grid(path: Path, encoding: str | None = None, sheet: str | None = None) -> Grid:
    """Read a table file; :class:`CaseError` where it is none."""
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
    if data[:4] == b"PK\x03\x04":
        return _excel(path, data, sheet)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        advice = "save it as .xlsx without a password, or as CSV"
        raise CaseError(f"{path}: an old .xls or a protected workbook", advice=advice)
    return _csv(path, data, encoding)


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
        if unpacked > MAX_UNPACKED:
            raise CaseError(f"{path}: unpacks to too much", advice="save only the sheet with the table")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        name = sheet or book.sheetnames[0]
        if name not in book.sheetnames:
            raise CaseError(f"{path}: there is no sheet {sheet}", advice=f"sheets: {', '.join(book.sheetnames)}")
        rows = _sheet_rows(book[name])
    except CaseError:
        raise
    except Exception as error:  # noqa: BLE001  (openpyxl raises many kinds for broken files)
        kind = type(error).__name__
        raise CaseError(f"{path}: not a readable workbook ({kind})", advice="save it as .xlsx again") from None
    several = len(book.sheetnames) > 1 and not sheet
    assumed = (f"sheet {name}, the first of {len(book.sheetnames)}",) if several else ()
    return _checked(Grid(str(path), "xlsx", rows, assumed=assumed))


def _sheet_rows(sheet: object) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    for row in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]
        texts = [_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        rows.append(tuple(texts))
        if len(rows) > MAX_ROWS or len(texts) > MAX_COLUMNS:
            break
    return tuple(rows)


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _checked(grid: Grid) -> Grid:
    if len(grid.rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in grid.rows):
        raise CaseError(f"{grid.file}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns", advice="split the table")
    if not any(cell.strip() for row in grid.rows for cell in row):
        raise CaseError(f"{grid.file}: the table is empty", advice="it needs a row of headers and a row of values")
    return grid
