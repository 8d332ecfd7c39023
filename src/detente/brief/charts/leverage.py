"""Charts of leverage: what each measure moves, and the chance of a zone by a party's leverage."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from detente.brief.charts.drawing import svg_of
from detente.brief.charts.style import AXIS, BAND, FONT, GRID, INK, ROW, TONE, WIDTH
from detente.case.model import Case
from detente.engines.leverage.wording import moved
from detente.results.leverage import Leverage, ZoneCurve

PANEL = (240, 170)
LETTERS = 44  # of a label on one line


def issue_shown(case: Case, found: Leverage) -> str | None:
    """The first issue of the case whose expected outcome some measure moves; None where no measure moves any."""
    for issue in case.issues:
        if any(it.outcomes[issue].verdict != "none" and it.outcomes[issue].best for it in found.measures.values()):
            return issue
    return None


def measures_chart(case: Case, found: Leverage, issue: str) -> str:
    """SVG of the change of an issue's outcome by each measure: a bar to the best value, a line over the middle 80 % of draws."""
    import altair as alt

    rows = _rows(case, found, issue)
    order = [row["measure"] for row in rows]
    axis = alt.Axis(
        title=None, labelLimit=300, domain=False, ticks=False, labelPadding=6, grid=False,
        labelExpr="split(datum.label, '|')", labelLineHeight=12, labelBaseline="middle",
    )  # fmt: skip
    y = alt.Y("measure:N", sort=order, axis=axis)
    x = alt.X("best:Q", axis=alt.Axis(title="change of the expected outcome", gridColor=GRID, format="+~g"))
    base = alt.Chart(alt.Data(values=rows))
    bar = base.mark_bar(color=AXIS, height=9).encode(x=x, y=y)
    line = base.mark_rule(color=INK, strokeWidth=1.4).encode(x="low:Q", x2="high:Q", y=y)
    zero = alt.Chart(alt.Data(values=[{"x": 0}])).mark_rule(color=INK).encode(x="x:Q")
    chart = alt.layer(bar, line, zero).properties(width=WIDTH - 230, height=1.6 * ROW * len(rows))
    return svg_of(_styled(chart))


def measures_in_words(case: Case, found: Leverage, issue: str) -> str:
    """The chart in words, for readers who cannot see it."""
    told = (f"{row['what']} {row['words']}" for row in _rows(case, found, issue))
    return f"Change of the expected outcome on {case.issue_name(issue)}: {'; '.join(told)}."


def _rows(case: Case, found: Leverage, issue: str) -> list[dict[str, Any]]:
    rows = []
    for it in found.measures.values():
        effect = it.outcomes[issue]
        if effect.best is not None and effect.verdict != "none":
            low, high = effect.interval80 or (effect.best, effect.best)
            label = "|".join(wrap(it.what.replace("|", " "), LETTERS, max_lines=2, placeholder=" …"))
            row = {"measure": label, "what": it.what, "words": moved(effect)}
            rows.append({**row, "best": effect.best, "low": low, "high": high})
    return sorted(rows, key=lambda row: -abs(row["best"]))


def zone_curve_chart(case: Case, curves: Sequence[ZoneCurve]) -> str:
    """SVG of the share of draws with an open zone by leverage: a line in its 95 % band, a panel for each curve.

    A dashed line says where the party stands now, a dotted one where half of the draws are open.
    """
    import altair as alt

    panels = [_panel(alt, case, it) for it in curves]
    return svg_of(_styled(alt.hconcat(*panels, spacing=26)))


def _panel(alt: Any, case: Case, it: ZoneCurve) -> Any:
    rows = [
        {"at": at, "share": share.value, "low": share.low, "high": share.high}
        for at, share in zip(it.at, it.shares, strict=True)
    ]
    name = case.party_name(it.party)
    title = f"reservation of {name}" if it.whose == "own" else "points by which no agreement is worse for the others"
    x = alt.X("at:Q", axis=alt.Axis(title=title, gridColor=GRID), scale=alt.Scale(nice=False))
    share = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(title="share of draws with a zone", format="%", gridColor=GRID),
    )
    base = alt.Chart(alt.Data(values=rows))
    band = base.mark_area(color=BAND, opacity=0.9).encode(x=x, y=alt.Y("low:Q"), y2="high:Q")
    line = base.mark_line(color=TONE, strokeWidth=2).encode(x=x, y=share)
    marks = [_mark(alt, it.now, [5, 3])] + ([_mark(alt, it.half, [1, 3])] if it.half is not None else [])
    return alt.layer(band, line, *marks).properties(width=PANEL[0], height=PANEL[1])


def _mark(alt: Any, at: float, dash: list[int]) -> Any:
    return alt.Chart(alt.Data(values=[{"x": at}])).mark_rule(color=INK, strokeDash=dash).encode(x="x:Q")


def zone_curve_in_words(curves: Sequence[ZoneCurve]) -> str:
    """The chart in words, for readers who cannot see it."""
    return " ".join(it.sentence for it in curves)


def _styled(chart: Any) -> Any:
    return (
        chart.configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
            labelFontSize=11,
            titleFontSize=11,
            domainColor=AXIS,
            tickColor=AXIS,
        )
    )
