"""``detente deals``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import AtOption, CaseArgument, JsonOption, case_at

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.results.deals import Deals, PackageWorth

MOST_SHOWN = 12
TITLES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "relative_utilitarian": "relative utilitarian",
}


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
    near: Annotated[
        float | None,
        typer.Option(
            "--near",
            metavar="POINTS",
            help="List only the efficient packages within so many points of a solution for every party.",
        ),
    ] = None,
    at: AtOption = None,
    json: JsonOption = False,
) -> None:
    """Which packages could pass, which are best, who blocks, and what would open an empty zone.

    Example: detente deals panama-canal

    Example: detente deals vienna-2015 --seat syria_gov

    Example: detente deals scorable-game-base --near 5
    """
    from detente.engines.deals import deals as compute

    it = case_at(case, at)
    result = compute(it, within=within, seat=seat or (), without=without or (), near=near)  # type: ignore[arg-type]
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(it, result)


def _show(case: Case, result: Deals) -> None:
    """Words first, then the packages, then who blocks."""
    from rich.console import Console

    from detente.cli.deals_frontier import show_near

    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    say(f"{case.title or case.id}: deals\n", "bold")
    say(result.sentence)
    for text in (*result.zone.empty_because, *result.opening[1:]):
        say(f"  {text}")
    for names, packages in _picks(result):
        say(f"\n{names}:", "bold")
        for package in packages[:MOST_SHOWN]:
            _show_package(case, say, package)
        if len(packages) > MOST_SHOWN:
            say(f"  and {len(packages) - MOST_SHOWN} equally good ones; --json has them all")
    show_near(result, say, lambda package: _show_package(case, say, package))
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


def _picks(result: Deals) -> list[tuple[str, tuple[PackageWorth, ...]]]:
    """The solutions with the packages that they pick, those that pick the same together."""
    found: dict[str, tuple[list[str], tuple[PackageWorth, ...]]] = {}
    for name, packages in result.solutions:
        if packages:
            key = "|".join(sorted(str(package.package) for package in packages))
            found.setdefault(key, ([], packages))[0].append(TITLES[name])
    return [(_listed(names), packages) for names, packages in found.values()]


def _listed(names: list[str]) -> str:
    text = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
    return text[:1].upper() + text[1:]


def _show_package(case: Case, say: Callable[[str], None], package: PackageWorth) -> None:
    from detente.engines.deals.wording import package_words

    say(f"  {package_words(case, package)}")
    worth = ", ".join(f"{case.party_name(party)} {value:.4g}" for party, value in package.utilities.items())
    say(f"  worth {worth}")
