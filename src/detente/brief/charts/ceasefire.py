"""Charts of the ceasefire: what becomes of the violence, who gains and loses by an exclusion, and the force against the excluded.

Grey and one dark tone; fill, shape and side carry the meaning, so that they read the same on a black and white print.
"""

from __future__ import annotations

from typing import Any

from detente.brief.charts.style import FONT, INK, TONE
from detente.case.model import Case
from detente.engines.ceasefire.words import amount, percent, points, share_words
from detente.results.ceasefire import Accounting, CarveOut, Realignment

WIDTH = 430
ROW = 22
LABEL = 190  # width of the names
ROOM = 0.035  # share of the axis that a figure in a bar needs
MOST_ROWS = 14
FILLS = {"prohibited": TONE, "permitted": "#ffffff", "ambiguous": "#a9b0b8", "outside the text": "#e3e6ea"}
FATES = {"prohibited": "stopped", "permitted": "permitted", "ambiguous": "ambiguous", "outside the text": "outside"}
SHAPES = {"each as before": "circle", "stated shares": "diamond", "all freed effort": "triangle-up"}
SCENARIOS = {"as_before": "each as before", "stated": "stated shares", "all_guns": "all freed effort"}


def violence_chart(case: Case, it: Accounting) -> str:
    """SVG: a bar for each target, as long as its share of all attacks, parted by what becomes of them."""
    import altair as alt

    rows: list[dict[str, Any]] = []
    for party, fates in _targets(it):
        start = 0.0
        for place, (name, field) in enumerate(FATES.items()):
            part = getattr(fates, field).best * fates.weight.best
            if part > 0:
                middle = start + part / 2
                rows.append(
                    {
                        "party": case.party_name(party), "from": start, "to": start + part, "fate": name, "middle": middle,
                        "order": place, "text": f"{100 * part:.0f}" if part >= ROOM / 2 else "",
                    }
                )  # fmt: skip
            start += part
    data = alt.Data(values=rows)
    y = alt.Y("party:N", sort=list(dict.fromkeys(row["party"] for row in rows)), axis=_names(alt))
    axis = alt.Axis(format="%", grid=True, gridColor="#e3e6ea", tickCount=6, title="share of all attacks today")
    fill = alt.Scale(domain=list(FILLS), range=list(FILLS.values()))
    bars = (
        alt.Chart(data)
        .mark_bar(stroke=INK, strokeWidth=0.8)
        .encode(
            x=alt.X("from:Q", axis=axis), x2="to:Q", y=y,
            color=alt.Color("fate:N", scale=fill, legend=alt.Legend(title=None, orient="top", symbolStrokeWidth=0.8, symbolStrokeColor=INK)),
        )
    )  # fmt: skip
    ink = alt.condition("datum.fate === 'prohibited'", alt.value("#ffffff"), alt.value(INK))
    figures = alt.Chart(data).mark_text(fontSize=10).encode(x="middle:Q", y=y, text="text:N", color=ink)
    height = ROW * max(1, len({row["party"] for row in rows}))
    return _svg(alt, alt.layer(bars, figures).properties(width=WIDTH, height=height))


def violence_words(case: Case, it: Accounting) -> str:
    """The same in words."""
    each = [
        f"attacks on {case.party_name(party)} ({percent(fates.weight.best)} of all): {share_words(fates.stopped)} prohibited, "
        f"{share_words(fates.permitted)} permitted, {share_words(fates.ambiguous)} ambiguous, {share_words(fates.outside)} outside the text"
        for party, fates in _targets(it)
    ]
    return f"What becomes of the attacks of today. {'; '.join(each)}."


def _targets(it: Accounting) -> list[tuple[str, Any]]:
    return sorted(it.by_target.items(), key=lambda row: -row[1].weight.best)[:MOST_ROWS]


