"""The catalog: cases that come with the package. Every command takes a path or a name from here."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from detente.case.model import Case
from detente.case.reader import CaseFile, open_case
from detente.errors import CaseError

FOLDER = Path(__file__).parent.parent / "catalog"


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
    """Open a case given by path or catalog name, with its text and findings."""
    return open_case(find_case(name))


def load_case(name: str) -> Case:
    """Read a sound case given by path or catalog name.

    >>> load_case("emission-standards-1994").issues["delay"].high
    10.0
    """
    return load_case_file(name).sound
