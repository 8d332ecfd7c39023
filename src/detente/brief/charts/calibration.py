"""Charts of calibration: a reliability diagram for events, histograms of the outcomes' places for scales."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from detente.brief.charts.drawing import png, svg_of
from detente.brief.charts.style import AXIS, BAND, FONT, GRID, INK, TONE
from detente.case.writer import save_bytes
from detente.errors import CaseError, CommandError, MethodError
from detente.results.scores import EventScores, ScaleScores

SIDE = 210
COLUMNS = 3
MOST_CHARTS = 12
SUFFIXES = (".svg", ".png", ".html")


def write_calibration_chart(
    events: dict[str, EventScores], scales: dict[str, ScaleScores], path: str | Path
) -> tuple[str, ...]:
    """Draw the calibration of each method into an .svg, .png or .html file, and give notes on what is left out.

    Raises :class:`CommandError` for another suffix, :class:`MethodError` where no method gives probabilities,
    :class:`CaseError` where the file cannot be written.
    """
    path = Path(path)
    suffix = chart_suffix(path)
    svg, words, notes = calibration_chart(events, scales)
    if suffix == ".png":
        data = png(svg)
    elif suffix == ".html":
        data = _page(svg, words).encode()
    else:
        data = svg.encode()
    try:
        save_bytes(data, path)
    except OSError as error:
        raise CaseError(f"cannot write {path}: {error.strerror or error}", advice="check the folder") from None
    return notes


def chart_suffix(path: Path) -> str:
    """The file's suffix, or :class:`CommandError` where no chart has it."""
    if path.suffix.lower() not in SUFFIXES:
        raise CommandError(f"`{path.name}`: no chart has that suffix", advice=f"use {', '.join(SUFFIXES)}")
    return path.suffix.lower()


def calibration_chart(
    events: dict[str, EventScores], scales: dict[str, ScaleScores]
) -> tuple[str, str, tuple[str, ...]]:
    """The chart as SVG, the same in words, and notes on methods that are not in it."""
    import altair as alt

    dense = {method: it for method, it in scales.items() if it.pit is not None}
    if not events and not dense:
        raise MethodError(
            "no method gives probabilities, so there is no calibration to draw",
            advice="leave --plot away, or score forecasts with probabilities",
        )
    points = [method for method in scales if method not in dense]
    charts = [_reliability(alt, method, it) for method, it in events.items()]
    charts += [_histogram(alt, method, it) for method, it in dense.items()]
    notes = [f"Not drawn, as they give points: {', '.join(points)}."] if points else []
    if len(charts) > MOST_CHARTS:
        notes.append(f"Drawn: the first {MOST_CHARTS} of {len(charts)} methods.")
    chart = (
        alt.concat(*charts[:MOST_CHARTS], columns=COLUMNS)
        .configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, titleColor=INK, titleFontWeight="normal", gridColor=GRID, domainColor=INK)
        .configure_title(color=INK, fontSize=12, anchor="start")
    )
    svg = svg_of(chart)
    words = [_reliability_in_words(method, it) for method, it in events.items()]
    words += [_histogram_in_words(method, it) for method, it in dense.items()]
    return svg, " ".join(words), tuple(notes)


def _reliability(alt: Any, method: str, scores: EventScores) -> Any:
    """Mean probability against the share that happened, with 95 % intervals; calibrated bins lie on the diagonal."""
    rows = [
        {"said": it.mean_probability, "came": it.happened, "low": it.interval[0], "high": it.interval[1], "n": it.count}
        for it in scores.calibration
    ]
    data = alt.Data(values=rows)
    span = alt.Scale(domain=[0, 1], nice=False)
    percent = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    x = alt.X("said:Q", scale=span, axis=percent, title="probability given")
    ideal = (
        alt.Chart(alt.Data(values=[{"said": 0, "came": 0}, {"said": 1, "came": 1}]))
        .mark_line(color=AXIS, strokeDash=[4, 3], strokeWidth=1.2)
        .encode(x=x, y=alt.Y("came:Q", scale=span, axis=percent, title="share that happened"))
    )
    bars = alt.Chart(data).mark_rule(color=TONE, strokeWidth=1.4).encode(x=x, y="low:Q", y2="high:Q")
    dots = (
        alt.Chart(data)
        .mark_point(filled=True, color="white", stroke=TONE, strokeWidth=1.8, opacity=1, size=60)
        .encode(x=x, y="came:Q")
    )
    counts = alt.Chart(data).mark_text(dx=10, dy=-8, fontSize=10, color=INK).encode(x=x, y="came:Q", text="n:Q")
    title = f"{method or 'no name'} ({_counted(scores.count, 'event')})"
    return alt.layer(ideal, bars, dots, counts).properties(width=SIDE, height=SIDE, title=title)


def _histogram(alt: Any, method: str, scores: ScaleScores) -> Any:
    """Where the outcomes fell in the forecast distribution; calibrated forecasts give level bars."""
    pit = scores.pit or ()
    total = sum(pit)
    rows = [{"from": part / len(pit), "to": (part + 1) / len(pit), "n": count} for part, count in enumerate(pit)]
    x = alt.X(
        "from:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
        title="place in the forecast's distribution",
    )  # fmt: skip
    bars = (
        alt.Chart(alt.Data(values=rows))
        .mark_rect(color=BAND, stroke=TONE)
        .encode(x=x, x2="to:Q", y=alt.Y("n:Q", title="outcomes", scale=alt.Scale(zero=True)), y2=alt.datum(0))
    )
    level = (
        alt.Chart(alt.Data(values=[{"n": total / len(pit)}]))
        .mark_rule(color=AXIS, strokeDash=[4, 3], strokeWidth=1.4)
        .encode(y="n:Q")
    )
    return alt.layer(bars, level).properties(
        width=SIDE, height=SIDE, title=f"{method or 'no name'} ({_counted(total, 'outcome')})"
    )


def _reliability_in_words(method: str, scores: EventScores) -> str:
    bins = "; ".join(
        f"{it.count} given {100 * it.mean_probability:.0f} % on average, {100 * it.happened:.0f} % happened"
        for it in scores.calibration
    )
    return f"{method}: {bins}."


def _histogram_in_words(method: str, scores: ScaleScores) -> str:
    pit = scores.pit or ()
    return f"{method}: outcomes in ten equal parts of the forecast's probability, from low to high: {', '.join(map(str, pit))}."


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _page(svg: str, words: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Calibration</title></head>\n'
        f'<body style="font-family: {FONT.replace(chr(34), chr(39))}; color: {INK}">\n<h1>Calibration</h1>\n'
        "<p>Events: calibrated probabilities lie on the broken line; the bars are 95 % intervals, the figures count "
        "events. Scales: calibrated forecasts give bars that are level with the broken line; high ends mean that they "
        f"were too sure.</p>\n<figure>{svg}<figcaption>{escape(words)}</figcaption></figure>\n</body></html>\n"
    )
