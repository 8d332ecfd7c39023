"""The ``detente`` command: its subcommands, and what a person sees when something goes wrong."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli.benchmark import benchmark
from detente.cli.brief import brief
from detente.cli.cases import cases
from detente.cli.ceasefire import ceasefire
from detente.cli.check import check
from detente.cli.deals import deals
from detente.cli.edit import edit
from detente.cli.elicit import elicit
from detente.cli.export import export
from detente.cli.forecast import forecast
from detente.cli.forecast_table import forecast_table
from detente.cli.import_ import import_
from detente.cli.leverage import leverage
from detente.cli.log import log
from detente.cli.read import read
from detente.cli.schema import schema
from detente.cli.score import score
from detente.cli.sensitivity import sensitivity
from detente.cli.stability import stability
from detente.cli.trust import trust
from detente.errors import DetenteError

app = typer.Typer(
    name="detente",
    help="Prepare, mediate, study and teach negotiations in a conflict. Works offline; every number may be a "
    "range and carries evidence. A CASE is a path to a case file or a name from the catalog (detente cases).",
    epilog="Start here: detente brief vienna-2015 -o brief.html",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(brief)
app.command()(forecast)
app.command(name="forecast-table")(forecast_table)
app.add_typer(benchmark, name="benchmark")
app.command()(score)
app.add_typer(log, name="log")
app.command()(sensitivity)
app.command()(deals)
app.command()(stability)
app.command()(ceasefire)
app.command()(leverage)
app.command()(elicit)
app.command()(trust)
app.command()(check)
app.command()(read)
app.command()(cases)
app.command()(edit)
app.command(name="import")(import_)
app.command()(export)
app.command()(schema)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"detente {version('detente')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def run() -> None:
    """Run the command line; errors go to standard error in words, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except DetenteError as error:
        print(f"detente: {error.message}", file=sys.stderr)  # noqa: T201
        if error.advice:
            print(f"  {error.advice}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("detente: stopped", file=sys.stderr)  # noqa: T201
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
