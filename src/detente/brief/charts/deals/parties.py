"""What each pick is worth to every party: parallel coordinates, one row for each party."""

from __future__ import annotations

from json import dumps
from math import ceil, floor
from typing import Any

from detente.brief.charts.canvas import Canvas
from detente.brief.charts.deals.key import SAMPLE, Sample, key
from detente.brief.charts.deals.marks import Mark, marks
from detente.brief.charts.deals.thinning import evenly
from detente.brief.charts.drawing import svg_of
from detente.brief.charts.style import AXIS, FONT, GRID, INK, WIDTH
from detente.brief.charts.words import lines_of, points
from detente.brief.contents import Figure
from detente.results.deals import Deals, PackageWorth

NAMES = 150  # points from the left for the names of the parties
PLOT = WIDTH - NAMES - 8
ROW = 30
MOST_LINES = 60
PALE = "#d3d8de"


def parties_figure(found: Deals) -> Figure | None:
    """Each pick as a line down the rows of the parties, efficient packages in grey, no agreement as a bar on each row.

    Of the efficient packages at most :data:`MOST_LINES` are drawn, at even distances in their order, always the
    same ones; the caption says so. Of equally good picks the first is drawn. None where nothing is picked.
    """
    picked = marks(found)
    if not picked:
        return None
    thin = evenly(found.frontier, MOST_LINES)
    return Figure(_svg(found, picked, thin), _in_words(found, picked), _caption(found, picked, len(thin)))


def _span(found: Deals, shown: list[PackageWorth]) -> tuple[float, float]:
    values = [value for one in shown for value in one.utilities.values()]
    return min(0.0, floor(min(values) / 10) * 10.0), max(100.0, ceil(max(values) / 10) * 10.0)


def _svg(found: Deals, picked: tuple[Mark, ...], thin: list[PackageWorth]) -> str:
    import altair as alt

    low, high = _span(found, [*thin, *(mark.packages[0] for mark in picked)])
    names = {str(row): lines_of(stake.name, 24) for row, stake in enumerate(found.parties.values())}
    axes = {
        "x": alt.X(
            "x:Q", scale=alt.Scale(domain=[low, high], nice=False),
            axis=alt.Axis(title="worth, in points", grid=True, tickCount=10, labelFlush=False),
        ),
        "y": alt.Y(
            "row:Q", scale=alt.Scale(domain=[len(names) - 0.5, -0.5], nice=False, zero=False),
            axis=alt.Axis(
                title=None, values=list(range(len(names))), domain=False, ticks=False, grid=True, labelPadding=8,
                labelLimit=NAMES, labelExpr=f"({dumps(names, ensure_ascii=False)})[datum.value]", labelOverlap=False,
                labelBaseline="middle",
            ),
        ),
    }  # fmt: skip
    layers = [
        *_grey(alt, axes, found, thin),
        *_reservations(alt, axes, found, low, high),
        *_lines(alt, axes, found, picked),
    ]
    plot = alt.layer(*layers).properties(width=PLOT, height=ROW * len(names))
    chart = (
        alt.vconcat(plot, key(_entries(found, picked), PLOT).chart(), spacing=10)
        .configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=INK, titleFontWeight="normal", labelFontSize=11, titleFontSize=11,
            gridColor=GRID, domainColor=AXIS, tickColor=AXIS,
        )
    )  # fmt: skip
    return svg_of(chart)


def _rows(found: Deals, package: PackageWorth, line: int = 0) -> list[dict[str, float]]:
    return [{"x": package.utilities[party], "row": row, "line": line} for row, party in enumerate(found.parties)]


def _grey(alt: Any, axes: dict[str, Any], found: Deals, thin: list[PackageWorth]) -> list[Any]:
    if not thin:
        return []
    rows = [row for number, package in enumerate(thin) for row in _rows(found, package, number)]
    line = alt.Chart(alt.Data(values=rows)).mark_line(color=PALE, strokeWidth=1, opacity=0.8)
    return [line.encode(**axes, detail="line:N", order="row:Q")]


