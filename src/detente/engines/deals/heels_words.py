"""Positions at the table in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.deals.analysis_words import any_of, listed, points
from detente.engines.deals.heels import Heels
from detente.engines.deals.within import Together

LEAST_SHOWN = 0.5  # points of a mean; less is not worth a minister's time
SETS_SHOWN = 3


LOST = "; no package is then acceptable to all"


@dataclass(frozen=True)
class Said:
    """What is said of one party: how its sentence starts, what becomes of the zone, and whether that is a change."""

    party: int
    start: str
    body: str
    changes: bool


def change_body(found: Heels, names: Sequence[str]) -> str:
    """What becomes of the zone and who pays; the rest of a sentence such as "If Iran digs in its heels, ..."."""
    if found.after.empty:
        return f"{'still ' if found.before.empty else ''}no package passes"
    if found.before.empty:
        return "a zone opens" if found.after.count is None else f"a zone of {_packages(found.after.count)} opens"
    if not found.changes:
        return "the same packages pass as before" if found.counted else "packages still pass"
    return f"{_zone(found)}; {'on average' if found.counted else 'at best'} {_who_pays(found, names)}"


def _zone(found: Heels) -> str:
    before, after = found.before.count, found.after.count
    if before is None or after is None:
        return "packages still pass"
    if after == before:
        return f"as many packages pass as before ({after:,})"
    verb = "passes" if after == 1 else "pass"
    return f"{_packages(after)} {verb} instead of {before:,}"


def _who_pays(found: Heels, names: Sequence[str]) -> str:
    """What the party itself gets, then those who lose, the greatest loss first."""
    shift, own = found.shift, float(found.shift[found.party])
    order = [place for place in np.argsort(shift, kind="stable").tolist() if place != found.party]
    losers = [place for place in order if shift[place] <= -LEAST_SHOWN]
    if abs(own) < LEAST_SHOWN and not losers:
        return "nobody loses as much as half a point"
    if own <= -LEAST_SHOWN:
        itself = f"{names[found.party]} itself loses {points(-own)}"
    elif own >= LEAST_SHOWN:
        itself = f"{names[found.party]} gains {points(own)}"
    else:
        itself = f"{names[found.party]} hardly gains"
    if not losers:
        return f"{itself} and {'no other loses' if own < 0 else 'nobody loses as much as half a point'}"
    first, *rest = losers
    costs = [f"{names[first]} loses {points(-shift[first])}"]
    costs += [f"{names[place]} {points(-shift[place])}" for place in rest]
    return f"{itself}, while {listed(costs)}"


def joined_sentences(said: Sequence[Said], names: Sequence[str], every: str, does: str) -> list[str]:
    """All of these in short: parties of which the same is to be said share a sentence, those that change nothing last.

    ``does`` are the words for what they do ("digs in its heels"), ``every`` those for all of them.

    >>> joined_sentences([Said(0, "If a waits", "no package passes", True), Said(1, "If b waits", "all is as before", False),
    ...                   Said(2, "If c waits", "all is as before", False)], ["a", "b", "c"], "any", "waits")
    ['If a waits, no package passes.', 'If b or c waits, all is as before.']
    """
    groups: dict[tuple[bool, str], list[Said]] = {}
    for one in said:
        groups.setdefault((not one.changes, one.body), []).append(one)
    texts = []
    for (_, body), group in sorted(groups.items(), key=lambda item: item[0][0]):
        if len(group) == 1:
            start = group[0].start
        else:
            who = every if len(group) == len(said) > 2 else any_of([names[one.party] for one in group])
            start = f"If {who} {does}"
        texts.append(f"{start}, {body}.")
    return texts


def within_sentence(
    packages: int,
    having: Sequence[str],
    together: Together | None,
    passing: Sequence[int | None],
    apart: Sequence[str],
    names: Sequence[str],
) -> str:
    """Whether bottom lines can all be met, and whose at most."""
    if packages:
        verb = "lies" if packages == 1 else "lie"
        return (
            f"{_packages(packages)} {verb} within the bottom lines of all who have any ({listed(having, len(having))})."
        )
    start = "No package lies within everybody's bottom lines"
    if apart:
        start += f": on {listed(apart, 4)} no alternative does"
    if together is None:
        return f"{start}."
    most = int(together.sets[0].sum())
    if most < 2:
        return f"{start}. No two parties' bottom lines can be met together."
    shown = [
        f"{listed([name for name, member in zip(names, members, strict=True) if member], 20)} ({_many(count, good)})"
        for members, count, good in zip(together.sets, together.packages, passing, strict=False)
    ]
    rest = len(together.sets) - min(len(shown), SETS_SHOWN)
    more = f"; or {rest} other sets of as many" if rest > 1 else "; or one other set of as many" if rest else ""
    return (
        f"{start}. At most {most} of the {len(having)} parties that have any can have theirs met together: "
        f"{'; or '.join(shown[:SETS_SHOWN])}{more}."
    )


def _many(count: int, passing: int | None) -> str:
    if passing is None:
        return _packages(count)
    if passing == count:
        return f"{_packages(count)}, {'which passes' if count == 1 else 'all of which pass'}"
    return (
        f"{_packages(count)}, {f'{passing:,}' if passing else 'none'} of which {'passes' if passing == 1 else 'pass'}"
    )


def _packages(count: int) -> str:
    return f"{count:,} package{'' if count == 1 else 's'}"
