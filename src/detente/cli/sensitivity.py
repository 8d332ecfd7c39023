"""``detente sensitivity``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import (
    AtOption,
    CaseArgument,
    JsonOption,
    OptionOption,
    SeedOption,
    WorkersOption,
    case_at,
    options_named,
)

if TYPE_CHECKING:
    from rich.console import Console

    from detente.case.model import Case
    from detente.results.sensitivity import IssueSensitivity, Sensitivity

MOST_ROWS = 10


def sensitivity(
    case: CaseArgument,
    issue: Annotated[
        list[str] | None, typer.Option("--issue", help="Only this issue; may be given more than once.")
    ] = None,
    method: Annotated[str, typer.Option("--method", "-m", help="Forecast method, as in detente forecast.")] = "weighted_mean",
    option: OptionOption = None,
    draws: Annotated[
        int, typer.Option("--draws", help="Base points of the sample, rounded up to a power of two.")
    ] = 1024,
    seed: SeedOption = 0,
    mark: Annotated[
        float | None,
        typer.Option("--mark", help="Point of the scale that tipping values move the outcome past; without it, "
                     "the midpoint to the next mark."),
    ] = None,
    at: AtOption = None,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:  # fmt: skip
    """Which numbers a forecast rests on, what would tip it, and which number to research next.

    Example: detente sensitivity vienna-2015 --issue presidency --mark 50
    """
    from detente.cli.progress import progress_of
    from detente.engines.forecast.sensitivity import sensitivity as compute

    it, chosen = case_at(case, at), options_named(option)
    with progress_of("Sensitivity") as following:
        result = compute(
            it, method, issues=issue, draws=draws, seed=seed, options=chosen, mark=mark, workers=workers,
            progress=following(method),
        )  # fmt: skip
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(it, result)


def _show(case: Case, result: Sensitivity) -> None:
    """Words on every issue first, then its tables, then what the numbers are and are not."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False)
    console.print(f"{case.title or case.id}: what the forecast rests on\n", style="bold", markup=False)
    for it in result.issues.values():
        console.print(it.sentence + "\n", markup=False)
    for issue, it in result.issues.items():
        _tables(console, case, issue, it)
    _experts(console, result)
    run = result.run
    console.print(
        f"{run.draws} base points (seed {run.seed}), {run.method.replace('_', ' ')}. Intervals are 95 %. Everything here "
        "is about the beliefs in this case and this method; it does not say how often the method is right.",
        markup=False,
    )
    for note in result.notes:
        console.print(note, markup=False)
    console.print(f"detente {run.version}, case {run.case} {run.case_digest[:12]}", markup=False)


def _tables(console: Console, case: Case, issue: str, it: IssueSensitivity) -> None:
    from detente.engines.forecast.sensitivity.wording import name_of, percent, precise
    from detente.engines.forecast.sentences import shown

    def span(ends: tuple[float, float]) -> str:
        return f"{percent(ends[0])} to {percent(ends[1])}"

    _table(
        console, f"{it.name}: one number at a time",
        ("number", "low", "high", "outcome at low", "at high"),
        [
            (name_of(case, swing.number, issue), precise(swing.low), precise(swing.high), shown(swing.outcome_at_low),
             shown(swing.outcome_at_high))
            for swing in it.swings if swing.width > 0
        ],
    )  # fmt: skip
    _table(
        console, f"{it.name}: share of the variance (Sobol indices)", ("number", "alone", "95 %", "in all", "95 %"),
        [
            (" with ".join(name_of(case, path, issue) for path in index.numbers), percent(index.first),
             span(index.first_interval), percent(index.total), span(index.total_interval))
            for index in it.indices if index.total > 0
        ],
    )  # fmt: skip
    past = "into another mark's neighbourhood" if it.mark is None else f"past {shown(it.mark)}"
    _table(
        console, f"{it.name}: what alone would move the outcome ({shown(it.outcome)}) {past}",
        ("number", "now", "would have to be", "believed", "outcome then"),
        [
            (name_of(case, tip.number, issue), precise(tip.belief.best), precise(tip.value),
             "yes" if tip.believed else f"no ({precise(tip.belief.low)} to {precise(tip.belief.high)})",
             shown(tip.outcome))
            for tip in it.tipping
        ],
    )  # fmt: skip
    if it.steady:
        count = len(it.steady)
        console.print(f"{count} number{'' if count == 1 else 's'} could not do so alone.\n", markup=False)
    _table(
        console, f"{it.name}: the value of finding out",
        ("number", "variance gone", "deviation left", "surer of the mark by", "95 %"),
        [
            (name_of(case, found.number, issue), percent(found.variance), shown(found.deviation), percent(found.gain),
             span(found.gain_interval))
            for found in it.finding_out if found.variance > 0 or found.gain > 0
        ],
    )  # fmt: skip
    _table(
        console, f"{it.name}: judged numbers",
        ("number", "expert", "low", "best", "high", "weight", "disagreement"),
        [
            (name_of(case, number.number, issue) if place == 0 else "", said.name, precise(said.low), precise(said.best),
             precise(said.high), percent(said.weight), percent(number.disagreement) if place == 0 else "")
            for number in it.judged for place, said in enumerate(number.judgements)
        ],
        most=None,
    )  # fmt: skip
    _table(
        console, f"{it.name}: under each expert alone (all together: {shown(it.outcome)})",
        ("expert", "numbers judged", "outcome", "80 % of draws", "shift of the draws"),
        [
            (alone.name, str(alone.numbers), shown(alone.outcome),
             " to ".join(map(shown, alone.interval80)) if alone.interval80 else "", shown(alone.shift))
            for alone in it.by_expert
        ],
        most=None,
    )  # fmt: skip


def _experts(console: Console, result: Sensitivity) -> None:
    from detente.engines.forecast.sensitivity.wording import percent, precise

    if result.weighting is None:
        return
    _table(
        console, f"experts: {result.weighting} weights", ("expert", "weight", "calibration", "information", "seed questions"),
        [
            (it.name, percent(it.weight), "" if it.calibration is None else precise(it.calibration),
             "" if it.information is None else precise(it.information), str(it.questions or ""))
            for it in result.experts
        ],
        most=None,
    )  # fmt: skip


def _table(
    console: Console, title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]], most: int | None = MOST_ROWS
) -> None:
    from rich.table import Table

    if not rows:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, name in enumerate(columns):
        table.add_column(name, justify="left" if place == 0 or name == "expert" else "right")
    for row in rows[:most]:
        table.add_row(*row)
    console.print(title, style="bold", markup=False)
    console.print(table)
    left = len(rows) - len(rows[:most])
    console.print(f"and {left} more (--json has all)\n" if left else "", markup=False)
