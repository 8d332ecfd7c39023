"""Forecast: each issue on its worded scale, with the baselines and who stands where."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.charts import alternative_text, scale_chart
from detente.brief.contents import Bullets, Cell, Figure, Section, Table, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.engines.forecast.sentences import shown
from detente.results.forecast import Forecast, IssueForecast

CAPTION = (
    "Line: from low to high. Circle: best value, larger with more weight (capability times salience). "
    "Dark line: the forecast. Band: the middle 80\u00a0% of draws."
)


def sections(case: Case, forecast: Forecast, evidence: Evidence) -> Iterator[Section]:
    """An overview with the baselines, then one part per issue."""
    yield Section("forecast", "Forecast", (_overview(case, forecast), Text(_meaning(forecast), style="small")))
    for issue, it in forecast.issues.items():
        yield _issue(case, issue, it, evidence)


def _overview(case: Case, forecast: Forecast) -> Table:
    own = forecast.run.method
    plain = {
        "mean": "Mean", "weighted_mean": "Weighted mean", "weighted_median": "Weighted median", "middle": "Middle of scale",
    }  # fmt: skip
    plain.pop(own, None)  # the method does not stand beside itself
    rows = []
    for issue, it in forecast.issues.items():
        scale = case.issues[issue]
        interval = f"{shown(it.interval80[0])} to {shown(it.interval80[1])}" if it.interval80 else ""
        rows.append(
            (
                Cell(it.name, f"{scale.low:g} to {scale.high:g} {scale.unit}".strip()), Cell(shown(it.outcome)),
                Cell(interval), *(Cell(shown(getattr(it.baselines, name))) for name in plain),
            )
        )  # fmt: skip
    columns = ("Issue", own.replace("_", " ").capitalize(), "80\u00a0% of draws", *plain.values())
    return Table("forecast", columns, tuple(rows))


def _meaning(forecast: Forecast) -> str:
    return (
        f"A draw takes every uncertain number at random from its range; the interval holds the middle 80\u00a0% of "
        f"{forecast.run.draws} draws. It says how far the beliefs in this case move the answer, not how often the method is "
        "right. The pull of a party, given below, is how far the answer moves because the party is counted. On 322 issues of EU legislation with "
        "known outcomes (Thomson et al. 2012) the weighted mean missed by 23 points of 100 on average, the plain mean by "
        "24 and the middle of the scale by 28; no such figure exists for armed conflicts. The plain answers therefore stand "
        "beside every forecast."
    )


def _issue(case: Case, issue: str, it: IssueForecast, evidence: Evidence) -> Section:
    about = case.issues[issue]
    blocks: list[Text | Figure | Bullets] = []
    if about.question:
        blocks.append(Text(about.question, style="lead"))
    blocks.append(Text(_answer(it), notes=evidence.notes(about.evidence)))
    if it.pulls:
        blocks.append(Figure(scale_chart(case, issue, it), alternative_text(case, issue, it), CAPTION))
        blocks.append(Bullets(tuple(_standing(case, issue, it, evidence))))
    if about.reference is not None:
        why = f" {about.why}" if about.why else ""
        blocks.append(Text(f" {about.reference} on this scale.{why}", strong="Without agreement:", style="small"))
    return Section(f"issue-{issue}", it.name, tuple(blocks), depth=1)


def _answer(it: IssueForecast) -> str:
    """The sentence of a forecast without the name of the issue, which stands above it."""
    said = it.sentence.removeprefix(f"{it.name}: ")
    return (said[:1].upper() + said[1:]).replace(" %", "\u00a0%")


def _standing(case: Case, issue: str, it: IssueForecast, evidence: Evidence) -> Iterator[Text]:
    """Who stands where: parties by the mark their best value is nearest to."""
    scale = case.issues[issue].scale
    marks = sorted(scale)
    near: dict[float, list[str]] = {mark: [] for mark in marks}
    for pull in it.pulls:
        distances = [abs(mark - pull.position.best) for mark in marks]
        near[marks[distances.index(min(distances))]].append(pull.party)
    for mark, parties in near.items():
        if parties:
            held = sorted({key for party in parties for key in case.positions[party][issue].evidence})
            words = f"{mark:g}, “{scale[mark]}”:" if scale[mark] else f"{mark:g}:"
            names = sorted(map(case.party_name, parties))
            yield Text(f" {', '.join(names)}", notes=evidence.notes(held), strong=f"Nearest {words}")
