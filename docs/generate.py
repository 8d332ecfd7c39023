"""Write the reference pages that come from the program itself: fields, checks, commands.

Run it after a change of fields, checks or commands; a test notices when the pages are out of date.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "reference"


def pages() -> dict[str, str]:
    """Text of every generated page, by file name."""
    from detente.case.reference import check_reference, field_reference

    return {
        "case-file.md": field_reference(),
        "checks.md": check_reference(),
        "commands.md": commands(),
        "event-table.md": event_table(),
    }


def event_table() -> str:
    """The columns of an event table, and the types that the codes of its sources become."""
    from detente.sources.event_data.columns import ACLED_TYPES, CAMEO_TYPES, COLUMNS, QUADS

    lines = ["# The event table", "", "Generated from the program. How to make one: [](../how-to/event-data.md).", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{it.name}` | {it.type} | {it.meaning} |" for it in COLUMNS]
    lines += ["", "## Types by the sources' codes", ""]
    lines += [
        "The type is detente's own simplification of the source's code, which stays beside it. POLECAT has types itself;"
    ]
    lines += [
        "UCDP GED counts deadly violence alone, which is `ASSAULT`. CAMEO's root 01, a statement, has no type.",
        "",
    ]
    lines += ["| type | quad class | CAMEO (GDELT), first digits | ACLED |", "|---|---|---|---|"]
    for kind, quad in QUADS.items():
        cells = [", ".join(code for code, it in table.items() if it == kind) for table in (CAMEO_TYPES, ACLED_TYPES)]
        lines.append(f"| `{kind}` | {quad} | {cells[0]} | {cells[1]} |")
    return "\n".join([*lines, ""])


def commands() -> str:
    """The help of every command."""
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = "100"
    from typer.main import get_command
    from typer.testing import CliRunner

    from detente.cli.main import app

    lines = ["# Commands", "", "Generated from the commands' own help.", ""]
    names = [""]
    for name, command in get_command(app).commands.items():
        names += [name, *(f"{name} {within}" for within in getattr(command, "commands", ()))]
    for name in names:
        words = [*name.split(), "--help"]
        help_text = CliRunner().invoke(app, words, prog_name="detente", env={"COLUMNS": "100"}).output
        lines += [f"## detente {name}" if name else "## detente", "", "```text", help_text.strip(), "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    for file, text in pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
