"""``detente deals``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import CaseArgument, JsonOption
from detente.cli.deals_charts import check_charts, draw_charts

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.results.deals import Deals, PackageWorth

MOST_SHOWN = 12


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
    json: JsonOption = False,
) -> None:
    """Which packages could pass, which are best, who blocks, and what would open an empty zone.

    Example: detente deals panama-canal

    Example: detente deals vienna-2015 --seat syria_gov

    Example: detente deals vienna-2015 --charts pictures --pair usa iran
    """
    from detente.case.catalog import load_case
    from detente.engines.deals import deals as compute

    check_charts(charts, pair, force)
    it = load_case(case)
    result = compute(it, within=within, seat=seat or (), without=without or ())  # type: ignore[arg-type]
    if charts is not None:
        draw_charts(result, charts, pair, force=force)
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(it, result)


def _show(case: Case, result: Deals) -> None:
    """Words first, then the packages, then who blocks."""
    from rich.console import Console

    from detente.results.deals.picks import picks

    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    say(f"{case.title or case.id}: deals\n", "bold")
    say(result.sentence)
    for text in (*result.zone.empty_because, *result.opening[1:]):
        say(f"  {text}")
    for pick in picks(result):
        say(f"\n{pick.title}:", "bold")
        for package in pick.packages[:MOST_SHOWN]:
            _show_package(case, say, package)
        if len(pick.packages) > MOST_SHOWN:
            say(f"  and {len(pick.packages) - MOST_SHOWN} equally good ones; --json has them all")
    say("\nWho is in the way:", "bold")
    for blocker in result.blockers.values():
        say(f"  {blocker.sentence}")
    for text in result.heels:
        say(f"  {text}")
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
    from detente.engines.deals.wording import package_words

    say(f"  {package_words(case, package)}")
    worth = ", ".join(f"{case.party_name(party)} {value:.4g}" for party, value in package.utilities.items())
    say(f"  worth {worth}")
