"""Forecast: each issue on its worded scale, with the baselines and who stands where."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.charts.scale import alternative_text, scale_chart
from detente.brief.contents import Bullets, Cell, Figure, Section, Table, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.engines.forecast.sentences import shown
from detente.engines.forecast.words import listed
from detente.results.forecast import Density, Forecast, ForecastComparison, IssueForecast

CAPTION = (
    "Line: from low to high. Circle: best value, larger with more weight (capability times salience). "
    "Dark line: the forecast. Band: the middle 80\u00a0% of draws."
)


DENSITY_CAPTION = "Bars on top: how likely the outcome is there, by the calibrated method."


def sections(case: Case, forecast: Forecast, comparison: ForecastComparison, evidence: Evidence) -> Iterator[Section]:
    """An overview with the baselines, then one part per issue."""
    yield Section("forecast", "Forecast", (_overview(case, forecast), Text(_meaning(forecast), style="small")))
    for issue, it in forecast.issues.items():
        yield _issue(case, issue, it, comparison.methods.get("calibrated"), evidence)


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


def _issue(case: Case, issue: str, it: IssueForecast, calibrated: Forecast | None, evidence: Evidence) -> Section:
    about = case.issues[issue]
    blocks: list[Text | Figure | Bullets] = []
    if about.question:
        blocks.append(Text(about.question, style="lead"))
    blocks.append(Text(_answer(it), notes=evidence.notes(about.evidence)))
    likely = calibrated.issues[issue] if calibrated is not None else None
    density = likely.density if likely is not None else None
    if it.pulls:
        caption = CAPTION if density is None else f"{CAPTION} {DENSITY_CAPTION}"
        blocks.append(Figure(scale_chart(case, issue, it, density), alternative_text(case, issue, it), caption))
        if likely is not None and density is not None:
            blocks.append(Text(_likely(case, issue, likely, density), style="small"))
        blocks.append(Bullets(tuple(_standing(case, issue, it, evidence))))
    if about.reference is not None:
        why = f" {about.why}" if about.why else ""
        blocks.append(Text(f" {about.reference} on this scale.{why}", strong="Without agreement:", style="small"))
    return Section(f"issue-{issue}", it.name, tuple(blocks), depth=1)


def _likely(case: Case, issue: str, calibrated: IssueForecast, density: Density) -> str:
    """The calibrated distribution in words: how likely each mark is the nearest, and how far it may be off."""
    scale, unit = case.issues[issue].scale, case.issues[issue].unit or "points"
    words = {f"{mark:.15g}": f"“{text}”" if text else f"{mark:g}" for mark, text in scale.items()}
    shares = [f"{words[mark]} ({share * 100:.0f}\u00a0%)" for mark, share in calibrated.nearest.items()]
    return (
        f"By the calibrated method the outcome lies nearest to {listed(shares)}; it is expected to lie "
        f"{shown(density.expected_error)} {unit} from the median of {shown(density.median)}. The method learned from EU "
        "legislation, where outcomes are known; nobody knows how well it carries over to a conflict."
    )


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
