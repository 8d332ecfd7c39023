"""What each pick is worth to every party: parallel coordinates, one row for each party."""

from __future__ import annotations

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
LINE = 12
TALL = 560  # points for all rows together, as long as they can still be read
MOST_LINES = 50
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

    count = len(found.parties)
    low, high = _span(found, [*thin, *(mark.packages[0] for mark in picked)])
    axes = {
        "x": alt.X(
            "x:Q", scale=alt.Scale(domain=[low, high], nice=False),
            axis=alt.Axis(title="worth, in points", grid=True, tickCount=10, labelFlush=False),
        ),
        "y": alt.Y(
            "row:Q", scale=alt.Scale(domain=[count - 0.5, -0.5], nice=False, zero=False),
            axis=alt.Axis(title=None, values=list(range(count)), domain=False, ticks=False, grid=True, labels=False),
        ),
    }  # fmt: skip
    layers = [
        _names(alt, axes, found),
        *_grey(alt, axes, found, thin),
        *_reservations(alt, axes, found, low, high),
        *_lines(alt, axes, found, picked),
    ]
    plot = alt.layer(*layers).properties(width=PLOT, height=_row(count) * count)
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


def _row(count: int) -> float:
    """The height of a row: smaller where there are many, so that the picture stays on a page."""
    return max(15.0, min(25.0, TALL / count))


def _names(alt: Any, axes: dict[str, Any], found: Deals) -> Any:
    """The names left of the rows, in the middle of each whether they take one line or two."""
    tall = _row(len(found.parties))
    rows = []
    for row, stake in enumerate(found.parties.values()):
        lines = lines_of(stake.name, 22, 2 if tall >= 2 * LINE else 1)
        rows += [
            {"row": row + (number - (len(lines) - 1) / 2) * LINE / tall, "text": text}
            for number, text in enumerate(lines)
        ]
    text = alt.Chart(alt.Data(values=rows)).mark_text(align="right", baseline="middle", color=INK, fontSize=11)
    return text.encode(x=alt.value(-10), y=axes["y"], text="text:N")


def _rows(found: Deals, package: PackageWorth, line: int = 0) -> list[dict[str, float]]:
    return [{"x": package.utilities[party], "row": row, "line": line} for row, party in enumerate(found.parties)]


def _grey(alt: Any, axes: dict[str, Any], found: Deals, thin: list[PackageWorth]) -> list[Any]:
    if not thin:
        return []
    rows = [row for number, package in enumerate(thin) for row in _rows(found, package, number)]
    line = alt.Chart(alt.Data(values=rows)).mark_line(color=PALE, strokeWidth=1)
    return [line.encode(**axes, detail="line:N", order="row:Q")]


def _lines(alt: Any, axes: dict[str, Any], found: Deals, picked: tuple[Mark, ...]) -> list[Any]:
    """Lines, then the shapes, all outlines last and later ones smaller so that none is hidden."""
    lines, fills, outlines = [], [], []
    for number, mark in enumerate(picked):
        base = alt.Chart(alt.Data(values=_rows(found, mark.packages[0])))
        line = base.mark_line(color=INK, strokeWidth=1.7, strokeDash=list(mark.dash) or [1, 0])
        lines.append(line.encode(**axes, order="row:Q"))
        look = {"shape": mark.shape, "filled": True, "opacity": 1, "size": max(40, 125 - 22 * number)}
        fills.append(base.mark_point(**look, fill="white").encode(**axes))
        outlines.append(base.mark_point(**look, fill="transparent", stroke=INK, strokeWidth=1.6).encode(**axes))
    return lines + fills + outlines


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
    drawn = [mark.packages[0].package for mark in picked]
    if any(one.package not in drawn for one in found.frontier):
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
