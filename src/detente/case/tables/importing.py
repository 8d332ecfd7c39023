"""Import: from a table file to a case and a report."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from detente.case import checks
from detente.case.model import Case
from detente.case.tables.cells import Words, checked_words
from detente.case.tables.draft import Cell, Draft, Ids
from detente.case.tables.folder import read_folder
from detente.case.tables.genius import ROOTS as GENIUS
from detente.case.tables.genius import read_genius
from detente.case.tables.geniusweb import is_json, json_of, read_geniusweb
from detente.case.tables.gmcr import is_gmcr, read_gmcr
from detente.case.tables.grid import Grid, grid_of, read_bytes
from detente.case.tables.ktab_csv import is_ktab, read_ktab
from detente.case.tables.ktab_xml import read_ktab_xml
from detente.case.tables.long import read_long
from detente.case.tables.points import is_points, read_points
from detente.case.tables.report import ImportReport
from detente.case.tables.xml_root import is_xml, name_of, xml_root
from detente.errors import CaseError


def import_table(
    path: str | Path, *, words: Words | None = None, encoding: str | None = None, sheet: str | None = None,
    case_id: str | None = None,
) -> tuple[Case, ImportReport]:  # fmt: skip
    """Read a case from a table or a game, whichever the file holds.

    A long table or a point table (CSV, Excel), a KTAB scenario (CSV, XML), a game of Genius (XML) or GeniusWeb (JSON), a graph
    model (``.gmcr``); the profiles of a game may also stand together in a folder.

    ``words`` says what words such as "high" mean in numbers; without it they are left out, never guessed.
    ``detente check`` finds no error in the case. Raises :class:`CaseError` where the file is no such table,
    :class:`CommandError` where a word stands for no number.
    """
    path = Path(path)
    words = checked_words(words or {})
    case_id = case_id or Ids("_").of(path.stem.encode("utf-8", "replace").decode())[0] or "unnamed"
    if path.is_dir():
        kind, draft = read_folder(path, words, case_id)
        return _case(path, draft), _report(Grid(str(path), "folder", ()), kind, draft)
    data = read_bytes(path)
    if is_xml(path, data):
        root = xml_root(path, data, encoding)
        genius = name_of(root) in GENIUS
        draft = read_genius([(path, root)], words, case_id) if genius else read_ktab_xml(path, root, words, case_id)
        kind = "genius xml" if genius else "ktab xml"
        return _case(path, draft), _report(Grid(str(path), "xml", (), encoding=encoding or ""), kind, draft)
    if is_gmcr(path, data):
        draft = read_gmcr(path, data, words, case_id)
        return _case(path, draft), _report(Grid(str(path), "json", ()), "gmcr json", draft)
    if is_json(path, data):
        draft = read_geniusweb([(path, json_of(path, data))], words, case_id)
        return _case(path, draft), _report(Grid(str(path), "json", ()), "geniusweb json", draft)
    grid = grid_of(path, data, encoding, sheet)
    if is_points(grid):
        kind, draft = f"points {grid.kind}", read_points(grid, words, case_id)
    elif is_ktab(grid):
        kind, draft = "ktab", read_ktab(grid, words, case_id)
    else:
        kind, draft = f"long {grid.kind}", read_long(grid, words, case_id)
    above = {cell.column: cell.header for cell in draft.cells if cell.header} if grid.unread else {}
    for it in grid.unread:
        draft.leave_out(Cell(it.row, it.column, above.get(it.column, ""), it.text), it.why)
    return _case(path, draft), _report(grid, kind, draft)


def case_of(path: Path) -> Case:
    """The case in a table that can be read whole; :class:`CaseError` where any cell would have to be left out."""
    case, report = import_table(path)
    lost = report.chosen("left_out")
    if lost:
        shown = "\n".join(f"  {cell.text_with(report.row_word)}" for cell in lost[:5]) + (
            f"\n  (and {len(lost) - 5} more)" if len(lost) > 5 else ""
        )
        raise CaseError(
            f"{path} cannot be used as a case as it is; of its cells {len(lost)} would be left out:\n{shown}",
            advice=f"mend the table, or make a case of the rest: detente import {path} -o case.yaml",
        )
    return case


def _case(path: Path, draft: Draft) -> Case:
    try:
        case = Case.model_validate(draft.raw)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        where = ".".join(map(str, detail["loc"]))
        raise CaseError(f"{path}: {where}: {detail['msg']}", advice="mend the table at that place") from None
    if not case.positions and not case.deals.values and not case.conflict.options:
        lost = next((f": {cell}" for cell in draft.cells if cell.status == "left_out"), "")
        raise CaseError(
            f"{path}: no row could be read as a position{lost}", advice="check the columns party, issue and best"
        )
    problems = [problem for problem in checks.run(checks.Subject(case, draft.raw)) if problem.severity == "error"]
    if problems:
        raise CaseError(f"{path}: {problems[0].message}", advice=problems[0].advice)
    return case


def _report(grid: Grid, kind: str, draft: Draft) -> ImportReport:
    return ImportReport(
        file=grid.file, format=kind, encoding=grid.encoding, delimiter=grid.delimiter, assumed=grid.assumed,
        cells=tuple(sorted(draft.cells, key=lambda cell: (cell.row, cell.column))),
    )  # fmt: skip
