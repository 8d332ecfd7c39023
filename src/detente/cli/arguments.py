"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  (the type of a day)
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.sources.coders import Coder

CaseArgument = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="Path of a case file or of a table (.csv, .xlsx, KTAB .xml) or graph model (.gmcr), or a name from the catalog.",
        show_default=False,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="DATE", show_default=False,
        help="Answer for the case as it stood on a day, such as 2015-09-29: the effects of later facts are undone.",
    ),
]  # fmt: skip
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
CoderOption = Annotated[
    str | None,
    typer.Option(
        "--coder", metavar="NAME", show_default=False,
        help="Another coder than detente's rules: spacy:PIPELINE, or openai:ADDRESS of a server of your own.",
    ),
]  # fmt: skip
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="Model of an openai: coder.", show_default=False)
]
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


def coder_for(case: Case, coder: str | None, model: str | None) -> Coder:
    """The coder that ``--coder`` and ``--model`` ask for: detente's own rules without them."""
    if model is not None and not (coder or "").startswith("openai:"):
        from detente.errors import CommandError

        raise CommandError("--model needs a coder that has models", advice="add --coder openai:ADDRESS")
    from detente.sources.coders import coder_named

    return coder_named(coder, case, model)


def case_at(name: str, at: str | None) -> Case:
    """The case that a command names, on the day that it asks for."""
    from detente.case.catalog import load_case

    return load_case(name, day(at))


def day(text: str | None, option: str = "--at") -> Date | None:
    """The day that an option names; None where it is not given.

    >>> day("2015-09-29")
    datetime.date(2015, 9, 29)
    """
    if text is None:
        return None
    try:
        return Date.fromisoformat(text)
    except ValueError:
        from detente.errors import CommandError

        raise CommandError(f"{option} {text}: no such day", advice="write year-month-day, such as 2015-09-29") from None


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
