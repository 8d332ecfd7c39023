"""The catalog: cases that come with the package. Every command takes a path, a table's included, or a name from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date  # noqa: N812  (the field is called date)
from difflib import get_close_matches
from pathlib import Path

from detente.case.acts import case_with
from detente.case.findings import Problem, at
from detente.case.model import Case
from detente.case.reader import CaseFile, open_case, parse_case
from detente.errors import CaseError

FOLDER = Path(__file__).parent.parent / "catalog"
TABLES = (".csv", ".xlsx", ".xml", ".gmcr")
"""How the names of tables end; any other file is read as a case file."""


def catalog() -> Iterator[tuple[str, Path]]:
    """Names and files of the cases in the catalog, in alphabetical order.

    >>> "vienna-2015" in dict(catalog())
    True
    """
    for file in sorted(FOLDER.glob("**/case.yaml")):
        yield file.parent.relative_to(FOLDER).as_posix(), file


def find_case(name: str) -> Path:
    """The file of a case given by path or by catalog name.

    A path wins over a name. Raises :class:`CaseError` where there is neither.
    """
    try:
        path = Path(name)
        if path.is_dir() and (path / "case.yaml").is_file():
            return path / "case.yaml"
        if path.exists():
            return path
    except (OSError, ValueError) as error:
        raise CaseError(f"{name[:80]}: no file can have that name ({error})"[:200], advice="check the path") from None
    names = dict(catalog())
    if name in names:
        return names[name]
    near = get_close_matches(name, names, n=1)
    advice = f"did you mean `{near[0]}`?" if near else f"`detente cases` lists the catalog: {', '.join(names)}"
    raise CaseError(f"{name}: there is no such file, and no case of that name in the catalog", advice=advice)


def load_case_file(name: str) -> CaseFile:
    """Open a case given by path or catalog name, with its text and findings; a table opens as it would be imported."""
    return open_path(find_case(name))


def load_case(name: str, at: Date | None = None) -> Case:
    """Read a sound case given by path or catalog name, as it stood on the day ``at`` (by default as it is).

    The path of a table (a long table as CSV or Excel, a KTAB scenario as CSV or XML, a graph model) is imported, if that leaves no
    cell out. Raises :class:`CaseError` where there is no sound case.

    >>> load_case("emission-standards-1994").issues["delay"].high
    10.0
    """
    it = _read(find_case(name))
    return it if at is None else case_with(it, at=at)


def load_begun_case(name: str) -> Case:
    """Read a case as :func:`load_case` does, though it may not name parties or issues yet: coverage can be read for it."""
    path = find_case(name)
    return _read(path) if is_table(path) else open_case(path).begun


def _read(path: Path) -> Case:
    if not is_table(path):
        return open_case(path).sound
    from detente.case.tables.importing import case_of

    return case_of(path)


def is_table(path: Path) -> bool:
    """True where a path ends as tables do: ``.csv``, ``.xlsx``, ``.xml`` or ``.gmcr``."""
    return path.suffix.lower() in TABLES and not path.is_dir()


def open_path(path: Path) -> CaseFile:
    """Open a case file, or a table as the case file it would be imported to; never raises for a bad file."""
    if not is_table(path):
        return open_case(path)
    from detente.case.tables.importing import case_of
    from detente.case.writer import case_text

    try:
        text = case_text(case_of(path))
    except CaseError as error:
        problem = Problem("table", (), error.message, error.advice)
        return CaseFile(path, None, None, (at(str(path), "", 1, 1, problem),))
    file = parse_case(text, path)
    # a finding's line is that of the case file which `detente import` writes, not one of the table
    shown = tuple(finding.model_copy(update={"file": f"{path} (as imported)"}) for finding in file.findings)
    return replace(file, findings=shown)
