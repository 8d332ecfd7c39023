"""The draft text of a package as a Markdown file that a delegation can work on."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.model import Case
from detente.results.deals import Deals, PackageView

SAYS = {"accepts": "accepts", "could_live_with": "could live with it", "refuses": "refuses"}


def draft_text(case: Case, found: Deals, view: PackageView) -> str:
    """Numbered clauses, what is still open, who says what to which clause and why, and where it comes from."""
    return "\n".join(_lines(case, found, view)) + "\n"


def _lines(case: Case, found: Deals, view: PackageView) -> Iterator[str]:
    yield f"# Draft text: {_plain(case.title or case.id)}"
    yield ""
    for number, clause in enumerate(view.text, 1):
        yield f"{number}. **{_plain(clause.name)}:** {_plain(clause.text)}"
    if view.open_points:
        yield from ("", "## Still open", "")
        yield from (f"- {_plain(text)}" for text in view.open_points)
    names = [stake.name for stake in found.parties.values()]
    yield from ("", "## Who says what, clause by clause", "", _row("Clause", *names), _row(*["---"] * (len(names) + 1)))
    for number, clause in enumerate(view.text, 1):
        yield _row(f"{number}. {clause.name}", *(SAYS[clause.verdicts[party]] for party in found.parties))
    yield from ("", "## Reasons", "")
    for number, clause in enumerate(view.text, 1):
        for party, stake in found.parties.items():
            yield f"- Clause {number}, {_plain(stake.name)} {SAYS[clause.verdicts[party]]}: {_plain(clause.reasons[party])}"
    yield ""
    yield f"{_plain(view.sentence)} The verdicts show what the numbers of the case imply, not what anybody has agreed to."
    yield ""
    yield f"detente {found.run.version}, case {found.run.case} {found.run.case_digest[:12]}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(_plain(cell).replace('|', '/') for cell in cells)} |"


def _plain(text: str) -> str:
    """On one line, with Markdown's own signs taken as they are."""
    text = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in text)
