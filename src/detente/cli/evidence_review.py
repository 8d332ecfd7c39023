"""Walking through proposals in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from detente.errors import CaseError

if TYPE_CHECKING:
    from detente.sources.evidence.proposals import Proposal
    from detente.sources.evidence.session import Session

CHOICES = "[a]ccept, [c]hange, [r]eject, [s]kip, [q]uit? "


class _QuitError(Exception):
    """The person stops here."""


def walk(session: Session) -> None:
    """Ask for every open proposal; end at the last, at q, at the end of the input or at Ctrl-C."""
    file = session.began
    for key, why in file.wrong.items():
        typer.echo(f"detente: {file.path}: `{key}` is passed over: {why}", err=True)
    if file.case != session.file().sound.id:
        typer.echo(f"Note: these were proposed for the case `{file.case}`, this one is `{session.file().sound.id}`.")
    settled = session.settled()
    if settled:
        typer.echo(f"{settled} stand in the case already and are marked as accepted.")
    if session.changed_since:
        typer.echo("Note: the case has changed since these were proposed; the values shown are those it has now.")
    del session.began
    keys = session.began.open
    answers = {"accepted": 0, "changed": 0, "rejected": 0, "skipped": 0}
    try:
        for place, key in enumerate(keys, 1):
            it = session.began.proposals[key]
            _show(session, it, f"{place} of {len(keys)}")
            answers[_answered(session, key, it)] += 1
    except (_QuitError, KeyboardInterrupt) as stopped:
        typer.echo("")
        _end(session, answers, len(keys))
        if isinstance(stopped, KeyboardInterrupt):
            raise
        return
    _end(session, answers, len(keys))


def _end(session: Session, answers: dict[str, int], number: int) -> None:
    left = number - sum(answers[name] for name in ("accepted", "changed", "rejected"))
    typer.echo(
        f"{answers['accepted']} accepted, {answers['changed']} changed, {answers['rejected']} rejected; {left} left. "
        "All answers are saved" + ("; run the same command to go on." if left else ".")
    )


def _show(session: Session, it: Proposal, place: str) -> None:
    from detente.sources.evidence.grades import worded

    case = session.file().sound
    typer.echo(f"\n[{place}] {_title(session, it)}")
    present = session.present(it)
    if it.loc[0] == "positions":
        typer.echo(f"  now: {present if present is not None else 'no number'}")
    if it.does == "new":
        typer.echo(f"  proposed: {_value(it.value)}")
    else:
        typer.echo(f"  adds evidence {'against it' if it.does == 'against' else 'for it'}; the number stays")
        if it.suggests is not None:
            typer.echo(f"  these quotes alone suggest: {_value(it.suggests)}")
    typer.echo(f"  why: {it.why}")
    for one in it.quotes:
        about = session.began.pages[one.page]
        by = f" said by {case.party_name(one.by)}," if one.by else ""
        toward = f" toward the {one.toward} end," if one.toward else ""
        typer.echo(f"  “{' '.join(one.quote.split())}”")
        where = ", ".join(str(part) for part in (about.publisher or about.title or about.file, about.date) if part)
        typer.echo(f"     {where}, characters {one.span[0]} to {one.span[1]};{by}{toward}")
        typer.echo(f"     {worded(one.reliability, one.credibility)}; {one.sensitivity.replace('_', ' ')}")
    if problem := session.problem(it):
        typer.echo(f"  CANNOT BE ACCEPTED: {problem}")


def _title(session: Session, it: Proposal) -> str:
    case = session.file().sound
    if it.loc[0] == "positions":
        name = it.loc[3].replace("_", " ")
        return f"{name} of {case.party_name(it.loc[1])} on {case.issue_name(it.loc[2])} ({it.field})"
    return f"{'event between parties' if it.loc[0] == 'events' else 'fact on the ground'} ({it.field})"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    return "none; choose change to give one" if value is None else str(value)


def _answered(session: Session, key: str, it: Proposal) -> str:
    """Ask until one proposal is answered, and save the answer."""
    while True:
        answer = _ask(CHOICES).lower()[:1]
        try:
            if answer == "a":
                typer.echo(f"  written: {session.accept(key, it)}")
                return "accepted" if it == session.began.proposals[key] else "changed"
            if answer == "r":
                session.reject(key, it)
                return "rejected"
            if answer == "s":
                return "skipped"
            if answer == "q":
                raise _QuitError
            if answer == "c":
                it = _changed(it)
                _show(session, it, "changed")
            else:
                typer.echo("  type a, c, r, s or q")
        except CaseError as error:
            typer.echo(f"  not written: {error.message}\n  {error.advice}")


def _changed(it: Proposal) -> Proposal:
    """Ask for value, side, grade and label; an empty answer keeps what stands there."""
    from pydantic import ValidationError

    from detente.case.edits import Edit
    from detente.sources.evidence.proposals import Proposal

    changes: dict[str, Any] = {}
    positions = it.loc[0] == "positions"
    now = it.value if it.does == "new" else it.suggests
    if positions:
        text = _ask(
            f"  value, such as 40 or [30, 60] (empty: {'keep' if it.does == 'new' else 'leave the number'} {_value(now) if it.does == 'new' else ''}): "
        )
        if text:
            changes["value"] = Edit.parse(f"{it.field}={text}").value
            changes["does"] = "new" if it.does == "new" else "supports"
    if positions and it.does != "new" and "value" not in changes:
        side = _ask(f"  for or against the number (empty: {'against' if it.does == 'against' else 'for'}): ").lower()
        if side[:1] in ("f", "a"):
            changes["does"] = "against" if side[:1] == "a" else "supports"
    if it.loc[0] == "facts" or (it.loc[0] == "events" and it.does == "new"):
        text = _ask("  what happened, in a few words (empty: keep): ")
        if text:
            changes["value"] = {**it.value, "what": text}
    quotes: dict[str, Any] = {}
    if letter := _ask(f"  reliability of the source, A to F (empty: {it.quotes[0].reliability}): ").upper():
        quotes["reliability"] = letter
    if digit := _ask(f"  credibility of what it says, 1 to 6 (empty: {it.quotes[0].credibility}): "):
        quotes["credibility"] = int(digit) if digit.isdecimal() else digit
    if label := _ask(f"  public, team, source_protected or party_confidential (empty: {it.quotes[0].sensitivity}): "):
        quotes["sensitivity"] = label
    raw = it.model_dump() | changes
    raw["quotes"] = [{**one, **quotes} for one in raw["quotes"]]
    try:
        return Proposal.model_validate(raw)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        raise CaseError(f"{detail['loc'][-1]}: {detail['msg']}", advice="choose change again") from None


def _ask(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        raise _QuitError from None
