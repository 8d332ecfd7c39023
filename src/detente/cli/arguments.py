"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CaseArgument = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="Path of a case file or of a table (.csv, .xlsx, KTAB .xml), or a name from the catalog.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for programs.")]
DrawsOption = Annotated[int, typer.Option("--draws", help="How many draws of the uncertain numbers.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the draws: same seed, same answer.")]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", help="How many cores to use, all without it; the answer is the same.", show_default=False
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster", help="Address of a Dask scheduler, such as tcp://10.0.0.5:8786; the answer is the same.",
        show_default=False,
    ),
]  # fmt: skip
MethodOption = Annotated[
    str,
    typer.Option(
        "--method", "-m",
        help="weighted_mean, mean, weighted_median, median, nash_bargaining, condorcet, calibrated, challenge, "
        "spatial_model or exchange; all for all of them side by side.",
    ),
]  # fmt: skip
OptionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--option", metavar="NAME=VALUE", help="An option of the method; may be given more than once.",
        show_default=False,
    ),
]  # fmt: skip

DataOption = Annotated[
    Path,
    typer.Option(
        "--data",
        help="CSV or Excel table with a row for each issue and actor: issue, actor, position, salience, a column of "
        "capability, and if known proposal, rp and outcome.",
        show_default=False,
    ),
]
CapabilityOption = Annotated[str, typer.Option("--capability", help="Column of the capabilities.")]


def options_named(given: list[str] | None) -> dict[str, str]:
    """Options of a method as given on a command line.

    >>> options_named(["voting_rule=cubic"])
    {'voting_rule': 'cubic'}
    """
    found = {}
    for text in given or ():
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            from detente.errors import CommandError

            raise CommandError(f"--option {text} names no value", advice="write --option NAME=VALUE")
        found[name.strip()] = value.strip()
    return found
