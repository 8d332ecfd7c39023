"""In short: the answer on every issue, before anything else."""

from __future__ import annotations

from detente.brief.contents import Bullets, Section, Text
from detente.case.model import Case
from detente.case.stances import worded
from detente.engines.forecast.sentences import shown
from detente.results.forecast import Forecast, IssueForecast


def summary(case: Case, forecast: Forecast) -> Section:
    """A line for each issue: where the weighted positions meet, in words and in numbers."""
    heard = len({pull.party for it in forecast.issues.values() for pull in it.pulls})
    lead = Text(
        f"Where the positions of {heard} parties meet on {len(forecast.issues)} "
        f"question{'s' if len(forecast.issues) != 1 else ''}, each counted by what it can do and how much it cares "
        f"({forecast.run.method.replace('_', ' ')}). This is not what will happen: it is where the stated beliefs of "
        "this case point, and how far their uncertainty moves the answer. Numbers stand on each question's own scale, which "
        "is drawn below.",
        style="lead",
    )
    lines = tuple(_line(case, issue, it) for issue, it in forecast.issues.items())
    return Section("summary", "In short", (lead, Bullets(lines)))


def _line(case: Case, issue: str, it: IssueForecast) -> Text:
    if it.outcome is None:
        return Text(f" undetermined. {it.undetermined}", strong=f"{it.name}:")
    words = worded(case.issues[issue], it.outcome)
    unit = f" {case.issues[issue].unit}" if case.issues[issue].unit else ""
    spread = ""
    if it.interval80 and it.interval80[1] > it.interval80[0]:
        within = it.interval80[0] <= it.outcome <= it.interval80[1]
        spread = ("; " if within else " at the best values, but ") + (
            f"{shown(it.interval80[0])} to {shown(it.interval80[1])}{'' if within else unit} in 80\u00a0% of draws"
        )
    return Text(f" {words + ' ' if words else ''}({shown(it.outcome)}{unit}{spread}).", strong=f"{it.name}:")
