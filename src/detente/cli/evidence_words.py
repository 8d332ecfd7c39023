"""Evidence in words: what stands behind numbers, what was proposed, who said and did what when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.sources.evidence.proposing import Proposed
    from detente.sources.evidence.standing import Count, NumberGround, Piece, Standing
    from detente.sources.evidence.timeline import Entry

SHOWN = 30
"""Numbers listed without `--all`."""


def show_standing(case: Case, found: Standing, party: str, issue: str, everything: bool) -> None:
    """Counts, then contradictions, then numbers without a quote (or all that were asked for)."""
    typer.echo(f"{case.title or case.id}: what stands behind its {found.total.numbers} numbers\n")
    typer.echo(_line("all", found.total, head=True))
    typer.echo(_line("all", found.total))
    for title, counts, name in (
        ("By party", found.parties, case.party_name), ("By issue", found.issues, case.issue_name)
    ):  # fmt: skip
        if counts:
            typer.echo(f"\n{title}")
        for key, count in counts.items():
            typer.echo(_line(name(key), count))
    chosen = [it for it in found.numbers if (not party or it.party == party) and (not issue or it.issue == issue)]
    contradicted = [it for it in chosen if it.against or _misquoted(it, found)]
    typer.echo("\nWhat contradicts\n" + ("" if contradicted else "  nothing is recorded"))
    for it in contradicted:
        _show_number(it, found)
    narrow = bool(party or issue)
    listed = [it for it in chosen if everything or narrow or it.ground in ("none", "misquoted")]
    title = "Numbers" if everything or narrow else "Numbers without any evidence"
    typer.echo(f"\n{title}" + ("" if listed else "\n  none"))
    limit = len(listed) if everything or narrow else SHOWN
    for it in listed[:limit]:
        _show_number(it, found)
    if len(listed) > limit:
        typer.echo(f"  ... and {len(listed) - limit} more; --all lists them")


HEADS = ("quote", "unverified", "background", "misquoted", "nothing", "against")


def _line(name: str, count: Count, head: bool = False) -> str:
    if head:
        return f"  {'':<30}" + "".join(f"{title:>12}" for title in HEADS)
    cells = (*count.grounds.values(), count.contradicted)
    return f"  {_cut(name, 30):<30}" + "".join(f"{cell:>12}" for cell in cells)


def _misquoted(it: NumberGround, found: Standing) -> bool:
    return any(key in found.pieces and found.pieces[key].ground == "misquoted" for key in it.evidence)


def _show_number(it: NumberGround, found: Standing) -> None:
    from detente.sources.evidence.standing import GROUNDS

    typer.echo(f"\n  {it.name}: {it.value}\n    {it.path}; {GROUNDS[it.ground]}")
    if it.why:
        typer.echo(f"    why: {' '.join(it.why.split())}")
    for sign, keys in (("for", it.evidence), ("against", it.against)):
        for key in keys:
            if key in found.pieces:
                typer.echo(f"    {sign} [{key}] {_piece(found.pieces[key])}")


def _piece(it: Piece) -> str:
    from detente.sources.evidence.grades import worded

    words = f"“{it.words}”" if it.quoted else it.words
    return f"{' '.join(words.split())} ({it.title}; {worded(it.reliability, it.credibility)}; {it.sensitivity.replace('_', ' ')}; {it.ground})"


def show_proposed(case: Case, made: Proposed, output: Path, kept: int, added: int, pages: int) -> None:
    """What was proposed, place by place."""
    counts: dict[str, int] = {}
    for it in made.proposals.values():
        counts[it.loc[0]] = counts.get(it.loc[0], 0) + 1
    what = ", ".join(f"{number} on {section}" for section, number in counts.items()) or "nothing"
    typer.echo(f"{pages} page{'' if pages == 1 else 's'} read: {what} proposed.")
    for it in made.proposals.values():
        value = it.value if it.does == "new" else it.suggests
        shown = f" {value}" if isinstance(value, list) else ""
        typer.echo(f"  {it.does:<8} {it.field}{shown}: {len(it.quotes)} quote{'' if len(it.quotes) == 1 else 's'}")
    if made.known or made.rejected:
        typer.echo(f"Left out: {made.known} quotes the case has already, {made.rejected} rejected before.")
    if made.undated:
        typer.echo(
            f"Left out: {made.undated} events without a day. Put the date of the page on a line below its headline."
        )
    if not made.proposals and not kept:
        typer.echo(f"{output}: 0 added, so there is nothing to review.")
        return
    typer.echo(f"{output}: {added} added, {kept} kept from before. Nothing is in the case yet; go through them with")
    typer.echo(f"  detente evidence review {output} --case CASE")


def show_timeline(case: Case, entries: Sequence[Entry]) -> None:
    """One line for each entry under its day, and below it where it is reported."""
    if not entries:
        typer.echo("No statement or event of a party was found.")
    day = ""
    for it in entries:
        date = it.date.isoformat() if it.date else "no day"
        if date != day:
            typer.echo(f"{date}")
            day = date
        who = _names(case, it.parties) or "speaker not known"
        toward = f" to {_names(case, it.toward)}" if it.toward else ""
        modality = "" if it.modality == "actual" else f" [{it.modality}]"
        asof = " (day of the page)" if it.dated == "page" and it.kind == "event" else ""
        typer.echo(f"  {who}{toward}: {it.what}{modality}{asof}: “{_cut(it.text, 200)}”")
        if it.issues:
            typer.echo(f"      about {', '.join(map(case.issue_name, it.issues))}")
        for place in it.places:
            typer.echo(f"      {place.publisher or place.page}, {place.page} at {place.start}-{place.end}")


def _names(case: Case, parties: Iterable[str]) -> str:
    return ", ".join(map(case.party_name, parties))


def _cut(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
