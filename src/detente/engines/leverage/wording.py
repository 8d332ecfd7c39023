"""Effects in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.case.model import Case
from detente.results.leverage import Effect
from detente.results.shares import ShareOfDraws

SHOWN = 3
UNDETERMINED = " (undetermined: its sign depends on the draw)"


def points(value: float) -> str:
    """A number with as many digits as it needs.

    >>> points(-9.04), points(0.234), points(120.4)
    ('-9', '0.23', '120')
    """
    digits = 0 if abs(value) >= 10 else 1 if abs(value) >= 1 else 2
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(value: float) -> str:
    """The same with its sign.

    >>> signed(2.0), signed(-2.5), signed(0.0)
    ('+2', '-2.5', '0')
    """
    text = points(value)
    return f"+{text}" if float(text) > 0 else text


def moved(it: Effect) -> str:
    """A change with its interval, such as ``-9 [-15, -3]``.

    >>> moved(Effect(best=-9.0, interval80=(-15.0, -3.0), same_sign=1.0, verdict="robust"))
    '-9 [-15, -3]'
    """
    if it.best is None:
        return "undetermined"
    if it.interval80 is None or it.interval80[0] == it.interval80[1]:
        return signed(it.best)
    return f"{signed(it.best)} [{points(it.interval80[0])}, {points(it.interval80[1])}]"


def largest(found: Mapping[str, Effect], ranges: Mapping[str, float] | None = None) -> list[str]:
    """The names whose effects are not none, by size (as a share of each range where given), greatest first."""
    sizes = {
        name: abs(it.best or 0.0) / (ranges[name] if ranges else 1.0)
        for name, it in found.items()
        if it.best is not None and it.verdict != "none"
    }
    return sorted(sizes, key=lambda name: -sizes[name])


def outcome_words(case: Case, found: Mapping[str, Effect]) -> str:
    """On which issues an act moves the expected outcome, most first."""
    ranges = {issue: (it.high - it.low) or 1.0 for issue, it in case.issues.items()}
    names = largest(found, ranges)
    if not names:
        return "moves no expected outcome"
    parts = [f"{case.issue_name(name)} by {moved(found[name])}{_doubt(found[name])}" for name in names[:SHOWN]]
    more = f" and {len(names) - SHOWN} more less" if len(names) > SHOWN else ""
    return f"moves the expected outcome on {listed(parts)}{more}"


def utility_words(case: Case, found: Mapping[str, Effect], parties: Iterable[str], verb: str) -> str:
    """Whom an act helps or hurts, and by how many points."""
    parts = [f"{case.party_name(party)} {moved(found[party])}{_doubt(found[party])}" for party in list(parties)[:SHOWN]]
    return f"{verb} {listed(parts)}" if parts else ""


def backfire_words(case: Case, party: str, share: ShareOfDraws) -> str:
    """How often an act backfires for the party that takes it."""
    name = case.party_name(party)
    if share.value in (0.0, 1.0):
        return f"In {'every' if share.value else 'no'} draw {name} itself loses by it."
    chance = f"{100 * share.value:.0f} % of draws [{100 * share.low:.0f}, {100 * share.high:.0f}]"
    return f"{name} itself loses by it in {chance}."


def listed(parts: Iterable[str]) -> str:
    """Texts joined as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    items = list(parts)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def _doubt(it: Effect) -> str:
    return UNDETERMINED if it.verdict == "undetermined" else ""
