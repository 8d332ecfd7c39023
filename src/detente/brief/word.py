"""The brief as a Word document that can be edited: styles, real tables, charts as pictures."""

from __future__ import annotations

import io
from typing import Any

from detente.brief.charts.drawing import png
from detente.brief.contents import Block, Brief, Bullets, Cell, Figure, Notes, Table, Text, right_to_left

TEXT_WIDTH = 172  # millimetres between the margins of the page
FIRST_COLUMN = 1.8  # width of the column of names, measured in others
SIZES = {"lead": 11.5, "body": 10.5, "quote": 10.5, "small": 8.5, "label": 8.5}


def render(brief: Brief) -> bytes:
    """Word document (.docx) of the brief, A4."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(19)
    page.top_margin, page.bottom_margin = Mm(18), Mm(20)
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    document.core_properties.title = _clean(brief.title)
    document.core_properties.author = "detente"
    _heading(document, brief.title, 0)
    _paragraph(document, Text(brief.subtitle, style="lead"))
    for label in brief.labels:
        _paragraph(document, Text(label, style="label"))
    for section in brief.sections:
        _heading(document, section.title, section.depth + 1)
        for block, stays in section.laid_out:
            _block(document, block)
            if stays:
                document.paragraphs[-1].paragraph_format.keep_with_next = True
    _heading(document, "Run", 1)
    for name, value in brief.run:
        _paragraph(document, Text(f" {value}", strong=f"{name}:", style="small"))
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _block(document: Any, block: Block) -> None:
    if isinstance(block, Text):
        _paragraph(document, block, "Intense Quote" if block.style == "quote" else None)
    elif isinstance(block, Bullets):
        for item in block.items:
            _paragraph(document, item, "List Bullet")
    elif isinstance(block, Figure):
        _figure(document, block)
    elif isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, Notes):
        for note in block.notes:
            _paragraph(document, Text(f"  {note.text}", strong=str(note.number)))
            document.paragraphs[-1].paragraph_format.keep_with_next = True
            _paragraph(document, Text(f"{note.source}. {note.status}", style="small"))


def _numbers(notes: tuple[int, ...]) -> str:
    return f"[{','.join(map(str, notes))}]"


def _heading(document: Any, text: str, level: int) -> None:
    from docx.shared import RGBColor

    heading = document.add_heading(level=level)
    _runs(heading, text)
    if right_to_left(text):
        _set(heading._p.get_or_add_pPr(), "w:bidi")
    for run in heading.runs:
        run.font.color.rgb = RGBColor(0x1D, 0x27, 0x33)
        run.font.name = "Arial"


def _paragraph(holder: Any, it: Text, style: str | None = None) -> None:
    from docx.shared import Pt

    paragraph = holder.add_paragraph(style=None if style == "Intense Quote" else style)
    if style == "Intense Quote":
        paragraph.paragraph_format.left_indent = Pt(14)
    if it.strong:
        _runs(paragraph, it.strong, bold=True, size=SIZES[it.style])
    _runs(paragraph, it.text, size=SIZES[it.style])
    if it.notes:
        _runs(paragraph, _numbers(it.notes), superscript=True)
    if it.right_to_left:
        _set(paragraph._p.get_or_add_pPr(), "w:bidi")


def _runs(
    paragraph: Any, text: str, *, bold: bool = False, size: float | None = None, superscript: bool = False
) -> None:
    """Add text as runs of one direction each, so that Word sets Arabic and Hebrew words from right to left."""
    from docx.shared import Pt

    for part in _directions(_clean(text)):
        run = paragraph.add_run(part)
        run.bold = bold or None
        run.font.superscript = superscript or None
        if size is not None:
            run.font.size = Pt(size)
        if right_to_left(part):
            run.font.cs_bold = bold or None
            if size is not None:
                _set(run._r.get_or_add_rPr(), "w:szCs", str(round(size * 2)))
            _set(run._r.get_or_add_rPr(), "w:rtl")


def _directions(text: str) -> list[str]:
    """Cut a text where its direction turns; marks and spaces stay with what stands before them."""
    import unicodedata

    parts: list[str] = []
    current = None
    for letter in text:
        direction = {"L": "L", "R": "R", "AL": "R"}.get(unicodedata.bidirectional(letter))
        if not parts or (direction is not None and current is not None and direction != current):
            parts.append("")
        current = direction or current
        parts[-1] += letter
    return parts


def _clean(text: str) -> str:
    """Text without characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))


def _set(properties: Any, name: str, value: str | None = None) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    if value is not None:
        element.set(qn("w:val"), value)
    properties.append(element)


def _figure(document: Any, figure: Figure) -> None:
    from docx.shared import Mm

    document.add_picture(io.BytesIO(png(figure.svg, 2.5)), width=Mm(TEXT_WIDTH))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    shape = document.inline_shapes[-1]._inline.docPr
    shape.set("descr", _clean(figure.alternative))
    _paragraph(document, Text(figure.caption, style="small"))


def _table(document: Any, it: Table) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(it.columns))
    table.style = "Table Grid"
    table.autofit = False
    size = 7.0 if len(it.columns) > 7 else 8.5
    for cell, name in zip(table.rows[0].cells, it.columns, strict=True):
        _cell(cell, Cell(name), size, bold=True)
    _set(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for row in it.rows:
        for cell, content in zip(table.add_row().cells, row, strict=True):
            _cell(cell, content, size)
    others = len(it.columns) - 1
    first = TEXT_WIDTH * FIRST_COLUMN / (FIRST_COLUMN + others)
    for place, column in enumerate(table.columns):
        column.width = Mm(first if place == 0 else (TEXT_WIDTH - first) / others)
    for line in table.rows:
        _set(line._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, column in zip(line.cells, table.columns, strict=True):
            cell.width = column.width
    for line in table.rows[: -1 if it.whole else 1]:
        for cell in line.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    document.add_paragraph()


def _cell(cell: Any, content: Cell, size: float, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = 0
    _runs(paragraph, content.text, size=size, bold=bold)
    if content.notes:
        _runs(paragraph, _numbers(content.notes), size=size, superscript=True)
    if content.detail:
        paragraph.add_run().add_break()
        _runs(paragraph, content.detail, size=size - 1)
