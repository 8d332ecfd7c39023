"""A chart as a file."""

from __future__ import annotations

from pathlib import Path

from detente.brief.charts.drawing import png
from detente.case.writer import save_bytes
from detente.errors import CaseError, CommandError

SUFFIXES = (".svg", ".png")


def write_picture(svg: str, path: Path) -> None:
    """Write a chart as SVG or PNG. Raises :class:`CommandError` for another suffix, :class:`CaseError` where it cannot be written."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CommandError(f"cannot draw {path.name}", advice=f"name a file that ends in {' or '.join(SUFFIXES)}")
    try:
        save_bytes(png(svg) if suffix == ".png" else svg.encode(), path)
    except OSError as error:
        raise CaseError(f"cannot write {path}: {error.strerror or error}", advice="check the folder") from None
