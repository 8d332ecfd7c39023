"""Chart of the accuracy of the methods."""

from __future__ import annotations

from detente.brief.charts.drawing import svg_of
from detente.brief.charts.style import FONT, INK, ROW, TONE, WIDTH
from detente.engines.forecast.accuracy import Accuracy


def accuracy_chart(found: Accuracy) -> str:
    """SVG of the mean absolute error of each method, with its interval, least error first."""
    import altair as alt

    rows = [
        {
            "method": it.method.replace("_", " "),
            "error": it.error,
            "low": it.error_interval[0],
            "high": it.error_interval[1],
        }
        for it in sorted(found.scores, key=lambda score: score.error)
        if it.issues
    ]
    data = alt.Data(values=rows)
    y = alt.Y("method:N", sort=[row["method"] for row in rows], axis=alt.Axis(title=None, ticks=False, labelLimit=260))
    title = "mean absolute error, points of the 0-100 scale, with 95 % interval"
    line = alt.Chart(data).mark_rule(color=INK).encode(x=alt.X("low:Q", title=title), x2="high:Q", y=y)
    dot = alt.Chart(data).mark_point(filled=True, color=TONE, size=70, opacity=1).encode(x="error:Q", y=y)
    chart = (
        alt.layer(line, dot)
        .properties(width=WIDTH, height=ROW * max(1, len(rows)))
        .configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, titleColor=INK, titleFontWeight="normal", labelFontSize=11)
    )
    return svg_of(chart)
