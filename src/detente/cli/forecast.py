"""``detente forecast``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import CaseArgument, DrawsOption, JsonOption, SeedOption, WorkersOption

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.results.forecast import Forecast


def forecast(
    case: CaseArgument,
    method: Annotated[
        str, typer.Option("--method", "-m", help="weighted_mean, mean, weighted_median or median.")
    ] = "weighted_mean",
    issue: Annotated[
        list[str] | None, typer.Option("--issue", help="Only this issue; may be given more than once.")
    ] = None,
    draws: DrawsOption = 1000,
    seed: SeedOption = 0,
    workers: WorkersOption = 1,
    json: JsonOption = False,
) -> None:
    """What outcome is likely on each issue, and how far the uncertain numbers move it.

    Example: detente forecast vienna-2015 --issue presidency
    """
    from detente.case.catalog import load_case
    from detente.engines.forecast import forecast as compute

    it = load_case(case)
    result = compute(it, method, issues=issue, draws=draws, seed=seed, workers=workers)
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(it, result)


def _show(case: Case, result: Forecast) -> None:
    """Words first, then the table, then what the numbers are and are not."""
    from rich.console import Console

    console = Console(highlight=False)
    console.print(f"{case.title or case.id}: forecast\n", style="bold", markup=False)
    for it in result.issues.values():
        console.print(it.sentence + "\n", markup=False)
    console.print(_table(case, result))
    run = result.run
    console.print(
        f"\nInterval: the middle 80 % of {run.draws} draws (seed {run.seed}). It says how far the uncertain numbers of "
        "the case move the answer, not how often the method is right: on 322 issues of EU legislation the "
        "weighted mean missed the outcome by 23 of 100 on average, the plain mean by 24. Nobody has such a figure for "
        "armed conflicts.",
        markup=False,
    )
    undetermined = [it.name for it in result.issues.values() if it.outcome is None]
    if undetermined:
        console.print(f"Undetermined: {', '.join(undetermined)}.", markup=False)
    console.print(f"detente {run.version}, case {run.case} {run.case_digest[:12]}", markup=False)


def _table(case: Case, result: Forecast) -> object:
    from rich.table import Table

    from detente.engines.forecast.sentences import shown

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("issue", result.run.method.replace("_", " "), "80 % of draws", "mean", "weighted mean",
                 "weighted median", "middle", "scale"):  # fmt: skip
        table.add_column(name, justify="left" if name in ("issue", "scale") else "right")
    for key, it in result.issues.items():
        interval = "to".join(f" {shown(end)} " for end in it.interval80).strip() if it.interval80 else ""
        base, scale = it.baselines, case.issues[key]
        table.add_row(
            it.name, shown(it.outcome), interval, shown(base.mean), shown(base.weighted_mean),
            shown(base.weighted_median), shown(base.middle), f"{scale.low:g} to {scale.high:g} {scale.unit}".strip(),
        )  # fmt: skip
    return table
