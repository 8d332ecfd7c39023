"""Chart of a forecast: every party on an issue's worded scale, and the forecast across them."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap
from typing import Any

from detente.brief.charts.drawing import clean, svg_of
from detente.brief.charts.style import AXIS, BAND, FONT, GRID, INK, LETTER, ROW, TONE, WIDTH
from detente.case.model import Case, Issue
from detente.results.forecast import Density, IssueForecast

DENSITY_HEIGHT = 46
BIN = 5  # points of the density that a bar joins


def scale_chart(case: Case, issue: str, forecast: IssueForecast, density: Density | None = None) -> str:
    """SVG of the stances on an issue: a line from low to high and a dot at the best value for each party.

    The dot grows with the party's weight. A vertical line shows the outcome, a band the middle 80 % of draws.
    Bars on top show ``density``, where it is given.
    """
    import altair as alt

    it = case.issues[issue]
    layers = [*_forecast_layers(alt, it, forecast), *_stance_layers(alt, case, it, forecast)]
    stands = alt.layer(*layers).properties(width=WIDTH, height=ROW * max(1, len(forecast.pulls)))
    chart = stands if density is None else alt.vconcat(_density_bars(alt, it, density), stands, spacing=4)
    chart = (
        chart.configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, labelFontSize=11, domainColor=AXIS, tickColor=AXIS)
    )
    return svg_of(chart)


def alternative_text(case: Case, issue: str, forecast: IssueForecast) -> str:
    """The chart in words, for readers who cannot see it."""
    unit = case.issues[issue].unit
    rows = (
        f"{case.party_name(pull.party)} {pull.position.low:g} to {pull.position.high:g}, best {pull.position.best:g}"
        for pull in _ordered(forecast)
    )
    return f"Positions on {forecast.name}{f' in {unit}' if unit else ''}: {'; '.join(rows)}. {forecast.sentence}"


def _ordered(forecast: IssueForecast) -> list[Any]:
    return sorted(forecast.pulls, key=lambda pull: (pull.position.best, pull.party))


def _x(alt: Any, it: Issue) -> Any:
    marks = sorted(it.scale)
    axis = alt.Axis(
        values=marks, labelExpr=_labels(it), labelPadding=6, title=None, grid=True, gridColor=GRID,
        labelBound=False, labelOverlap=False, labelLineHeight=13, labelFlush=False,
    )  # fmt: skip
    return alt.X("x:Q", scale=alt.Scale(domain=[it.low, it.high], nice=False, zero=False), axis=axis)


def _labels(it: Issue) -> str:
    """Vega expression that gives each mark its number and its words, broken into short lines."""
    from json import dumps

    marks = sorted(it.scale)
    gaps = [high - low for low, high in pairwise(marks)] or [it.high - it.low or 1]
    room = max(9, int(min(gaps) / ((it.high - it.low) or 1) * WIDTH / LETTER))
    texts = {
        f"{mark:g}": [f"{mark:g}{' ' + clean(it.unit) if it.unit else ''}", *wrap(clean(it.scale[mark]), min(room, 24))]
        for mark in marks
    }
    return f"({dumps(texts, ensure_ascii=False)})[format(datum.value, '~g')] || datum.label"


def _density_bars(alt: Any, it: Issue, density: Density) -> Any:
    """The probability around every fifth point, without an axis of its own: the scale below is the same."""
    step = (it.high - it.low) / (len(density.points) - 1)
    near: dict[int, float] = {}
    for place, share in enumerate(density.probabilities):
        near[(place + BIN // 2) // BIN * BIN] = near.get((place + BIN // 2) // BIN * BIN, 0.0) + share
    data = alt.Data(
        values=[
            {
                "x": max(it.low, it.low + (middle - BIN * 0.42) * step),
                "end": min(it.high, it.low + (middle + BIN * 0.42) * step),
                "share": share,
            }
            for middle, share in near.items()
        ]
    )
    x = alt.X("x:Q", scale=alt.Scale(domain=[it.low, it.high], nice=False, zero=False), axis=None)
    y = alt.Y("share:Q", axis=None)
    return (
        alt.Chart(data)
        .mark_rect(color=TONE, opacity=0.75)
        .encode(x=x, x2="end:Q", y=y, y2=alt.datum(0))
        .properties(width=WIDTH, height=DENSITY_HEIGHT)
    )


def _forecast_layers(alt: Any, it: Issue, forecast: IssueForecast) -> list[Any]:
    layers = []
    if forecast.interval80 is not None and forecast.interval80[1] > forecast.interval80[0]:
        low, high = forecast.interval80
        data = alt.Data(values=[{"x": low, "end": high}])
        layers.append(alt.Chart(data).mark_rect(color=BAND, opacity=0.9).encode(x=_x(alt, it), x2="end:Q"))
    if forecast.outcome is not None:
        data = alt.Data(values=[{"x": forecast.outcome}])
        layers.append(alt.Chart(data).mark_rule(color=TONE, strokeWidth=2.5).encode(x=_x(alt, it)))
    return layers


def _stance_layers(alt: Any, case: Case, it: Issue, forecast: IssueForecast) -> list[Any]:
    rows = [
        {
            "party": case.party_name(pull.party), "x": pull.position.low, "end": pull.position.high,
            "best": pull.position.best, "weight": pull.weight or 0.0,
        }
        for pull in _ordered(forecast)
    ]  # fmt: skip
    data = alt.Data(values=rows)
    order = [row["party"] for row in rows]
    y = alt.Y(
        "party:N", sort=order,
        axis=alt.Axis(title=None, domain=False, ticks=False, labelLimit=190, labelPadding=8, grid=False),
    )  # fmt: skip
    size = alt.Size("weight:Q", scale=alt.Scale(domain=[0, 0.5], range=[25, 330], clamp=True), legend=None)
    line = alt.Chart(data).mark_rule(color=INK, strokeWidth=1.4).encode(x=_x(alt, it), x2="end:Q", y=y)
    dot = (
        alt.Chart(data)
        .mark_point(filled=True, color="white", stroke=INK, strokeWidth=1.6, opacity=1)
        .encode(x=alt.X("best:Q"), y=y, size=size)
    )
    return [line, dot]
