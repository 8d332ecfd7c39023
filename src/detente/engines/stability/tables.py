"""The whole answer as a table, a row for each state, as Parquet or CSV."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.engines.stability.concepts import Analysis
from detente.errors import CommandError

FORMATS = (".parquet", ".csv")


def columns(analysis: Analysis) -> dict[str, npt.NDArray[Any]]:
    """Columns of the table: ``state``, an option each, then for each concept ``CONCEPT`` (an equilibrium) and ``CONCEPT: PARTY``.

    An option is missing where the states coalesced into one differ in it. Where the game has no options, ``name`` words the state.
    """
    game = analysis.game
    found: dict[str, npt.NDArray[Any]] = {"state": game.states}
    if game.names:
        found["name"] = np.array(game.names, dtype=object)
    for place, option in enumerate(game.options):
        taken = (game.states >> place & 1).astype(bool)
        if game.varying is not None:
            taken = np.ma.masked_array(taken, mask=(game.varying >> place & 1).astype(bool))
        found[option.id if option.id not in found else f"option {option.id}"] = taken
    for concept, stable in analysis.stable.items():
        found[concept] = np.asarray(stable.all(axis=0))
        for party, row in zip(game.parties, stable, strict=True):
            found[f"{concept}: {party}"] = row
    return found


def write_table(analysis: Analysis, path: Path) -> None:
    """Write the table whole or not at all; raises :class:`CommandError` where the name says no format or cannot be written."""
    import duckdb

    if path.suffix.lower() not in FORMATS:
        raise CommandError(
            f"{path}: tables are written as Parquet or CSV", advice="name a file ending in .parquet or .csv"
        )
    rows = columns(analysis)
    try:
        with (
            tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=f".{path.name}.") as folder,
            duckdb.connect() as base,
        ):
            part = Path(folder) / path.name
            base.register("rows", rows)
            table = base.table("rows")
            if path.suffix.lower() == ".csv":
                table.write_csv(str(part))
            else:
                table.write_parquet(str(part))
            part.replace(path)
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror}", advice="name a file you may write") from None
