"""``detente evidence``: what stands behind each number; proposals from coverage, and a person's answers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from detente.cli.arguments import CaseArgument, CoderOption, JsonOption, ModelOption, coder_for

if TYPE_CHECKING:
    from detente.case.reader import CaseFile
    from detente.sources.evidence.pages import Page
    from detente.sources.evidence.proposals import PageInfo, Proposal

PagesArgument = Annotated[
    list[Path],
    typer.Argument(metavar="PAGE...", help="Saved pages (HTML or text), or folders of them.", show_default=False),
]
CaseOption = Annotated[
    str, typer.Option("--case", metavar="CASE", help="The case: a path or a name from the catalog.", show_default=False)
]


class _CaseFirst(TyperGroup):
    """A group whose first argument may be a case instead of a command: then ``list`` is meant."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


evidence = typer.Typer(cls=_CaseFirst, rich_markup_mode=None, no_args_is_help=True)


@evidence.callback()
def main() -> None:
    """What stands behind each number of a case, what has nothing behind it, and what speaks against it.

    With a case alone it lists that. The further commands propose edits from coverage, walk through them with you, and
    show what each party said and did. Nothing enters a case without a person.

    Example: detente evidence vienna-2015

    Example: detente evidence propose page.html --case my-case -o proposals.yaml
    """


