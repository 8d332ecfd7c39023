"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CaseArgument = Annotated[
    str, typer.Argument(metavar="CASE", help="Path of a case file, or a name from the catalog.", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for programs.")]
DrawsOption = Annotated[int, typer.Option("--draws", help="How many draws of the uncertain numbers.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the draws: same seed, same answer.")]
WorkersOption = Annotated[int, typer.Option("--workers", help="How many cores to use; the answer is the same.")]
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
