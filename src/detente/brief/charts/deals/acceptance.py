"""Who accepts which clause of a package: a table of signs that reads without colour."""

from __future__ import annotations

from detente.brief.charts.canvas import Canvas
from detente.brief.charts.drawing import svg_of
from detente.brief.charts.style import FONT, GRID, INK, TONE, WIDTH
from detente.brief.charts.words import lines_of, points
from detente.brief.contents import Figure
from detente.results.deals import Deals, PackageView, Verdict

NAMES = 150  # points from the left for the names of the parties
WORTH = 62  # points for a column of figures
LINE, TOP = 13, 34
TALL = 520  # points for all rows together, as long as they can still be read
SMALLEST, LARGEST = 22, 48
QUIET = "#eef0f3"
HALF = "M0,-1A1,1,0,0,0,0,1Z"
CROSS = "M-0.75,-1L0,-0.25L0.75,-1L1,-0.75L0.25,0L1,0.75L0.75,1L0,0.25L-0.75,1L-1,0.75L-0.25,0L-1,-0.75Z"
SAID: dict[Verdict, str] = {"accepts": "accepts", "could_live_with": "could live with it", "refuses": "refuses"}


def acceptance_figure(found: Deals, view: PackageView | None = None) -> Figure | None:
    """A row for each party, a column for each clause: full circle, half circle, or a white cross on dark.

    At the end stand what the package is worth to the party, what no agreement is worth, and whether it accepts the
    whole. The clauses are written out below. ``view`` is the package, by default the one of the result; None where there
    is none.
    """
    view = view or found.package
    if view is None or not view.text:
        return None
    caption = (
        "What each party says to each clause, and what the whole is worth to it, in points. A party may refuse a clause and "
        "still accept the whole, where other clauses make up for it."
    )
    return Figure(_svg(found, view), _in_words(found, view), caption)


def _svg(found: Deals, view: PackageView) -> str:
    step = max(SMALLEST, min(LARGEST, (WIDTH - NAMES - 3 * WORTH) / len(view.text)))
    width = NAMES + step * len(view.text) + 3 * WORTH
    tall = max(17.0, min(26.0, TALL / len(found.parties)))
    names = {party: lines_of(stake.name, 24, 2 if tall >= 24 else 1) for party, stake in found.parties.items()}
    room = int((width - 24) / 6.2)
    clauses = [lines_of(f"{clause.name}: {clause.text}", room, 3) for clause in view.text]
    below = TOP + tall * len(names) + 14
    canvas = Canvas(height=below + 24 + sum(LINE * len(lines) + 4 for lines in clauses), width=width)
    _head(canvas, len(view.text), step)
    for row, party in enumerate(found.parties):
        y = TOP + tall * (row + 0.5)
        canvas.line(0, y - tall / 2, width, y - tall / 2, color=GRID)
        for number, text in enumerate(names[party]):
            canvas.text(0, y + (number - (len(names[party]) - 1) / 2) * 12, text)
        for place, clause in enumerate(view.text):
            if party in clause.verdicts:
                verdict_sign(
                    canvas, NAMES + step * (place + 0.5), y, clause.verdicts[party], step / 2 - 1, tall / 2 - 1
                )
        _whole(canvas, found, view, party, y, tall)
    canvas.line(0, below - 14, width, below - 14, color=INK)
    _signs(canvas, below)
    y = below + 24.0
    for place, lines in enumerate(clauses):
        canvas.text(14, y, f"{place + 1}", bold=True, align="right")
        for number, text in enumerate(lines):
            canvas.text(22, y + LINE * number, text)
        y += LINE * len(lines) + 4
    return svg_of(canvas.chart().configure(font=FONT, background="white").configure_view(stroke=None))


def verdict_sign(canvas: Canvas, x: float, y: float, verdict: Verdict, across: float, down: float) -> None:
    """The sign of a verdict in a cell that reaches so far across and down from its middle."""
    if verdict == "refuses":
        canvas.box(x - across, y - down, x + across, y + down, fill=INK)
        canvas.shape(x, y, CROSS, size=110, fill="white", stroke="white", width=0)
        return
    fill = TONE if verdict == "accepts" else QUIET
    if verdict == "could_live_with":
        canvas.box(x - across, y - down, x + across, y + down, fill=QUIET)
    canvas.shape(x, y, "circle", size=110, fill=fill, stroke=TONE)
    if verdict == "could_live_with":
        canvas.shape(x, y, HALF, size=140, fill=TONE, stroke=TONE, width=0)


def _head(canvas: Canvas, clauses: int, step: float) -> None:
    canvas.text(0, TOP - 10, "clause", size=10)
    for place in range(clauses):
        canvas.text(NAMES + step * (place + 0.5), TOP - 10, f"{place + 1}", align="center", bold=True)
    for column, lines in enumerate((("this", "package"), ("no", "agreement"), ("accepts", "the whole"))):
        for number, text in enumerate(lines):
            x = canvas.width - WORTH * (2.5 - column)
            canvas.text(x, TOP - 22 + 12 * number, text, align="center", size=10)


def _whole(canvas: Canvas, found: Deals, view: PackageView, party: str, y: float, tall: float) -> None:
    """What package and no agreement are worth to a party, and whether it accepts the whole."""
    yes = party in view.accepted_by
    worth = points(view.package.utilities[party])
    canvas.text(canvas.width - 2.5 * WORTH, y, worth, align="center", bold=True)
    canvas.text(canvas.width - 1.5 * WORTH, y, points(found.parties[party].reservation), align="center")
    verdict_sign(canvas, canvas.width - 0.5 * WORTH, y, "accepts" if yes else "refuses", 14, tall / 2 - 1)


def _signs(canvas: Canvas, y: float) -> None:
    """What the signs mean."""
    x = 14.0
    for verdict, text in SAID.items():
        verdict_sign(canvas, x, y, verdict, 12, 11)
        canvas.text(x + 18, y, text)
        x += 46 + 6.2 * len(text)


def _in_words(found: Deals, view: PackageView) -> str:
    said = []
    for clause in view.text:
        parts = []
        for verdict, text in SAID.items():
            names = [stake.name for party, stake in found.parties.items() if clause.verdicts.get(party) == verdict]
            if names:
                parts.append(f"{text}: {', '.join(names)}")
        said.append(f"{clause.name}: {clause.text} ({'; '.join(parts)}).")
    worth = ", ".join(
        f"{stake.name} {points(view.package.utilities[party])} against {points(stake.reservation)}"
        f"{'' if party in view.accepted_by else ' (refuses the whole)'}"
        for party, stake in found.parties.items()
    )
    return f"What each party says to each clause. {' '.join(said)} Worth against no agreement, in points: {worth}."
