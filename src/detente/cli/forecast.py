"""``detente forecast``."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.arguments import (
    AtOption,
    CaseArgument,
    ClusterOption,
    DrawsOption,
    JsonOption,
    MethodOption,
    OptionOption,
    SeedOption,
    WorkersOption,
    case_at,
    options_named,
)


def forecast(
    case: CaseArgument,
    method: MethodOption = "weighted_mean",
    issue: Annotated[
        list[str] | None, typer.Option("--issue", help="Only this issue; may be given more than once.")
    ] = None,
    option: OptionOption = None,
    draws: DrawsOption = 1000,
    seed: SeedOption = 0,
    at: AtOption = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    turns: Annotated[
        bool, typer.Option("--turns", help="Show each turn of a dynamic method and why each party moved.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """What outcome is likely on each issue, and how far the uncertain numbers move it.

    Example: detente forecast vienna-2015 --issue presidency

    Example: detente forecast vienna-2015 --method all
    """
    from detente.cli import forecast_words
    from detente.cli.progress import progress_of
    from detente.engines.forecast import compare
    from detente.engines.forecast import forecast as compute

    it, chosen = case_at(case, at), options_named(option)
    with progress_of("Forecast") as following:
        if method == "all":
            everything = compare(
                it, issues=issue, draws=draws, seed=seed, workers=workers, cluster=cluster, progress=following
            )
        else:
            result = compute(
                it, method, issues=issue, draws=draws, seed=seed, options=chosen, workers=workers, cluster=cluster,
                progress=following(method),
            )  # fmt: skip
    if json:
        typer.echo((everything if method == "all" else result).model_dump_json(indent=2))
    elif method == "all":
        forecast_words.show_all(it, everything)
    else:
        forecast_words.show(it, result, turns=turns)
