"""``detente elicit``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import CaseArgument, JsonOption

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.case.reader import CaseFile
    from detente.engines.deals.statements import Statement
    from detente.results.deals import Elicited


def elicit(
    case: CaseArgument,
    party: Annotated[str, typer.Option("--party", help="Whose weights.", show_default=False)],
    prefer: Annotated[
        list[str] | None,
        typer.Option(
            "--prefer", metavar="'A > B'", show_default=False,
            help="Package A is at least as good to the party as B; issues that neither names are the same in both. May be "
            "given more than once.",
        ),
    ] = None,
    equal: Annotated[
        list[str] | None,
        typer.Option(
            "--equal", metavar="'A = B'", show_default=False,
            help="Package A is as good to the party as B. May be given more than once.",
        ),
    ] = None,
    rank: Annotated[
        Path | None,
        typer.Option(
            "--rank", metavar="FILE", show_default=False,
            help="Text file with one package a line, the best first; a line that begins with = is as good as the last.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the case with these weights here; comments stay.", show_default=False),
    ] = None,
    json: JsonOption = False,
) -> None:  # fmt: skip
    """Find out what the issues weigh to a party from packages it would rather have.

    Example: detente elicit vienna-2015 --party usa --prefer "presidency=50, timing=35 > presidency=25, timing=65"

    Example: detente elicit my-case.yaml --party usa --equal "x=0, y=50 = x=50, y=0" --rank ranking.txt -o new-case.yaml
    """
    from detente.case.catalog import load_case_file
    from detente.engines.deals.elicitation import elicited_weights
    from detente.errors import CommandError, MethodError

    file = load_case_file(case)
    it = file.sound
    statements = _statements(prefer or (), equal or (), rank)
    if not statements:
        raise CommandError("nothing is said about any packages", advice="give --prefer, --equal or --rank")
    found = elicited_weights(it, party, statements)
    if found.conflict and (output is not None or not json):
        raise MethodError(found.sentences[0], advice="take one of them back, or look at what the party's positions say")
    if output is not None:
        _write(file, found, output)
    if json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        _show(it, found)


def _statements(
    prefer: tuple[str, ...] | list[str], equal: tuple[str, ...] | list[str], rank: Path | None
) -> list[Statement]:
    from detente.engines.deals.statements import ranked, statements_of
    from detente.errors import CommandError, MethodError

    found = [it for text in prefer for it in statements_of(text)]
    for text in equal:
        said = statements_of(text)
        if not all(it.equal for it in said):
            raise MethodError(f"--equal {text} says that one is better", advice="write = between the packages")
        found += said
    if rank is not None:
        try:
            found += ranked(rank.read_text(encoding="utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
            raise CommandError(f"cannot read {rank}: {reason}", advice="name a text file") from None
    return found


def _show(case: Case, found: Elicited) -> None:
    """What was said, what follows in words, then a table beside the weights the case has now."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from detente.engines.deals.building import weights_of

    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    count = len(found.statements)
    said = "1 statement" if count == 1 else f"{count} statements"
    say(f"{case.party_name(found.party)}: what the issues weigh, from {said}\n", "bold")
    for number, text in enumerate(found.statements, 1):
        say(f"  {number}. {text}")
    say("")
    for text in found.sentences:
        say(text)
    now = weights_of(case, seat=[found.party])[found.party]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("weight, of 100 in all")
    for name in ("least", "centre", "greatest", "now"):
        table.add_column(name, justify="right")
    for issue, it in found.weights.items():
        table.add_row(case.issue_name(issue), *(f"{100 * one:.1f}" for one in (it.low, it.best, it.high, now[issue])))
    console.print(table)
    say(
        "Least and greatest are what any weights in keeping with all statements give the issue. They follow from what the "
        "case says the alternatives are worth to the party."
    )


def _write(file: CaseFile, found: Elicited, target: Path) -> None:
    """Write the ranges as explicit weights of the party, in per cent."""
    from detente.case.edits import Edit
    from detente.case.negotiation import seated
    from detente.case.writer import edited, save
    from detente.errors import CaseError

    case = file.sound
    ranges = {issue: _percent((it.low, it.best, it.high)) for issue, it in found.weights.items()}
    loc = ("deals", "values", found.party, "weights")
    values = case.deals.values.get(found.party)
    if values is not None and values.weights:
        edits = [Edit(loc=(*loc, issue), value=value) for issue, value in ranges.items()]
    else:
        edits = [Edit(loc=loc, value=ranges)]
    result = edited(file, edits)
    if result.errors:
        raise CaseError("\n".join(map(str, result.errors)), advice="nothing was written")
    assert result.document is not None
    try:
        save(result.document.file_text, target)
    except OSError as error:
        raise CaseError(f"cannot write {target}: {error.strerror}", advice="check the folder") from None
    typer.echo(f"Wrote {target}", err=True)
    if found.party not in seated(case) and found.party in seated(result.sound):
        typer.echo(f"With weights of its own {case.party_name(found.party)} now sits at the table.", err=True)


def _percent(ends: tuple[float, float, float]) -> float | list[float]:
    """Low, best and high of 100, or one number where they are the same."""
    low, best, high = (int(one) if one.is_integer() else one for one in (round(100 * one, 2) for one in ends))
    return best if low == high else [low, best, high]
