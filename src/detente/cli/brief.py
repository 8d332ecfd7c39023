"""``detente brief``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import AtOption, CaseArgument, DrawsOption, SeedOption, WorkersOption, day


def brief(
    case: CaseArgument,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="File to write: .html, .pdf, .docx or .xlsx; may be given more than once."),
    ] = None,
    method: Annotated[
        str, typer.Option("--method", "-m", help="weighted_mean, mean, weighted_median or median.")
    ] = "weighted_mean",
    draws: DrawsOption = 1000,
    seed: SeedOption = 0,
    at: AtOption = None,
    workers: WorkersOption = None,
) -> None:
    """Write a brief on a case: the answers, who stands where, the evidence, and what is not known.

    Example: detente brief vienna-2015 -o brief.html -o brief.pdf
    """
    from detente.brief import brief as compose
    from detente.brief import write
    from detente.brief.formats import renderer
    from detente.case.catalog import load_case_file

    targets = output or [Path("brief.html")]
    for target in targets:
        renderer(target)
    file = load_case_file(case)
    contents = compose(file, method, draws=draws, seed=seed, at=day(at), workers=workers, progress=_say)
    for target in targets:
        write(contents, target)
        typer.echo(f"Wrote {target}")


def _say(step: str) -> None:
    import sys

    if sys.stderr.isatty():
        typer.echo(f"  {step} ...", err=True)
