"""The smallest coalitions that can pass a package and the smallest that can stop every one, as results and in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb

from detente.engines.deals.analysis_words import listed
from detente.engines.deals.power import blocking_sets, winning_coalitions
from detente.engines.deals.space import Rule
from detente.results.deals import Coalitions

MOST = 200  # coalitions of a kind in a result
SHOWN = 4  # in a sentence
Members = tuple[int, ...]


def coalitions_of(rule: Rule, parties: Sequence[str], names: Sequence[str]) -> Coalitions:
    """The minimal winning coalitions and blocking sets of a rule; ``names`` are those of the parties for reading.

    >>> import numpy as np
    >>> council = Rule(np.array([True, True, False, False, False]), 4, np.ones(5), 0.0)
    >>> coalitions_of(council, "abcde", "ABCDE").sentences
    ('A package passes with A and B and any two of C, D and E.',
     'Every package can be stopped by A alone, by B alone, or by any two of C, D and E.')
    """
    winning, blocking = winning_coalitions(rule, MOST + 1), blocking_sets(rule, MOST + 1)
    complete = len(winning) <= MOST and len(blocking) <= MOST
    winning, blocking = winning[:MOST], blocking[:MOST]
    plain = winning == (tuple(range(len(parties))),)
    return Coalitions(
        winning=tuple(tuple(parties[one] for one in members) for members in winning),
        blocking=tuple(tuple(parties[one] for one in members) for members in blocking),
        complete=complete,
        sentences=() if plain else _sentences(winning, blocking, complete, names),
    )


def _sentences(
    winning: Sequence[Members], blocking: Sequence[Members], complete: bool, names: Sequence[str]
) -> tuple[str, ...]:
    if not winning:
        return ("No package can pass, even if everybody accepts it: the pass rule cannot be met.",)
    if winning == ((),):
        return ("A package needs nobody's consent.",)
    core = set.intersection(*map(set, winning))
    rest = [tuple(one for one in members if one not in core) for members in winning]
    always = listed([names[one] for one in sorted(core)], len(names))
    if rest == [()]:
        passes = f"A package passes with {always}"
    elif always:
        passes = f"A package passes with {always} and {_one_of(rest, complete, names)}"
    else:
        passes = f"A package passes with {_one_of(rest, complete, names)}"
    alone = [f"by {names[members[0]]} alone" for members in blocking if len(members) == 1]
    others = [members for members in blocking if len(members) > 1]
    ways = [*alone, *([f"by {_one_of(others, complete, names)}"] if others else [])]
    joined = ", or ".join([", ".join(ways[:-1]), ways[-1]] if len(ways) > 1 else ways)
    return f"{passes}.", f"Every package can be stopped {joined}."


def _one_of(sets: Sequence[Members], complete: bool, names: Sequence[str]) -> str:
    """Sets of which any one will do: "any two of A, B and C" where all of a size are meant, else the sets themselves."""
    pool = sorted(set().union(*sets))
    size = len(sets[0])
    if complete and len(sets) > 1 and len(sets) == comb(len(pool), size) and set(sets) == set(combinations(pool, size)):
        return f"any {_number(size)} of {listed([names[one] for one in pool], len(names))}"
    shown = [listed([names[one] for one in members], len(names)) for members in sets[:SHOWN]]
    more = len(sets) - len(shown)
    if more:
        text = ", or ".join(shown)
        return (
            f"{text}, or {'other sets' if not complete else f'{more} other set' + ('s' if more > 1 else '')} of parties"
        )
    return ", or ".join(shown)


def _number(size: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[size] if size < len(words) else str(size)
