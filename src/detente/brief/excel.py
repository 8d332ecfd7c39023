"""The tables of the brief as an Excel workbook, one sheet each."""

from __future__ import annotations

import io
from typing import Any

from detente.brief.contents import Brief, Cell, Notes, Table


def render(brief: Brief) -> bytes:
    """Excel workbook (.xlsx) with the brief's tables, its evidence and its run."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                _sheet(book, block.name, block.columns, [_flat(row) for row in block.rows])
            elif isinstance(block, Notes):
                rows = [[str(note.number), note.text, note.source, note.status] for note in block.notes]
                _sheet(book, "evidence", ("Number", "Words", "Source", "Status"), rows)
    _sheet(book, "run", ("Name", "Value"), [list(pair) for pair in brief.run])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _flat(row: tuple[Cell, ...]) -> list[str]:
    return [f"{cell.text} ({', '.join(cell.detail.splitlines())})" if cell.detail else cell.text for cell in row]


def _sheet(book: Any, name: str, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(name[:31])
    sheet.append([])
    for place, column in enumerate(columns, 1):
        _write(sheet, 1, place, column).font = Font(bold=True)
    for line, row in enumerate(rows, 2):
        for place, text in enumerate(row, 1):
            _write(sheet, line, place, text).alignment = Alignment(vertical="top", wrap_text=True)
    for cells in sheet.columns:
        width = max((len(str(cell.value or "")) for cell in cells), default=8)
        sheet.column_dimensions[cells[0].column_letter].width = min(60, max(10, width + 2))
    sheet.freeze_panes = "B2"


def _write(sheet: Any, line: int, place: int, text: str) -> Any:
    """Numbers as numbers; everything else as text, so that no cell is ever run as a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    try:
        return sheet.cell(line, place, float(text))
    except ValueError:
        cell = sheet.cell(line, place, ILLEGAL_CHARACTERS_RE.sub("", text))
        cell.data_type = "s"
        return cell
