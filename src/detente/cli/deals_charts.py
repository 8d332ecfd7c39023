"""The pictures of ``detente deals``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from detente.results.deals import Deals


def check_charts(charts: Path | None, pair: tuple[str, str] | None, force: bool) -> None:
    """Refuse options that say nothing without --charts."""
    if charts is None and (pair is not None or force):
        from detente.errors import CommandError

        given = "--pair" if pair is not None else "--force"
        raise CommandError(f"{given} is for pictures, and none are asked for", advice="add --charts FOLDER")


def draw_charts(result: Deals, charts: Path, pair: tuple[str, str] | None, *, force: bool) -> None:
    """Write the pictures and say on standard error where they are, so that standard output stays the result's."""
    from detente.brief.charts.deals.files import pictures, write_pictures

    drawn = pictures(result, pair)
    for file in write_pictures(drawn, charts, force=force):
        typer.echo(f"Wrote {file}", err=True)
    for note in drawn.notes:
        typer.echo(note, err=True)
