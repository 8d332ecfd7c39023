"""The pictures of the deals as files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from detente.brief.charts.deals.acceptance import acceptance_figure
from detente.brief.charts.deals.frontier import frontier_figure
from detente.brief.charts.deals.pair import pair_of
from detente.brief.charts.deals.parties import parties_figure
from detente.brief.charts.deals.trades import trades_figure
from detente.brief.charts.drawing import clean, png
from detente.brief.contents import Figure
from detente.case.writer import save_bytes
from detente.errors import CaseError
from detente.results.deals import Deals


@dataclass(frozen=True)
class Pictures:
    """Pictures by the name of their file, without a suffix, and why others are missing."""

    figures: dict[str, Figure]
    notes: tuple[str, ...]


def pictures(found: Deals, pair: Sequence[str] | None = None) -> Pictures:
    """All pictures of a result: frontier, picks by party, and where a package is looked at, who accepts it and trades.

    ``pair`` are the two parties of the frontier, by default those of
    :func:`~detente.brief.charts.deals.pair.pair_of`. Raises :class:`CommandError` where it names no two parties at the
    table.
    """
    figures: dict[str, Figure | None] = {}
    notes = []
    chosen = pair_of(found, pair)
    if chosen is None:
        notes.append("No picture of the frontier: only one party is at the table.")
    else:
        figures[f"frontier-{'-'.join(map(_plain, chosen))}"] = frontier_figure(found, chosen)
    figures["picks-by-party"] = parties_figure(found)
    if found.package is not None:
        figures["who-accepts"] = acceptance_figure(found)
        figures["trades"] = trades_figure(found)
        if not found.package.trades:
            notes.append("No picture of trades: no exchange from this package is worth more to both sides.")
    drawn = {name: figure for name, figure in figures.items() if figure is not None}
    if figures["picks-by-party"] is None:
        empty = found.zone.count == 0 and not found.zone.at_least
        reason = "no package passes" if empty else "the solutions pick none"
        what = "picks" if drawn else "frontier and the picks"
        notes.insert(0, f"No picture of the {what}: {reason}.")
    return Pictures(drawn, tuple(notes))


def write_pictures(drawn: Pictures, folder: str | Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write each picture as SVG and PNG into a folder, made where it is missing; the SVG holds the picture in words.

    Raises :class:`CaseError` where a file exists and ``force`` is not given, or where it cannot be written.
    """
    folder = Path(folder)
    files = {
        folder / f"{name}{suffix}": figure for name, figure in drawn.figures.items() for suffix in (".svg", ".png")
    }
    there = [file for file in files if file.exists()]
    if there and not force:
        raise CaseError(f"{there[0]} exists", advice="name another folder, or use --force")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, figure in files.items():
            save_bytes(png(figure.svg) if file.suffix == ".png" else described(figure).encode(), file)
    except OSError as error:
        raise CaseError(
            f"cannot write into {folder}: {error.strerror or error}", advice="name a folder you may write"
        ) from None
    return tuple(files)


def described(figure: Figure) -> str:
    """The SVG of a figure with its caption as title and its words as description, for readers who cannot see it.

    >>> described(Figure('<svg width="1"><g/></svg>', "words", "a < b"))
    '<svg width="1"><title>a &lt; b</title><desc>words</desc><g/></svg>'
    """
    head, mark, rest = figure.svg.partition(">")
    return f"{head}{mark}<title>{escape(clean(figure.caption))}</title><desc>{escape(clean(figure.alternative))}</desc>{rest}"


def _plain(party: str) -> str:
    """The id of a party as part of the name of a file."""
    return re.sub(r"[^\w-]+", "-", party)[:40].strip("-") or "party"
