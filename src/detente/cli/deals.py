"""``detente deals``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import (
    AtOption,
    CaseArgument,
    ClusterOption,
    DrawsOption,
    JsonOption,
    SeedOption,
    WorkersOption,
    case_at,
)
from detente.cli.deals_charts import check_charts, draw_charts
from detente.cli.deals_package import show_package, write_draft

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.results.deals import Deals, PackageWorth

MOST_SHOWN, MOST_REASONS = 12, 5


def deals(
    case: CaseArgument,
    within: Annotated[
        str, typer.Option("--within", help="Over which packages the frontier runs: zone or all.")
    ] = "zone",
    seat: Annotated[
        list[str] | None,
        typer.Option("--seat", help="Bring an absent party to the table; may be given more than once."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Take a party from the table; may be given more than once.")
    ] = None,
    nash_weights: Annotated[
        str | None,
        typer.Option(
            "--nash-weights",
            metavar="PARTY=WEIGHT,...",
            help="Whose gains the Nash pick counts for more, such as usa=2,russia=1; 1 for parties not named.",
        ),
    ] = None,
    side_payments: Annotated[
        bool | None,
        typer.Option(
            "--side-payments/--no-side-payments",
            help="Judge packages with points handed from party to party as well; without it the case decides.",
            show_default=False,
        ),
    ] = None,
    package: Annotated[
        str | None,
        typer.Option(
            "--package",
            metavar="PACKAGE",
            show_default=False,
            help="Look at one package closely: the name of a solution, such as nash, or ISSUE=ALTERNATIVE pairs joined "
            "by commas.",
        ),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare", metavar="PACKAGE", show_default=False, help="Another package in the place of --package."
        ),
    ] = None,
    between: Annotated[
        str | None,
        typer.Option(
            "--between",
            metavar="SIDES",
            show_default=False,
            help="Trades between two groups of parties only, such as usa+saudi:russia+iran.",
        ),
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option(
            "--text", metavar="FILE", show_default=False, help="Write the draft text of --package as Markdown."
        ),
    ] = None,
    charts: Annotated[
        Path | None,
        typer.Option(
            "--charts", metavar="FOLDER", show_default=False, help="Draw pictures into a folder, as SVG and PNG."
        ),
    ] = None,
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--pair",
            metavar="A B",
            show_default=False,
            help="The two parties of the picture of the frontier; without it the two with a veto, or the two most opposed.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite pictures that exist.")] = False,
    near: Annotated[
        float | None,
        typer.Option(
            "--near",
            metavar="POINTS",
            help="List only the efficient packages within so many points of a solution for every party.",
        ),
    ] = None,
    draws: DrawsOption = 0,
    seed: SeedOption = 0,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    at: AtOption = None,
    json: JsonOption = False,
) -> None:
    """Which packages could pass, which are best, who blocks, and what would open an empty zone.

    Example: detente deals panama-canal

    Example: detente deals vienna-2015 --seat syria_gov

    Example: detente deals scorable-game-base --near 5

    Example: detente deals vienna-2015 --nash-weights usa=2,russia=1 --side-payments

    Example: detente deals vienna-2015 --package nash --compare utilitarian --between usa+saudi:russia+iran

    Example: detente deals vienna-2015 --draws 1000 --seed 1

    Example: detente deals vienna-2015 --charts pictures --pair usa iran
    """
    from detente.cli.progress import progress_of
    from detente.engines.deals import deals as compute
    from detente.engines.deals.nash_weights import weights_named

    check_charts(charts, pair, force)
    it = case_at(case, at)
    with progress_of("Deals") as following:
        result = compute(
            it,
            within=within,  # type: ignore[arg-type]
            near=near,
            seat=seat or (),
            without=without or (),
            nash_weights=weights_named(nash_weights) if nash_weights is not None else None,
            side_payments=side_payments,
            package=package,
            compare=compare,
            between=between,
            draws=draws,
            seed=seed,
            workers=workers,
            cluster=cluster,
            progress=following("draws") if draws else None,
        )
    if text is not None:
        write_draft(it, result, text)
    if charts is not None:
        draw_charts(result, charts, pair, force=force)
    if json:
        typer.echo(result.model_dump_json(indent=2))
    elif result.package is not None:
        show_package(it, result, result.package)
    else:
        _show(it, result)


def _show(case: Case, result: Deals) -> None:
    """Words first, then the packages, then who blocks and what would change that."""
    from rich.console import Console

    from detente.cli.deals_frontier import show_near
    from detente.cli.deals_robustness import show_robustness
    from detente.cli.deals_terms import show_terms
    from detente.results.deals.picks import picks

    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    say(f"{case.title or case.id}: deals\n", "bold")
    say(result.sentence)
    for text in result.zone.empty_because[:MOST_REASONS]:
        say(f"  {text}")
    if len(result.zone.empty_because) > MOST_REASONS:
        say(
            f"  and {len(result.zone.empty_because) - MOST_REASONS} more sets of demands that cannot be met; --json has them all"
        )
    for pick in picks(result):
        say(f"\n{pick.title}:", "bold")
        for package in pick.packages[:MOST_SHOWN]:
            _show_package(case, say, package)
        if len(pick.packages) > MOST_SHOWN:
            say(f"  and {len(pick.packages) - MOST_SHOWN} equally good ones; --json has them all")
    show_near(result, say, lambda package: _show_package(case, say, package))
    show_terms(case, result, say)
    show_robustness(case, say, result.robustness)
    if result.notes:
        say("")
    for note in result.notes:
        say(note)
    say(
        "\nUtilities are points from 0 to 100 at the best values of the case: they show what its numbers imply, not what "
        "will be agreed."
    )
    say(f"detente {result.run.version}, case {result.run.case} {result.run.case_digest[:12]}")


def _show_package(case: Case, say: Callable[[str], None], package: PackageWorth) -> None:
    from detente.engines.deals.wording import package_lines

    for line in package_lines(case, package):
        say(f"  {line}")
    worth = ", ".join(f"{case.party_name(party)} {value:.4g}" for party, value in package.utilities.items())
    say(f"  Worth: {worth}.")
