"""Chart of the walls of mistrust: mean trust between the layers of the conflict."""

from __future__ import annotations

from detente.brief.charts.style import FONT, INK
from detente.results.trust import Trust

LAYERS = ("internal", "regional", "international")
CELL = (130, 44)


def walls_chart(found: Trust) -> str:
    """SVG of a square of layers: the darker a field, the less trust; each field says mean trust and how many pairs are known."""
    import altair as alt
    import vl_convert

    rows = [
        {
            "of": it.truster, "in": it.trusted, "trust": it.trust.best if it.trust else 1.0,
            "label": f"{it.trust.best:.2f}" if it.trust else "not known", "count": f"{it.known} of {it.pairs} pairs",
        }
        for it in found.walls
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X(
            "in:N", sort=LAYERS, axis=alt.Axis(title="trust in", orient="top", labelAngle=0, ticks=False, domain=False)
        ),
        y=alt.Y("of:N", sort=LAYERS, axis=alt.Axis(title="trust of", ticks=False, domain=False)),
    )
    shade = alt.Scale(domain=[0, 0.6], range=["#2b3645", "#ffffff"], clamp=True)
    field = base.mark_rect(stroke="#8a8f98").encode(color=alt.Color("trust:Q", scale=shade, legend=None))
    tone = alt.condition("datum.trust < 0.32", alt.value("white"), alt.value(INK))
    number = base.mark_text(fontSize=15, fontWeight="bold", dy=-6).encode(text="label:N", color=tone)
    count = base.mark_text(fontSize=10, dy=11).encode(text="count:N", color=tone)
    chart = (
        alt.layer(field, number, count)
        .properties(width=CELL[0] * len(LAYERS), height=CELL[1] * len(LAYERS))
        .configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, titleColor=INK, titleFontWeight="normal", labelFontSize=11, grid=False)
    )
    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=version)
    return svg


def walls_in_words(found: Trust) -> str:
    """The chart in words, for readers who cannot see it."""
    told = (
        f"{it.truster} in {it.trusted} {f'{it.trust.best:.2f}' if it.trust else 'not known'} ({it.known} of {it.pairs} pairs)"
        for it in found.walls
    )
    return f"Mean trust of each layer in each: {'; '.join(told)}."
