"""The frontier as two parties see it: what packages are worth to the one and to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from detente.brief.charts.canvas import Canvas
from detente.brief.charts.deals.key import SAMPLE, Sample, key
from detente.brief.charts.deals.labels import LINE, placed
from detente.brief.charts.deals.marks import Mark, marks
from detente.brief.charts.deals.thinning import apart
from detente.brief.charts.drawing import svg_of
from detente.brief.charts.style import AXIS, FONT, GRID, INK, TONE, WIDTH
from detente.brief.charts.words import named, points
from detente.brief.contents import Figure
from detente.results.deals import Deals

SIDE, HEIGHT = WIDTH - 62, 280
MOST_DOTS = 900
MOST_ON_EDGE = 300
MOST_TIES = 12
FAR = 3  # a reservation is left out where it is farther off than so many times the range of the packages
PALE = "#aab2bd"
Point = tuple[float, float]


@dataclass(frozen=True)
class _View:
    """What the picture holds, in points of the two parties."""

    names: tuple[str, str]
    reservations: Point
    all: list[Point]
    edge: list[Point]
    picks: tuple[tuple[Mark, list[Point]], ...]
    only_two: bool

    def span(self, side: int) -> tuple[float, float]:
        """The range of an axis: all points, and the reservation where it is not far off."""
        values = [one[side] for one in self.all] + [one[side] for _, spots in self.picks for one in spots]
        low, high = min(values), max(values)
        reach = FAR * max(high - low, 10.0)
        if low - reach <= self.reservations[side] <= high + reach:
            low, high = min(low, self.reservations[side]), max(high, self.reservations[side])
        pad = max(0.04 * (high - low), 1.0)
        least, most = floor((low - pad) / 5) * 5.0, ceil((high + pad) / 5) * 5.0
        return (0.0 if low >= 0 > least else least), (100.0 if high <= 100 < most else most)


def frontier_figure(found: Deals, pair: tuple[str, str]) -> Figure | None:
    """The efficient packages as dots, the picks as shapes, and what no agreement is worth as broken lines.

    Dark dots, joined by a line, are efficient for the pair alone: no other package is better for one of the two and
    as good for the other. Where there are more than :data:`MOST_DOTS` packages near ones stand for one another, always
    the same; the caption says so. None where there are neither efficient packages nor picks.
    """
    view = _view(found, pair)
    if not view.all and not view.picks:
        return None
    dots = [view.all[place] for place in apart(view.all, MOST_DOTS)]
    edge = [view.edge[place] for place in apart(view.edge, MOST_ON_EDGE)]
    return Figure(_svg(view, dots, edge), _in_words(found, view), _caption(found, view, len(dots)))


def efficient_for_two(spots: Sequence[Point]) -> list[Point]:
    """The points that no other beats for one of the two while being as good for the other, from left to right.

    >>> efficient_for_two([(1, 5), (2, 4), (2, 3), (0, 5), (4, 1)])
    [(1, 5), (2, 4), (4, 1)]
    """
    kept: list[Point] = []
    for x, y in sorted(set(spots), reverse=True):
        if not kept or y > kept[-1][1] + 1e-9:
            kept.append((x, y))
    return kept[::-1]


def _view(found: Deals, pair: tuple[str, str]) -> _View:
    first, second = pair
    spots = [(one.utilities[first], one.utilities[second]) for one in found.frontier]
    drawn = tuple(
        (mark, list(dict.fromkeys((one.utilities[first], one.utilities[second]) for one in mark.packages)))
        for mark in marks(found)
    )
    return _View(
        names=(found.parties[first].name, found.parties[second].name),
        reservations=(found.parties[first].reservation, found.parties[second].reservation),
        all=spots,
        edge=efficient_for_two(spots),
        picks=drawn,
        only_two=len(found.parties) == 2,
    )


def _svg(view: _View, dots: list[Point], edge: list[Point]) -> str:
    import altair as alt

    spans = view.span(0), view.span(1)
    layers = _dots(alt, view, dots, edge, spans)
    shapes, names = _picks(alt, view, edge, spans)
    plot = alt.layer(*layers, *shapes, *names).properties(width=SIDE, height=HEIGHT)
    chart = (
        alt.vconcat(plot, key(_entries(view), SIDE).chart(), spacing=10)
        .configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=INK, titleFontWeight="normal", labelFontSize=11, titleFontSize=11,
            gridColor=GRID, domainColor=AXIS, tickColor=AXIS,
        )
    )  # fmt: skip
    return svg_of(chart)


def _axes(alt: Any, view: _View, spans: tuple[Point, Point]) -> dict[str, Any]:
    """Both axes with their titles; every layer takes the same."""
    across, up = (alt.Scale(domain=list(span), nice=False, zero=False) for span in spans)
    titles = [f"worth to {named(name, 44)}, in points" for name in view.names]
    return {
        "x": alt.X("x:Q", scale=across, axis=alt.Axis(title=titles[0], tickCount=8, labelFlush=False)),
        "y": alt.Y("y:Q", scale=up, axis=alt.Axis(title=titles[1], tickCount=8, labelFlush=False)),
    }


def _data(alt: Any, spots: Sequence[Point]) -> Any:
    return alt.Data(values=[{"x": x, "y": y} for x, y in spots])


def _dots(alt: Any, view: _View, dots: list[Point], edge: list[Point], spans: tuple[Point, Point]) -> list[Any]:
    axes = _axes(alt, view, spans)
    layers = []
    if dots:
        layers.append(
            alt.Chart(_data(alt, dots)).mark_point(filled=True, color=PALE, size=16, opacity=1).encode(**axes)
        )
    for side, name in enumerate("xy"):
        low, high = spans[side]
        if low <= view.reservations[side] <= high:
            row = alt.Data(values=[{name: view.reservations[side]}])
            rule = alt.Chart(row).mark_rule(color=INK, strokeDash=[6, 4], strokeWidth=1.1)
            layers.append(rule.encode(**{name: axes[name]}))
    if len(edge) > 1:
        layers.append(alt.Chart(_data(alt, edge)).mark_line(color=TONE, strokeWidth=1).encode(**axes, order="x:Q"))
    if edge:
        mark = alt.Chart(_data(alt, edge)).mark_point(filled=True, color=TONE, size=26, opacity=1)
        layers.append(mark.encode(**axes))
    return layers


def _picks(alt: Any, view: _View, edge: list[Point], spans: tuple[Point, Point]) -> tuple[list[Any], list[Any]]:
    """The shapes of the picks, later ones smaller and all outlines on top so that none is hidden, and their names."""
    axes = _axes(alt, view, spans)
    shapes = []
    for fill, stroke in (("white", None), ("transparent", INK)):
        for number, (mark, spots) in enumerate(view.picks):
            look = alt.Chart(_data(alt, spots[:MOST_TIES])).mark_point(
                shape=mark.shape, filled=True, fill=fill, stroke=stroke, strokeWidth=1.8, opacity=1,
                size=max(60, 230 - 45 * number),
            )  # fmt: skip
            shapes.append(look.encode(**axes))
    (left, right), (bottom, top) = spans
    across, up = SIDE / (right - left), HEIGHT / (top - bottom)

    def place(spot: Point) -> Point:
        return (spot[0] - left) * across, (top - spot[1]) * up

    firsts = [(mark.title, *place(spots[0])) for mark, spots in view.picks]
    taken = [place(one) for _, spots in view.picks for one in spots[:MOST_TIES]]
    labels = placed(firsts, taken, [place(one) for one in edge], SIDE, HEIGHT)
    leads, rows = [], []
    for (_, x, y), label in zip(firsts, labels, strict=True):
        if label.far:
            leads.append({
                "x": left + x / across, "y": top - y / up, "x2": left + label.box.x / across, "y2": top - label.box.y / up,
            })  # fmt: skip
        for number, text in enumerate(label.lines):
            down = label.box.y + (number - (len(label.lines) - 1) / 2) * LINE
            rows.append({"x": left + label.box.x / across, "y": top - down / up, "text": text})
    names: list[Any] = []
    if leads:
        rule = alt.Chart(alt.Data(values=leads)).mark_rule(color=INK, strokeWidth=0.8)
        names.append(rule.encode(**axes, x2="x2:Q", y2="y2:Q"))
    text = alt.Chart(alt.Data(values=rows)).encode(**axes, text="text:N")
    names.append(text.mark_text(fontSize=11, fontWeight="bold", stroke="white", strokeWidth=4, strokeJoin="round"))
    names.append(text.mark_text(fontSize=11, fontWeight="bold", color=INK))
    return (names[:-2] + shapes, names[-2:]) if view.picks else ([], [])


def _entries(view: _View) -> list[tuple[Sample, str]]:
    def pale(canvas: Canvas, y: float) -> None:
        canvas.shape(SAMPLE / 2, y, "circle", size=16, fill=PALE, stroke=PALE, width=0)

    def dark(canvas: Canvas, y: float) -> None:
        canvas.line(4, y, SAMPLE - 4, y, color=TONE)
        canvas.shape(SAMPLE / 2, y, "circle", size=26, fill=TONE, stroke=TONE, width=0)

    def broken(canvas: Canvas, y: float) -> None:
        canvas.line(4, y, SAMPLE - 4, y, dash=(6, 4), width=1.1)

    found: list[tuple[Sample, str]] = []
    if view.edge:
        alone = "" if view.only_two else " alone"
        found.append((dark, f"efficient for {named(view.names[0])} and {named(view.names[1])}{alone}"))
    if len(view.edge) < len(set(view.all)):
        found.append((pale, "efficient only when all parties at the table count"))
    worth = ", ".join(
        f"{named(name)} {points(value)}{'' if low <= value <= high else ' (outside the picture)'}"
        for name, value, (low, high) in zip(view.names, view.reservations, (view.span(0), view.span(1)), strict=True)
    )
    found.append((broken, f"worth of no agreement: {worth}"))
    return found


def _caption(found: Deals, view: _View, dots: int) -> str:
    where = "of all packages" if found.within == "all" else "of those that pass"
    text = (
        f"What packages are worth to {view.names[0]} and {view.names[1]}. Dots: the efficient packages {where}, "
        "where nobody can gain without somebody losing. Shapes: the picks of the solutions."
    )
    if not found.frontier:
        return f"{text} The efficient packages are too many to list; only the picks are shown."
    places = len(set(view.all))
    if dots < places:
        text += f" {dots:,} dots stand for {places:,} places: near ones are drawn as one."
    hidden = [mark.title for mark, spots in view.picks if len(spots) > MOST_TIES]
    if hidden:
        text += f" Of equally good picks at most {MOST_TIES} are drawn."
    return text


def _in_words(found: Deals, view: _View) -> str:
    first, second = view.names
    said = [f"What packages are worth to {first} and to {second}, in points."]
    for mark, spots in view.picks:
        more = f" and {len(spots) - 1} more" if len(spots) > 1 else ""
        said.append(f"{mark.title}: {points(spots[0][0])} and {points(spots[0][1])}{more}.")
    if view.edge:
        low, high = view.edge[0], view.edge[-1]
        said.append(
            f"Efficient packages: {len(found.frontier):,}. Those efficient for these two{'' if view.only_two else ' alone'} run from {points(low[0])} and "
            f"{points(low[1])} to {points(high[0])} and {points(high[1])}."
        )
    said.append(f"No agreement is worth {points(view.reservations[0])} and {points(view.reservations[1])}.")
    return " ".join(said)
