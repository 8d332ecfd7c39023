"""``detente leverage``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import (
    AtOption,
    CaseArgument,
    DrawsOption,
    JsonOption,
    MethodOption,
    OptionOption,
    SeedOption,
    WorkersOption,
    case_at,
    options_named,
)

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.results.leverage import Leverage


def leverage(
    case: CaseArgument,
    method: MethodOption = "weighted_mean",
    option: OptionOption = None,
    draws: DrawsOption = 1000,
    seed: SeedOption = 0,
    at: AtOption = None,
    goal: Annotated[
        str | None,
        typer.Option(
            "--goal", help="Find the best set of measures for utility:PARTY, outcome:ISSUE:up (:down, :NUMBER) or zone."
        ),
    ] = None,
    budget: Annotated[float | None, typer.Option("--budget", help="What the measures may cost together.")] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", help="Only measures of this party; may be given more than once.")
    ] = None,
    against: Annotated[
        list[str] | None, typer.Option("--against", help="Whose best answer to look for; without it, all others.")
    ] = None,
    answer_budget: Annotated[
        float | None, typer.Option("--answer-budget", help="What the answer may cost; without it, the budget.")
    ] = None,
    sides: Annotated[
        str | None,
        typer.Option(
            "--contest", metavar="SIDES", help="Let two sides choose sets of measures, such as usa,saudi:russia,iran."
        ),
    ] = None,
    cost_points: Annotated[
        float, typer.Option("--cost-points", help="Points of utility that a unit of cost is worth in the contest.")
    ] = 0.0,
    zone_curve: Annotated[
        str | None,
        typer.Option("--zone-curve", metavar="PARTY", help="Show the chance of a zone by the leverage of this party."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw --zone-curve as .svg or .png.")
    ] = None,
    at_war: Annotated[
        str | None,
        typer.Option("--war", metavar="PARTIES", help="Show what war leaves to agree on between these, such as a,b."),
    ] = None,
    influence: Annotated[
        str | None, typer.Option("--influence", metavar="PARTY", help="Show whom this party can move through whom.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show every elasticity, not only the strongest.")] = False,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """What facts on the ground did to the table, what each measure would do, and for whom it backfires.

    Example: detente leverage vienna-2015

    Example: detente leverage vienna-2015 --goal utility:usa --budget 6 --by usa --by saudi

    Example: detente leverage vienna-2015 --contest usa,saudi:russia,iran --cost-points 0.1

    Example: detente leverage vienna-2015 --zone-curve usa --influence usa --war syria_gov,opposition
    """
    from detente.answers.leverage import leverage as compute
    from detente.cli.progress import saying

    it = case_at(case, at)
    with saying() as say:
        result = compute(
            it, method, draws=draws, seed=seed, options=options_named(option), goal=goal, budget=budget, by=by or (),
            against=against or (), answer_budget=answer_budget, sides=_sides(sides), cost_points=cost_points,
            zone_curve=zone_curve, at_war=_names(at_war), influence_of=influence, workers=workers, say=say,
            progress=lambda done, total: say(f"{done:,} of {total:,}"),
        )  # fmt: skip
    if plot is not None:
        _draw(it, result, plot)
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        from detente.cli.leverage_words import show

        show(it, result, every=every)


def _names(text: str | None) -> list[str]:
    return [party.strip() for party in (text or "").split(",") if party.strip()]


def _draw(case: Case, result: Leverage, file: Path) -> None:
    from detente.brief.charts.leverage import zone_curve_chart
    from detente.brief.charts.picture import write_picture
    from detente.errors import CommandError

    if not result.zone_curves:
        raise CommandError("--plot draws the curve of a zone", advice="name a party with --zone-curve")
    write_picture(zone_curve_chart(case, result.zone_curves), file)
    typer.echo(f"Wrote {file}", err=True)


def _sides(text: str | None) -> tuple[list[str], list[str]] | None:
    """The two sides of a contest, such as ``usa,saudi:russia,iran``."""
    if text is None:
        return None
    sides = [_names(side) for side in text.split(":")]
    if len(sides) != 2:
        from detente.errors import CommandError

        raise CommandError(f"--contest {text} does not name two sides", advice="write --contest usa,saudi:russia,iran")
    return sides[0], sides[1]
