"""``detente schema``."""

from __future__ import annotations

from typing import Annotated

import typer


def schema(
    fields: Annotated[bool, typer.Option("--fields", help="Print the reference of every field as Markdown.")] = False,
    checks: Annotated[bool, typer.Option("--checks", help="Print the reference of every check as Markdown.")] = False,
) -> None:
    """Print the JSON Schema of the case file, for editors that complete and check YAML.

    Example: detente schema > case.schema.json
    """
    from json import dumps

    from detente.case import reference

    if fields or checks:
        typer.echo(reference.field_reference() if fields else reference.check_reference(), nl=False)
    else:
        typer.echo(dumps(reference.json_schema(), indent=2, ensure_ascii=False))
