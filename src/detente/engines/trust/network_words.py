"""The signed network in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.case.model import Case
from detente.results.trust import SignedNetwork, SignedPair, Split

MOST_TOLD = 8


def listed(names: Iterable[str]) -> str:
    """Names joined for reading.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    found = list(names)
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def network_sentences(case: Case, found: SignedNetwork) -> tuple[str, ...]:
    """Camps, who is in nobody's camp, what is tense, how far two camps fall short, and contradictory signs."""
    if not found.pairs:
        return ("No relation of the case has a sign, so that there are no camps to look for.",)
    return tuple(_sentences(case, found))


def _sentences(case: Case, found: SignedNetwork) -> Iterator[str]:
    free, two = found.any_camps, found.two_camps
    yield _camps(case, free)
    if free.splits is not None and free.splits > 1:
        names = listed(map(case.party_name, free.unsettled))
        yield f"{free.splits:,} splits are equally good; they differ in where {names} {_verb(free.unsettled, 'stands', 'stand')}."
    elif free.splits is None:
        yield "Other splits may be as good; with so many parties they were not counted."
    if free.tensions:
        told = "; ".join(_tension(case, pair) for pair in free.tensions[:MOST_TOLD])
        more = f"; and {len(free.tensions) - MOST_TOLD} more" if len(free.tensions) > MOST_TOLD else ""
        yield f"Tense, as they run against these camps: {told}{more}."
    else:
        yield "No relation runs against these camps."
    yield _two(free, two)
    balanced = found.triads.balanced
    if balanced is not None and found.triads.weakly_balanced is not None:
        total = (
            found.triads.no_hostile + found.triads.one_hostile + found.triads.two_hostile + found.triads.three_hostile
        )
        yield (
            f"Of {total} triads of parties, {balanced:.0%} are balanced (a friend's enemy is an enemy); with triads of three "
            f"enemies {found.triads.weakly_balanced:.0%}."
        ).replace("%", " %")
    for one, other in found.disputed[:MOST_TOLD]:
        yield f"{case.party_name(one)} and {case.party_name(other)} see each other with contradictory signs and are left out."


def _camps(case: Case, free: Split) -> str:
    camps = [listed(map(case.party_name, camp)) for camp in free.camps]
    best = "fall best" if free.proven else "fall, in the best split found in the time given,"
    count = f"{len(camps)} camp{'s' if len(camps) != 1 else ''}"
    text = f"The relations {best} into {count}: {'; '.join(camps)}." if camps else "No two parties form a camp."
    return f"{text} In nobody's camp: {listed(map(case.party_name, free.alone))}." if free.alone else text


def _two(free: Split, two: Split) -> str:
    counted = f"{two.disagreement} relation{'s' if two.disagreement != 1 else ''}"
    if not two.proven:
        counted = f"between {two.at_least} and {two.disagreement} relations (not settled in the time given)"
    text = f"Split into two camps only, {counted} would run against the split"
    if two.disagreement == free.disagreement:
        return f"{text}, no more than with any number of camps."
    own = str(free.disagreement) if free.proven else f"{free.at_least} to {free.disagreement}"
    return f"{text}, against {own} with any number of camps: two camps are too few to describe this conflict."


def _tension(case: Case, pair: SignedPair) -> str:
    names = f"{case.party_name(pair.one)} and {case.party_name(pair.other)}"
    return f"{names} are friendly across camps" if pair.sign > 0 else f"{names} are hostile within one camp"


def _verb(names: tuple[str, ...], one: str, several: str) -> str:
    return one if len(names) == 1 else several
