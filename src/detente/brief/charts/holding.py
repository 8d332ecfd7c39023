"""Whether a ceasefire holds, drawn: for each pair the patience that it takes against the patience there is."""

from __future__ import annotations

from typing import Any

from detente.brief.charts.drawing import svg_of
from detente.brief.charts.style import FONT, INK, TONE
from detente.case.model import Case
from detente.results.ceasefire import Holding, PairHolding

WIDTH = 300
ROW = 24
LABEL = 330
MOST_PAIRS = 8
END = 1.1  # where a required patience that no party can have is drawn
CAPTION = (
    "Patience that keeping the ceasefire takes (diamond, with the middle 80\u00a0% of draws) against the patience there is (grey bar, dot), for the "
    "pairs nearest to failing. A pair fails where the diamond lies right of the dot; at the right edge no patience is enough."
)


def closest(it: Holding) -> tuple[PairHolding, ...]:
    """The pairs nearest to failing, at most :data:`MOST_PAIRS`, the nearest first."""
    judged = [pair for pair in it.pairs if pair.required is not None and pair.available is not None]
    return tuple(sorted(judged, key=_distance)[:MOST_PAIRS])


def _distance(pair: PairHolding) -> tuple[float, float]:
    margin = pair.margin.best if pair.margin is not None else None
    return (pair.share.value if pair.share is not None else 1.0, margin if margin is not None else -1.0)


def holding_chart(case: Case, it: Holding) -> str:
    """SVG: a row for each of the closest pairs."""
    import altair as alt

    data = alt.Data(values=[_row(case, pair) for pair in closest(it)])
    names = alt.Axis(title=None, domain=False, ticks=False, labelLimit=LABEL, labelPadding=8, grid=False)
    y = alt.Y("pair:N", sort=None, axis=names)
    axis = alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1], gridColor="#e3e6ea", title="patience, 0 to 1 a round")
    scale = alt.Scale(domain=[0, END + 0.02], nice=False)
    base = alt.Chart(data)
    there = base.mark_bar(color="#c9ced5", height=11).encode(x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q", y=y)
    dot = base.mark_point(filled=True, color=INK, size=55, opacity=1).encode(x="available:Q", y=y)
    span = base.mark_rule(color=TONE, strokeWidth=2).encode(x="needed_low:Q", x2="needed_high:Q", y=y)
    need = base.mark_point(shape="diamond", filled=True, color="white", stroke=TONE, strokeWidth=2, size=85, opacity=1)
    chart = (
        alt.layer(there, span, dot, need.encode(x="needed:Q", y=y))
        .properties(width=WIDTH, height=ROW * max(1, len(closest(it))))
        .configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, labelFontSize=11, titleColor=INK, titleFontWeight="normal")
    )
    return svg_of(chart)


def holding_words(case: Case, it: Holding) -> str:
    """The same in words."""
    return " ".join(pair.sentence for pair in closest(it))


def _row(case: Case, pair: PairHolding) -> dict[str, Any]:
    need, have = pair.required, pair.available
    ends = (need.interval80 if need is not None else None) or (need.best if need else None, need.best if need else None)
    low, high = (END if end is None else min(end, END) for end in ends)
    best = have.best if have is not None else 0.0
    spread = (have.interval80 if have is not None else None) or (best, best)
    return {
        "pair": f"{case.party_name(pair.attacker)} toward {case.party_name(pair.target)}",
        "available": best, "low": spread[0], "high": spread[1],
        "needed": END if need is None or need.best is None else min(need.best, END), "needed_low": low, "needed_high": high,
    }  # fmt: skip