@evidence.command("list")
def list_(
    case: CaseArgument,
    party: Annotated[str, typer.Option("--party", help="Only the numbers of this party, one by one.")] = "",
    issue: Annotated[str, typer.Option("--issue", help="Only the numbers on this issue, one by one.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="List every number, not only those without a quote.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """What stands behind each number: counts first, then what is missing and what contradicts.

    `detente evidence CASE` means the same.

    Example: detente evidence list vienna-2015 --party usa
    """
    from detente.case.catalog import load_case_file
    from detente.cli import evidence_words
    from detente.sources.evidence.standing import standing
    from detente.sources.verification import read_sources, verify

    file = load_case_file(case)
    it = file.sound
    _known(party, it.parties, "party")
    _known(issue, it.issues, "issue")
    found = standing(it, verify(it, read_sources(it, file.path.parent)))
    if json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        evidence_words.show_standing(it, found, party, issue, everything)


@evidence.command()
def propose(
    pages: PagesArgument,
    case: CaseOption,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File of proposals to write; answers it holds already stay.")
    ] = Path("proposals.yaml"),
    sensitivity: Annotated[
        str,
        typer.Option(
            "--sensitivity", help="Label of the quotes: public, team, source_protected or party_confidential."
        ),
    ] = "public",
    again: Annotated[bool, typer.Option("--again", help="Propose what was rejected before as well.")] = False,
    coder: CoderOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Propose edits of a case from pages: quotes for and against numbers, positions as ranges, events, facts.

    Writes a file you can read, change and walk through with `detente evidence review`; the case stays as it is.

    Example: detente evidence propose page.html --case my-case -o proposals.yaml
    """
    from typing import get_args

    from detente.case.claims import Sensitivity
    from detente.cli import evidence_words
    from detente.errors import CommandError
    from detente.sources.evidence.proposing import proposals_from
    from detente.sources.evidence.remembered import rejected

    labels: dict[str, Sensitivity] = {label: label for label in get_args(Sensitivity)}
    if sensitivity not in labels:
        raise CommandError(f"--sensitivity {sensitivity}: no such label", advice=f"one of {', '.join(labels)}")
    if any(str(page) == "-" for page in pages):
        raise CommandError("proposals quote pages that can be opened again", advice="save the page and name its file")
    file, coded, failed = _coded(case, pages, coder, model)
    before = frozenset() if again else rejected(file.path)
    made = proposals_from(coded, file.sound, file.path.parent, labels[sensitivity], before)
    kept, added = _write(output, file, made.pages, made.proposals)
    if json:
        from json import dumps

        counts = {"added": added, "kept": kept, "known": made.known, "rejected_before": made.rejected}
        data = {key: it.model_dump(mode="json") for key, it in made.proposals.items()}
        typer.echo(dumps({"file": str(output), **counts, "proposals": data}, indent=2, ensure_ascii=False))
    else:
        evidence_words.show_proposed(file.sound, made, output, kept, added, len(coded))
    if failed:
        raise typer.Exit(1)


@evidence.command()
def review(
    proposals: Annotated[Path, typer.Argument(metavar="PROPOSALS", help="File of proposals.", show_default=False)],
    case: CaseOption,
) -> None:
    """Walk through proposals: accept, change, reject, skip or quit. Every answer is saved at once.

    What you accept becomes an edit of the case with its evidence, comments kept; what you reject is remembered beside
    the case and not proposed again. Stop with q or Ctrl-C and go on later with the same command.

    Example: detente evidence review proposals.yaml --case my-case
    """
    from detente.case.catalog import catalog, is_table, load_case_file
    from detente.cli.evidence_review import walk
    from detente.errors import CommandError
    from detente.sources.evidence.session import Session

    file = load_case_file(case)
    if file.path in dict(catalog()).values():
        raise CommandError("the catalog is not changed", advice=f"copy the case first: detente cases {case} -o my-case")
    if is_table(file.path):
        raise CommandError("a table holds no evidence", advice="detente import TABLE -o case.yaml makes a case of it")
    file.sound  # noqa: B018  (raises with the findings)
    walk(Session(file.path, proposals))


@evidence.command()
def timeline(
    pages: PagesArgument,
    case: CaseOption,
    party: Annotated[
        list[str] | None,
        typer.Option("--party", help="Only this party; may be given more than once.", show_default=False),
    ] = None,
    json: JsonOption = False,
) -> None:
    """What each party said and did by day; what several pages report is one entry with all of them.

    Example: detente evidence timeline page.html other.html --case my-case --party usa
    """
    from detente.cli import evidence_words
    from detente.sources.evidence.timeline import timeline as compute

    file, coded, failed = _coded(case, pages)
    for name in party or ():
        _known(name, file.sound.parties, "party")
    entries = compute(coded, file.sound, party or ())
    if json:
        from json import dumps

        typer.echo(dumps([it.model_dump(mode="json") for it in entries], indent=2, ensure_ascii=False))
    else:
        evidence_words.show_timeline(file.sound, entries)
    if failed:
        raise typer.Exit(1)


def _coded(
    case: str, paths: list[Path], coder: str | None = None, model: str | None = None
) -> tuple[CaseFile, list[Page], bool]:
    """The case and its pages as coded; pages that cannot be read are named on standard error."""
    from detente.case.catalog import load_case_file
    from detente.sources.evidence.pages import coded_pages

    file = load_case_file(case)
    pages, errors = coded_pages(paths, file.sound, coder_for(file.sound, coder, model))
    if not pages and errors:
        raise errors[0]
    for error in errors:
        typer.echo(f"detente: {error.message}\n  {error.advice}", err=True)
    for page in pages:
        for finding in page.coding.findings:
            typer.echo(f"detente: {page.name}: {finding}", err=True)
    return file, pages, bool(errors)


def _write(
    output: Path, file: CaseFile, pages: Mapping[str, PageInfo], proposals: Mapping[str, Proposal]
) -> tuple[int, int]:
    """Write the proposals, those of an earlier run of the same file first; return how many were kept and added."""
    from detente.case.writer import save
    from detente.errors import CaseError
    from detente.sources.evidence.joining import joined
    from detente.sources.evidence.proposals import proposals_text, read_proposals

    earlier = read_proposals(output) if output.exists() else None
    if earlier is not None and earlier.wrong:
        wrong = "; ".join(f"{key}: {why}" for key, why in earlier.wrong.items())
        raise CaseError(
            f"{output} holds proposals that cannot be read: {wrong}", advice="correct them or use another -o"
        )
    if earlier is not None and earlier.case != file.sound.id:
        raise CaseError(f"{output} holds proposals for `{earlier.case}`", advice="use another -o")
    all_pages, all_proposals, added = joined(earlier, pages, proposals)
    text = proposals_text(file.sound.id, file.sound.digest, all_pages, all_proposals, output.resolve().parent)
    try:
        save(text, output)
    except OSError as error:
        raise CaseError(f"cannot write {output}: {error.strerror}", advice="check the folder") from None
    return len(all_proposals) - added, added


def _known(name: str, known: Iterable[str], what: str) -> None:
    there = list(known)
    if name and name not in there:
        from detente.errors import CaseError

        raise CaseError(f"the case has no {what} `{name}`", advice=f"there are: {', '.join(there) or 'none'}")
