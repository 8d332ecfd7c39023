"""``detente check``."""

from __future__ import annotations

import typer

from detente.cli.arguments import CaseArgument, JsonOption


def check(case: CaseArgument, json: JsonOption = False) -> None:
    """Check a case file: every finding with its line, what is wrong and what to do.

    Exits 1 if any finding is an error; warnings alone exit 0.

    Example: detente check my-case.yaml
    """
    from detente.case.catalog import find_case
    from detente.errors import CaseError
    from detente.sources.verification import check as find

    try:
        path = str(find_case(case))
    except CaseError:
        if not json:
            raise
        path = case
    findings = find(path)
    errors = sum(finding.severity == "error" for finding in findings)
    if json:
        from json import dumps

        listed = [finding.model_dump() for finding in findings]
        counts = {"errors": errors, "warnings": len(findings) - errors}
        typer.echo(dumps({"file": path, "findings": listed, **counts}, indent=2, ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{finding}\n")
        warnings = len(findings) - errors
        typer.echo(f"{path}: {_count(errors, 'error')}, {_count(warnings, 'warning')}")
    if errors:
        raise typer.Exit(1)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
