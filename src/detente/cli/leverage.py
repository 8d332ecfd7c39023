"""``detente leverage``."""

from __future__ import annotations

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

MOST_ELASTICITIES = 8
MOST_SETS = 12


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
    every: Annotated[bool, typer.Option("--all", help="Show every elasticity, not only the strongest.")] = False,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """What facts on the ground did to the table, what each measure would do, and for whom it backfires.

    Example: detente leverage vienna-2015

    Example: detente leverage vienna-2015 --goal utility:usa --budget 6 --by usa --by saudi

    Example: detente leverage vienna-2015 --contest usa,saudi:russia,iran --cost-points 0.1
    """
    from detente.answers.leverage import leverage as compute
    from detente.cli.progress import saying

    it = case_at(case, at)
    with saying() as say:
        result = compute(
            it, method, draws=draws, seed=seed, options=options_named(option), goal=goal, budget=budget, by=by or (),
            against=against or (), answer_budget=answer_budget, sides=_sides(sides), cost_points=cost_points,
            workers=workers, say=say, progress=lambda done, total: say(f"sets of measures: {done:,} of {total:,}"),
        )  # fmt: skip
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(it, result, every=every)


def _sides(text: str | None) -> tuple[list[str], list[str]] | None:
    """The two sides of a contest, such as ``usa,saudi:russia,iran``."""
    if text is None:
        return None
    sides = [[party.strip() for party in side.split(",") if party.strip()] for side in text.split(":")]
    if len(sides) != 2:
        from detente.errors import CommandError

        raise CommandError(f"--contest {text} does not name two sides", advice="write --contest usa,saudi:russia,iran")
    return sides[0], sides[1]


def _show(case: Case, result: Leverage, *, every: bool) -> None:
    """Words first: what the facts did, what each measure would do, and how far capability carries."""
    from rich.console import Console

    from detente.engines.leverage.elasticity import strongest
    from detente.engines.leverage.wording import moved

    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    say(f"{case.title or case.id}: leverage\n", "bold")
    say(result.sentence)
    if result.facts:
        say("\nFacts on the ground:", "bold")
        for fact in result.facts.values():
            say(f"  {fact.sentence}")
    if result.measures:
        say("\nMeasures that could be taken:", "bold")
        for measure in result.measures.values():
            say(f"  {measure.sentence}")
    if result.elasticities:
        say("\nHow far capability carries:", "bold")
        limit = len(result.elasticities) if every else MOST_ELASTICITIES
        for it in strongest(result.elasticities, limit):
            say(f"  {it.sentence}")
    if result.portfolio is not None:
        say("\nThe best set of measures:", "bold")
        say(f"  {result.portfolio.sentence}")
        for one in result.portfolio.frontier[:MOST_SETS]:
            say(f"  cost {one.cost:g}, gain {moved(one.gain)}: {', '.join(one.measures)}")
        for note in result.portfolio.notes:
            say(f"  {note}")
    if result.contest is not None:
        say("\nContest of measures:", "bold")
        say(f"  {result.contest.sentence}")
    for note in result.notes:
        say(f"\n{note}")
    say(
        f"\nChanges are with less without, at the best values, with the middle 80 % of {result.run.draws:,} common draws. They follow "
        "from the beliefs in the case; they are not forecasts of what anyone will do."
    )
    say(f"detente {result.run.version}, case {result.run.case} {result.run.case_digest[:12]}")
