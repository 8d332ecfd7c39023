"""Import: from a table file to a case and a report."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from detente.case.model import Case
from detente.case.tables.cells import Words
from detente.case.tables.grid import read_grid
from detente.case.tables.ktab import is_ktab, read_ktab
from detente.case.tables.long import key, read_long
from detente.case.tables.report import ImportReport
from detente.errors import CaseError


def import_table(
    path: str | Path, *, words: Words | None = None, encoding: str | None = None, sheet: str | None = None,
    case_id: str | None = None,
) -> tuple[Case, ImportReport]:  # fmt: skip
    """Read a case from a long table (CSV, Excel) or a KTAB scenario (CSV), whichever the file holds.

    ``words`` says what words such as "high" mean in numbers; without it they are left out, never guessed.
    Raises :class:`CaseError` where the file is no such table.
    """
    path = Path(path)
    grid = read_grid(path, encoding, sheet)
    ktab = is_ktab(grid)
    read = read_ktab if ktab else read_long
    raw, cells = read(grid, words or {}, case_id or key(path.stem))
    try:
        case = Case.model_validate(raw)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        where = ".".join(map(str, detail["loc"]))
        raise CaseError(f"{path}: {where}: {detail['msg']}", advice="mend the table at that place") from None
    if not case.positions:
        raise CaseError(f"{path}: no row could be read as a position", advice="check the columns party, issue and best")
    report = ImportReport(
        file=grid.file, format="ktab" if ktab else f"long {grid.kind}", encoding=grid.encoding, delimiter=grid.delimiter,
        assumed=grid.assumed, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
    )  # fmt: skip
    return case, report
