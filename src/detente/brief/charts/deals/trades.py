"""Trades from a package: who gives way to whom on which issue, and what each side gains."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.charts.canvas import Align, Canvas
from detente.brief.charts.drawing import svg_of
from detente.brief.charts.style import FONT, GRID, INK, TONE, WIDTH
from detente.brief.charts.words import lines_of, named, points
from detente.brief.contents import Figure
from detente.results.deals import Deals, PackageView, Trade

MOST_TRADES = 3
MOST_NAMED = 4
SIDE = 130  # points at each end for the names of the parties
LEFT, RIGHT = SIDE + 8, WIDTH - SIDE - 8
LINE, GAP = 13, 16


@dataclass(frozen=True)
class _Arrow:
    """An issue on which one side gives way: its name, what changes, and which way the arrow runs."""

    name: list[str]
    change: list[str]
    to_right: bool

    @property
    def height(self) -> float:
        return LINE * (len(self.name) + len(self.change)) + 18


@dataclass(frozen=True)
class _Panel:
    """One trade: the arrows, the ends, and who else is touched."""

    arrows: tuple[_Arrow, ...]
    ends: tuple[list[tuple[str, bool]], list[tuple[str, bool]]]
    others: list[str]

    @property
    def body(self) -> float:
        return max(sum(arrow.height for arrow in self.arrows), LINE * max(map(len, self.ends)) + 8)

    @property
    def height(self) -> float:
        return self.body + LINE * len(self.others) + GAP


def trades_figure(found: Deals, view: PackageView | None = None) -> Figure | None:
    """The best trades, below one another: arrows from who gives way to who gets its way, gains at the ends.

    At most :data:`MOST_TRADES` are drawn; the caption says so. ``view`` is the package, by default the one of the
    result; None where there is none, or nothing to trade.
    """
    view = view or found.package
    if view is None or not view.trades:
        return None
    shown = view.trades[:MOST_TRADES]
    panels = [_panel(found, view, trade) for trade in shown]
    canvas = Canvas(height=sum(panel.height for panel in panels) + GAP)
    top = 0.0
    for number, panel in enumerate(panels):
        if number:
            canvas.line(0, top, WIDTH, top, color=GRID)
        _draw(canvas, panel, top + GAP / 2)
        top += panel.height
    caption = (
        "Exchanges from this package that are worth more to both sides. An arrow runs from the side that gives way to the "
        "side that gets its way; the figures are points gained."
    )
    if len(shown) < len(view.trades):
        caption += f" The best {len(shown)} of {len(view.trades)}."
    svg = svg_of(canvas.chart().configure(font=FONT, background="white").configure_view(stroke=None))
    return Figure(svg, " ".join(trade.sentence for trade in shown), caption)


def gain(value: float) -> str:
    """A gain with its sign.

    >>> gain(1.587), gain(-7.03), gain(0.01)
    ('+1.6', '−7', '0')
    """
    text = points(abs(value))
    return text if text == "0" else f"{'+' if value > 0 else '−'}{text}"


def _panel(found: Deals, view: PackageView, trade: Trade) -> _Panel:
    arrows = [
        _arrow(found, view, trade, issue, to_right)
        for issues, to_right in ((trade.gives, True), (trade.gets, False))
        for issue in issues
        if trade.becomes.package[issue] != view.package.package[issue]
    ]
    others = [
        f"{named(stake.name)} {gain(trade.gains[party])}"
        for party, stake in found.parties.items()
        if party not in trade.first + trade.second and gain(trade.gains.get(party, 0.0)) != "0"
    ]
    ends = _end(found, trade, trade.first), _end(found, trade, trade.second)
    said = lines_of(f"Others: {', '.join(others)}", int(WIDTH / 6.2), 3) if others else []
    return _Panel(tuple(arrows), ends, said)


def _end(found: Deals, trade: Trade, side: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The lines at an end, and whether they are bold: each party and its gain."""
    lines: list[tuple[str, bool]] = []
    for party in side[:MOST_NAMED]:
        lines += [(text, True) for text in lines_of(found.parties[party].name, 18, 2)]
        lines.append((f"{gain(trade.gains[party])} points", False))
    if len(side) > MOST_NAMED:
        lines.append((f"and {len(side) - MOST_NAMED} more", False))
    return lines


def _arrow(found: Deals, view: PackageView, trade: Trade, issue: str, to_right: bool) -> _Arrow:
    about = found.issues[issue]
    before, after = (
        about.alternatives.get(f"{mark:.15g}") or f"{mark:g}"
        for mark in (view.package.package[issue], trade.becomes.package[issue])
    )
    room = int((RIGHT - LEFT) / 5.8)
    return _Arrow(lines_of(about.name, room, 2), lines_of(f"from “{before}” to “{after}”", room, 3), to_right)


def _draw(canvas: Canvas, panel: _Panel, top: float) -> None:
    aligns: tuple[Align, Align] = ("left", "right")
    for x, align, lines in zip((0, WIDTH), aligns, panel.ends, strict=True):
        y = top + panel.body / 2 - (len(lines) - 1) / 2 * LINE
        for number, (text, bold) in enumerate(lines):
            canvas.text(x, y + LINE * number, text, align=align, bold=bold)
    y = top + (panel.body - sum(arrow.height for arrow in panel.arrows)) / 2
    middle = (LEFT + RIGHT) / 2
    for arrow in panel.arrows:
        for number, text in enumerate(arrow.name):
            canvas.text(middle, y + LINE * (number + 0.5), text, align="center", bold=True)
        line = y + LINE * len(arrow.name) + 5
        canvas.line(LEFT, line, RIGHT, line, width=2, color=TONE)
        head = (RIGHT - 4, "triangle-right") if arrow.to_right else (LEFT + 4, "triangle-left")
        canvas.shape(head[0], line, head[1], size=110, fill=TONE, stroke=TONE, width=0)
        for number, text in enumerate(arrow.change):
            canvas.text(middle, line + 6 + LINE * (number + 0.5), text, align="center", size=10, color=INK)
        y += arrow.height
    for number, text in enumerate(panel.others):
        canvas.text(WIDTH / 2, top + panel.body + LINE * (number + 0.5), text, align="center", size=10)
