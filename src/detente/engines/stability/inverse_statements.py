"""The least change of option statements that makes a state an equilibrium, or breaks one.

A change is one of three: two neighbours in the order of priority trade places, a statement is taken out, or one is turned round.
All sets of changes are tried, the smallest first, so that what is found is the least; where too many would have to be tried it is said
how far the search came. Ways that give a party the same order of the states are tried once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from detente.case.conflict import Conflict
from detente.case.expressions import Atom, Expression, Not, parsed
from detente.case.states import option_expression
from detente.engines.stability.certificates import stable
from detente.engines.stability.game import Game, Positions
from detente.engines.stability.graph import graph_of
from detente.engines.stability.preferences import statement_ranks
from detente.errors import MethodError

MOST_TRIES = 20_000
MOST_CHANGES = 6
Items = tuple[tuple[int, bool], ...]  # statements by place, and whether each is turned round


@dataclass(frozen=True)
class StatementChange:
    """The new statements of each party that changes, in their new order; ``changes`` counts the changes of all parties."""

    statements: dict[str, tuple[str, ...]]
    changes: int


@dataclass(frozen=True)
class StatementSearch:
    """The least change found, or None; all sets of up to ``tried`` changes were looked at."""

    found: StatementChange | None
    tried: int
    complete: bool


def least_statement_change(
    conflict: Conflict,
    game: Game,
    state: int,
    concept: str,
    *,
    breaks: bool = False,
    parties: Sequence[str] | None = None,
    most_tries: int = MOST_TRIES,
) -> StatementSearch:
    """The fewest changes of statements that make a state (a position in the game) an equilibrium, or with ``breaks`` end it.

    ``complete`` is True where an answer is proven to be the least, or no number of changes is enough. Raises
    :class:`MethodError` where no party named has preferences by statements.
    """
    own = [
        party
        for party in game.parties
        if party in conflict.preferences
        and conflict.preferences[party].statements
        and party in (parties or game.parties)
    ]
    if not own:
        raise MethodError(
            "no party's preferences are given by statements", advice="ask for a change of rankings instead"
        )
    levels = [_Levels(conflict, party, game.states) for party in own]
    places = [game.parties.index(party) for party in own]
    tried = 0
    for changes in range(MOST_CHANGES + 1):
        for split in _splits(changes, [len(it.trees) for it in levels]):
            ways = [it.at(count, most_tries) for it, count in zip(levels, split, strict=True)]
            for picked in product(*ways):
                tried += 1
                if tried > most_tries:
                    return StatementSearch(None, changes - 1, complete=False)
                ranks = game.ranks.copy()
                for place, (_, new) in zip(places, picked, strict=True):
                    ranks[place] = new
                graph = graph_of(replace(game, ranks=ranks, partial=()))
                if all(stable(graph, party, state, concept) for party in graph.parties) != breaks:
                    told = {
                        it.party: it.texts(items)
                        for it, count, (items, _) in zip(levels, split, picked, strict=True)
                        if count
                    }
                    return StatementSearch(StatementChange(told, changes), changes, complete=True)
    return StatementSearch(None, MOST_CHANGES, complete=False)


class _Levels:
    """A party's lists of statements by how many changes they are away, each order of the states once."""

    def __init__(self, conflict: Conflict, party: str, states: np.ndarray) -> None:
        self.party, self.states = party, states
        self.words = [it.text for it in conflict.preferences[party].statements]
        self.trees: list[Expression] = [option_expression(conflict, text) for text in self.words]
        self.bits = {option.id: place for place, option in enumerate(conflict.options)}
        first: Items = tuple((place, True) for place in range(len(self.trees)))
        self.lists: list[list[Items]] = [[first]]
        self.seen = {first}
        ranks = self.ranks(first)
        self.orders = {ranks.tobytes()}
        self.fresh: list[list[tuple[Items, Positions]]] = [[(first, ranks)]]

    def at(self, changes: int, most: int) -> list[tuple[Items, Positions]]:
        """Lists of statements that number of changes away, with the ranks they give."""
        while len(self.lists) <= changes:
            lists: list[Items] = []
            fresh: list[tuple[Items, Positions]] = []
            for items in self.lists[-1]:
                for other in _neighbours(items):
                    if other in self.seen or len(lists) > most:
                        continue
                    self.seen.add(other)
                    lists.append(other)
                    ranks = self.ranks(other)
                    if ranks.tobytes() not in self.orders:
                        self.orders.add(ranks.tobytes())
                        fresh.append((other, ranks))
            self.lists.append(lists)
            self.fresh.append(fresh)
        return self.fresh[changes]

    def ranks(self, items: Items) -> Positions:
        """The ranks that statements give."""
        trees = [self.trees[place] if straight else Not(self.trees[place]) for place, straight in items]
        return statement_ranks(trees, self.states, self.bits)

    def texts(self, items: Items) -> tuple[str, ...]:
        """Statements as a case writes them."""
        return tuple(self.words[place] if straight else turned_round(self.words[place]) for place, straight in items)


def turned_round(text: str) -> str:
    """A statement turned round, as a person would write it.

    >>> turned_round("arm"), turned_round("not arm"), turned_round("arm if strike")
    ('not arm', 'arm', 'not (arm if strike)')
    """
    tree = parsed(text)
    if isinstance(tree, Atom):
        return f"not {text}"
    if isinstance(tree, Not) and isinstance(tree.part, Atom):
        return text.strip()[len("not") :].strip()
    return f"not ({text})"


def _neighbours(items: Items) -> Iterator[Items]:
    """Every list one change away."""
    for place in range(len(items)):
        if place + 1 < len(items):
            yield (*items[:place], items[place + 1], items[place], *items[place + 2 :])
        (statement, straight) = items[place]
        yield (*items[:place], (statement, not straight), *items[place + 1 :])
        yield (*items[:place], *items[place + 1 :])


def _splits(changes: int, most: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All ways to share changes among parties."""
    if not most:
        if changes == 0:
            yield ()
        return
    for own in range(changes + 1):
        for rest in _splits(changes - own, most[1:]):
            yield (own, *rest)
