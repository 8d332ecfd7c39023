"""What would close an open zone, as a result and in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.case.model import Case
from detente.engines.deals.analysis_words import any_of, in_points, listed, points
from detente.engines.deals.closing import SECONDS, Closers, RedLine, closers, red_lines
from detente.engines.deals.space import Space
from detente.engines.deals.worth import plain
from detente.results.deals import Closing, JointRise, Refusal, Rise

LESS = 0.9  # of the least rise of one party: several together are told of only where they need less than that
MOST_NAMED = 3  # parties of which it is said how far their reservations would rise
FEW = 2  # alternatives that are named when they are refused; of more, those that are left are named


def closing(case: Case, space: Space, seconds: float = SECONDS) -> Closing | None:
    """The smallest changes that close the zone of a case; None where it is empty or too large to search."""
    found = closers(space, seconds)
    if found is None:
        return None
    order = sorted((rise, party) for party, rise in enumerate(found.rises.tolist()) if np.isfinite(rise))
    rises = tuple(_rise(space, party, rise) for rise, party in order)
    together = None
    if found.together is not None:
        movers = [(rise, party) for party, rise in enumerate(found.together.rises.tolist()) if np.isfinite(rise)]
        if len(movers) > 1:
            joint = tuple(_rise(space, party, rise) for rise, party in sorted(movers, reverse=True))
            together = JointRise(rises=joint, total=plain(found.together.total))
    lines = red_lines(space, found)
    needed = np.flatnonzero(found.needed).tolist() if found.needed is not None else []
    return Closing(
        needed=tuple(space.parties[party] for party in needed),
        rises=rises,
        together=together,
        together_known=found.together is not None,
        refusals=tuple(_refusal(space, one) for one in lines),
        refusals_known=found.used is not None,
        sentences=_sentences(case, space, found, rises, together, lines),
    )


def _rise(space: Space, party: int, rise: float) -> Rise:
    old = float(space.reservations[party])
    return Rise(party=space.parties[party], reservation=old, above=plain(old + rise), rise=plain(rise))


def _refusal(space: Space, one: RedLine) -> Refusal:
    marks = space.alternatives[one.issue]
    return Refusal(
        party=space.parties[one.party],
        issue=space.issues[one.issue],
        alternatives=tuple(marks[place] for place in one.refused),
        left=tuple(marks[place] for place in one.left),
        loss=plain(one.loss),
    )


def _sentences(
    case: Case,
    space: Space,
    found: Closers,
    rises: tuple[Rise, ...],
    together: JointRise | None,
    lines: tuple[RedLine, ...],
) -> tuple[str, ...]:
    texts = []
    if rises:
        more = len(rises) - MOST_NAMED
        rest = f", or for {more} more part{'y' if more == 1 else 'ies'} further still" if more > 0 else ""
        text = f"The zone closes if {_moves(case, rises[:MOST_NAMED], ', or ')}{rest}"
        certain = found.needed is not None and len(rises) == int(found.needed.sum())
        others = ". No other party can close it alone" if certain and len(rises) < len(space.parties) else ""
        texts.append(f"{text}{others}.")
    elif found.needed is not None and not found.needed.any():
        texts.append("No party can close the zone alone: without any one of them packages still pass.")
    if together is not None and (not rises or together.total <= LESS * rises[0].rise):
        start = "Less is enough if several reservations rise together" if rises else "Several together can close it"
        texts.append(f"{start}: {_moves(case, together.rises, ', and ')} ({in_points(together.total)} in all).")
    if lines:
        texts.append(_red_line(case, space, [one for one in lines if _same(one, lines[0])]))
    return tuple(texts)


def _same(one: RedLine, other: RedLine) -> bool:
    return one.issue == other.issue and one.refused == other.refused


def _moves(case: Case, rises: Sequence[Rise], join: str) -> str:
    first, *rest = rises
    texts = [f"{_whose(case, first)} reservation rises {_far(first)}"]
    texts += [f"{_whose(case, one)} {_far(one)}" for one in rest]
    return join.join(texts)


def _whose(case: Case, one: Rise) -> str:
    name = case.party_name(one.party)
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _far(one: Rise) -> str:
    if not one.rise:
        return f"above {points(one.reservation)}, where it stands"
    return f"from {points(one.reservation, one.above)} to above {points(one.above, one.reservation)}"


def _red_line(case: Case, space: Space, lines: Sequence[RedLine]) -> str:
    """The red lines of several parties on one issue."""
    issue = space.issues[lines[0].issue]
    name = case.issue_name(issue)
    if len(lines[0].refused) <= FEW:
        who = any_of([case.party_name(space.parties[one.party]) for one in lines])
        return f"It also closes if {who} refuses {_quoted(case, space, lines[0].issue, lines[0].refused)} on {name}."
    first, *rest = lines
    texts = [
        f"{case.party_name(space.parties[first.party])} accepts nothing on {name} but "
        f"{_quoted(case, space, first.issue, first.left)}"
    ]
    texts += [
        f"{case.party_name(space.parties[one.party])} nothing but {_quoted(case, space, one.issue, one.left)}"
        for one in rest
    ]
    return f"It also closes if {', or '.join(texts)}."


def _quoted(case: Case, space: Space, issue: int, places: Sequence[int]) -> str:
    scale = case.issues[space.issues[issue]].scale
    marks = [space.alternatives[issue][place] for place in places]
    return listed(f'"{scale[mark]}"' if scale.get(mark) else f"{mark:g}" for mark in marks)
