"""The formats of a brief, by the suffix of the file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from detente.brief.contents import Brief
from detente.case.writer import save_bytes
from detente.errors import CaseError, CommandError

FORMATS = {
    ".html": "detente.brief.html",
    ".pdf": "detente.brief.pdf",
    ".docx": "detente.brief.word",
    ".xlsx": "detente.brief.excel",
}


def write(brief: Brief, path: str | Path) -> Path:
    """Write a brief whole or not at all: HTML, PDF, Word, or its tables as Excel.

    Raises :class:`CommandError` for an unknown suffix, :class:`CaseError` where the file cannot be written.
    """
    path = Path(path)
    render = renderer(path)
    data = render(brief)
    try:
        save_bytes(data, path)
    except OSError as error:
        raise CaseError(f"cannot write {path}: {error.strerror or error}", advice="check the folder") from None
    return path


def renderer(path: Path) -> Callable[[Brief], bytes]:
    """The function that renders a brief in the format of a file's suffix."""
    module = FORMATS.get(path.suffix.lower())
    if module is None:
        raise CommandError(f"`{path.name}`: no format has that suffix", advice=f"use {', '.join(FORMATS)}")
    render: Callable[[Brief], bytes] = import_module(module).render
    return render