def carve_out_chart(case: Case, it: CarveOut) -> str:
    """SVG: a bar for each party, to the right where it gains by the exclusion, to the left where it loses, with the interval."""
    import altair as alt

    rows = [
        {
            "party": case.party_name(row.party), "total": row.total.best, "low": (row.total.interval80 or (row.total.best,) * 2)[0],
            "high": (row.total.interval80 or (row.total.best,) * 2)[1], "side": "gains" if row.total.best >= 0 else "loses",
        }
        for row in it.rows[:MOST_ROWS]
        if row.total.best
    ]  # fmt: skip
    data = alt.Data(values=rows)
    y = alt.Y("party:N", sort=[row["party"] for row in rows], axis=_names(alt))
    x = alt.X(
        "total:Q", axis=alt.Axis(grid=True, gridColor="#e3e6ea", tickCount=7, title="points of the party's own utility")
    )
    fill = alt.Color("side:N", scale=alt.Scale(domain=["gains", "loses"], range=[TONE, "#ffffff"]), legend=None)
    bars = alt.Chart(data).mark_bar(stroke=INK, strokeWidth=0.8, size=11).encode(x=x, y=y, color=fill)
    spread = alt.Chart(data).mark_rule(color="#6b727b", strokeWidth=2).encode(x="low:Q", x2="high:Q", y=y)
    zero = alt.Chart(alt.Data(values=[{"x": 0}])).mark_rule(color=INK).encode(x="x:Q")
    return _svg(alt, alt.layer(bars, spread, zero).properties(width=WIDTH, height=ROW * max(1, len(rows))))


def carve_out_words(case: Case, it: CarveOut) -> str:
    """The same in words."""
    each = [f"{case.party_name(row.party)} {points(row.total)}" for row in it.rows if row.total.best]
    return (
        f"What leaving out {case.party_name(it.group)} is worth, in points: {'; '.join(each) or 'nothing to anyone'}."
    )


def force_chart(case: Case, it: Realignment) -> str:
    """SVG: for each excluded group how many times its capability is turned on it, before and after, as three marks on a line."""
    import altair as alt

    rows = [
        {"group": case.party_name(one.group), "ratio": one.ratio.best, "scenario": SCENARIOS[one.scenario]}
        for one in it.against
        if one.ratio is not None
    ]
    data = alt.Data(values=rows)
    names = list(dict.fromkeys(str(row["group"]) for row in rows))
    y = alt.Y("group:N", sort=names, axis=_names(alt))
    top = max([1.2, *(float(row["ratio"]) * 1.05 for row in rows)])  # type: ignore[arg-type]
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(grid=True, gridColor="#e3e6ea", title="effort against it, in times its own capability", tickCount=8)
    x = alt.X("ratio:Q", scale=scale, axis=axis)
    line = alt.Chart(data).mark_line(color="#8a8f98", strokeWidth=1.5).encode(x=x, y=y, detail="group:N")
    shape = alt.Shape(
        "scenario:N",
        scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())),
        legend=alt.Legend(title=None, orient="top"),
    )
    fill = alt.Fill(
        "scenario:N",
        scale=alt.Scale(domain=list(SHAPES), range=["#ffffff", "#a9b0b8", TONE]),
        legend=alt.Legend(title=None, orient="top"),
    )
    marks = (
        alt.Chart(data)
        .mark_point(size=90, stroke=INK, strokeWidth=1.2, opacity=1)
        .encode(x=x, y=y, shape=shape, fill=fill)
    )
    even = alt.Chart(alt.Data(values=[{"x": 1}])).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="x:Q")
    return _svg(alt, alt.layer(even, line, marks).properties(width=WIDTH, height=30 * max(1, len(names))))


def force_words(case: Case, it: Realignment) -> str:
    """The same in words."""
    each = [
        f"{case.party_name(one.group)}, {SCENARIOS[one.scenario]}: {amount(one.ratio)} times its capability"
        for one in it.against
        if one.ratio is not None
    ]
    return f"Effort against the excluded. {'; '.join(each)}."


def _names(alt: Any) -> Any:
    return alt.Axis(title=None, domain=False, ticks=False, labelLimit=LABEL, labelPadding=8, grid=False)


def _svg(alt: Any, chart: Any) -> str:
    import vl_convert

    styled = (
        chart.configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, labelFontSize=11, titleColor=INK, titleFontWeight="normal", titleFontSize=11, domainColor="#8a8f98",
            tickColor="#8a8f98",
        )
        .configure_legend(labelColor=INK, labelFontSize=11)
    )  # fmt: skip
    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    return str(vl_convert.vegalite_to_svg(styled.to_dict(), vl_version=version))