def _lines(alt: Any, axes: dict[str, Any], found: Deals, picked: tuple[Mark, ...]) -> list[Any]:
    lines, shapes = [], []
    for number, mark in enumerate(picked):
        base = alt.Chart(alt.Data(values=_rows(found, mark.packages[0])))
        line = base.mark_line(color=INK, strokeWidth=1.7, strokeDash=list(mark.dash) or [1, 0])
        lines.append(line.encode(**axes, order="row:Q"))
        shape = base.mark_point(
            shape=mark.shape, filled=True, fill="white", stroke=INK, strokeWidth=1.6, opacity=1,
            size=max(45, 115 - 18 * number),
        )  # fmt: skip
        shapes.append(shape.encode(**axes))
    return lines + shapes


def _reservations(alt: Any, axes: dict[str, Any], found: Deals, low: float, high: float) -> list[Any]:
    """A bar on each row at the worth of no agreement; a pointer at the edge where it lies beyond."""
    bars, beyond = [], []
    for row, stake in enumerate(found.parties.values()):
        value = stake.reservation
        if low <= value <= high:
            bars.append({"x": value, "row": row - 0.36, "end": row + 0.36})
        else:
            beyond.append({"x": low if value < low else high, "row": row, "turn": 270 if value < low else 90})
    layers = []
    if bars:
        rule = alt.Chart(alt.Data(values=bars)).mark_rule(color=INK, strokeWidth=3.5)
        layers.append(rule.encode(**axes, y2="end:Q"))
    if beyond:
        point = alt.Chart(alt.Data(values=beyond)).mark_point(shape="triangle-up", filled=True, color=INK, size=60)
        layers.append(point.encode(**axes, angle=alt.Angle("turn:Q", scale=None)))
    return layers


def _entries(found: Deals, picked: tuple[Mark, ...]) -> list[tuple[Sample, str]]:
    def sample(mark: Mark) -> Sample:
        def draw(canvas: Canvas, y: float) -> None:
            canvas.line(2, y, SAMPLE - 2, y, width=1.7, dash=mark.dash)
            canvas.shape(SAMPLE / 2, y, mark.shape)

        return draw

    def grey(canvas: Canvas, y: float) -> None:
        canvas.line(2, y, SAMPLE - 2, y, color=PALE, width=2)

    def bar(canvas: Canvas, y: float) -> None:
        canvas.line(SAMPLE / 2, y - 6, SAMPLE / 2, y + 6, width=3.5)

    def pointer(canvas: Canvas, y: float) -> None:
        canvas.shape(SAMPLE / 2, y, "triangle-left", size=60, fill=INK)

    entries = [(sample(mark), mark.title) for mark in picked]
    if found.frontier:
        entries.append((grey, "other efficient packages"))
    entries.append((bar, "worth of no agreement"))
    low = _span(found, [mark.packages[0] for mark in picked])[0]
    if any(stake.reservation < low for stake in found.parties.values()):
        entries.append((pointer, "no agreement is worth less than the scale shows"))
    return entries


def _caption(found: Deals, picked: tuple[Mark, ...], lines: int) -> str:
    text = (
        "What each pick is worth, party by party: a line left of a party's bar is worth less to it than no agreement."
    )
    if lines < len(found.frontier):
        text += f" Grey: {lines:,} of the {len(found.frontier):,} efficient packages, taken at even distances."
    if any(len(mark.packages) > 1 for mark in picked):
        text += " Of equally good picks the first is drawn."
    return text


def _in_words(found: Deals, picked: tuple[Mark, ...]) -> str:
    rows = [(mark.title, mark.packages[0].utilities) for mark in picked]
    rows.append(("No agreement", {party: stake.reservation for party, stake in found.parties.items()}))
    said = "; ".join(
        f"{title}: {', '.join(f'{found.parties[party].name} {points(worth[party])}' for party in found.parties)}"
        for title, worth in rows
    )
    return f"What each pick is worth to every party, in points. {said}."
