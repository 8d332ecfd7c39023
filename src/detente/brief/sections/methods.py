"""Methods side by side: what each answers on every issue, the plain ones first, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.contents import Bullets, Cell, Section, Table, Text
from detente.case.model import Case
from detente.engines.forecast.methods import method_named
from detente.engines.forecast.sentences import agreement, shown
from detente.results.forecast import DynamicForecast, ForecastComparison, IssueForecast

MOST_COLUMNS = 8
ABOUT = (
    "Small figures hold 80\u00a0%: of the draws, or of the probability for methods that give a distribution. The plain "
    "methods come first. The others are exploratory: where outcomes were known, on EU legislation, none that plays out "
    "challenges or bargains came nearer to them than the plain mean did."
)


def methods(case: Case, comparison: ForecastComparison) -> Section:
    """One table, or several where there are many issues; then what the methods make of each issue."""
    issues = list(comparison.spread)
    parts = [issues[start : start + MOST_COLUMNS] for start in range(0, len(issues), MOST_COLUMNS)]
    tables = [_table(comparison, part, number) for number, part in enumerate(parts)]
    agreements = Bullets(tuple(Text(agreement(case, comparison, issue)) for issue in issues))
    return Section(
        "methods", "The methods side by side", (*tables, Text(ABOUT, style="small"), agreements, *_notes(comparison))
    )


def _table(comparison: ForecastComparison, issues: list[str], number: int) -> Table:
    first = next(iter(comparison.methods.values()))
    rows = tuple(
        (
            Cell(name.replace("_", " ").capitalize(), method_named(name).assumes),
            *(_cell(found.issues[issue]) for issue in issues),
        )
        for name, found in comparison.methods.items()
    )
    columns = ("Method", *(first.issues[issue].name for issue in issues))
    return Table("methods" if number == 0 else f"methods {number + 1}", columns, rows)


def _cell(it: IssueForecast) -> Cell:
    if it.outcome is None or it.interval80 is None:
        return Cell(shown(it.outcome))
    return Cell(shown(it.outcome), f"{shown(it.interval80[0])} to {shown(it.interval80[1])}")


def _notes(comparison: ForecastComparison) -> Iterator[Text]:
    for name, why in comparison.failed.items():
        yield Text(f" no answer; {why}.", strong=f"{name.replace('_', ' ').capitalize()}:", style="small")
    for name, found in comparison.methods.items():
        said = [note for note in found.notes if note]
        if isinstance(found, DynamicForecast):
            said.insert(0, found.ended)
        if said:
            yield Text(f" {' '.join(said)}", strong=f"{name.replace('_', ' ').capitalize()}:", style="small")
