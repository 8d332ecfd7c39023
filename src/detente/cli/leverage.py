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


def leverage(
    case: CaseArgument,
    method: MethodOption = "weighted_mean",
    option: OptionOption = None,
    draws: DrawsOption = 1000,
    seed: SeedOption = 0,
    at: AtOption = None,
    every: Annotated[bool, typer.Option("--all", help="Show every elasticity, not only the strongest.")] = False,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """What facts on the ground did to the table, what each measure would do, and for whom it backfires.

    Example: detente leverage vienna-2015

    Example: detente leverage vienna-2015 --at 2015-09-29 --draws 200
    """
    from detente.answers.leverage import leverage as compute
    from detente.cli.progress import saying

    it = case_at(case, at)
    with saying() as say:
        result = compute(
            it, method, draws=draws, seed=seed, options=options_named(option), workers=workers, say=say
        )  # fmt: skip
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(it, result, every=every)


def _show(case: Case, result: Leverage, *, every: bool) -> None:
    """Words first: what the facts did, what each measure would do, and how far capability carries."""
    from rich.console import Console

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
        from detente.engines.leverage.elasticity import strongest

        say("\nHow far capability carries:", "bold")
        limit = len(result.elasticities) if every else MOST_ELASTICITIES
        for it in strongest(result.elasticities, limit):
            say(f"  {it.sentence}")
    for note in result.notes:
        say(f"\n{note}")
    say(
        f"\nChanges are with less without, at the best values, with the middle 80 % of {result.run.draws:,} common draws. They follow "
        "from the beliefs in the case; they are not forecasts of what anyone will do."
    )
    say(f"detente {result.run.version}, case {result.run.case} {result.run.case_digest[:12]}")
