"""One package looked at closely: who accepts it, as a draft text, what would improve it, what lies near it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.case.model import Case
from detente.engines.deals.building import space_of
from detente.engines.deals.draw_loops import dominated
from detente.engines.deals.packages.asked import Asked, Sides, package_asked, sides_asked
from detente.engines.deals.packages.clauses import clauses
from detente.engines.deals.packages.words import open_points, view_sentence
from detente.engines.deals.space import Ints, Rule, Space
from detente.engines.deals.trade_words import comparison_sentences, trade_sentence
from detente.engines.deals.trades import Trade as Exchange
from detente.engines.deals.trades import Work, compare, nearest_acceptable, trades
from detente.engines.deals.walks import tree
from detente.engines.deals.worth import plain, worths
from detente.errors import MethodError
from detente.results.deals import Deals, PackageComparison, PackageView, PackageWorth, PartyChange, Trade

STEPS = 20_000_000  # in search of a package that dominates this one
MOST_TRADES = 20
MOST_EXCHANGES = 2_000  # before those that end in the same package are put together


def looked_at(
    case: Case, found: Deals, package: Asked, *, compared: Asked | None = None, between: Sides | None = None
) -> Deals:
    """The deals with one package looked at closely (``package``), for the same parties at the same table.

    ``package`` and ``compared`` are the name of a solution or alternatives by issue; ``between`` limits the trades to
    two groups of parties. Raises :class:`MethodError` where one of them is not to be had.

    >>> from detente.case.catalog import load_case
    >>> from detente.engines.deals import deals
    >>> case = load_case("panama-canal")
    >>> looked_at(case, deals(case), "nash").package.sentence
    'The package passes: both parties accept it. No package that passes is at least as good for all and better for one.'
    """
    asked = found.run.parameters
    space = space_of(case, seat=asked.get("seat", ()), without=asked.get("without", ()))
    chosen, note = package_asked(case, space, found.solutions, package)
    notes = [note]
    other = None
    if compared is not None:
        other, note = package_asked(case, space, found.solutions, compared)
        notes.append(note)
    sides = sides_asked(space, between) if between is not None else None
    view = _Look(case, space, chosen, found.within).view(other, sides, notes)
    parameters = asked | {
        "package": _plain_asked(package),
        "compare": _plain_asked(compared),
        "between": _named(space, sides),
    }
    return found.model_copy(
        update={
            "run": found.run.model_copy(update={"parameters": parameters}),
            "package": view,
            "notes": (*found.notes, *filter(None, notes)),
        }
    )


def _plain_asked(asked: Asked | None) -> Any:
    return asked if asked is None or isinstance(asked, str) else {issue: float(mark) for issue, mark in asked.items()}


def _named(space: Space, sides: tuple[tuple[int, ...], ...] | None) -> list[list[str]] | None:
    return None if sides is None else [[space.parties[party] for party in side] for side in sides]


@dataclass(frozen=True)
class _Look:
    case: Case
    space: Space
    package: Ints
    within: str

    def view(
        self, other: Ints | None, sides: tuple[tuple[int, ...], tuple[int, ...]] | None, notes: list[str]
    ) -> PackageView:
        """Everything about the package; ``notes`` gets what could not be found out."""
        space = self.space
        accepted = space.acceptable(self.package[np.newaxis])[0]
        passes = bool(space.rule.passes(accepted))
        text = clauses(self.case, space, self.package)
        taken = tuple(party for party, yes in zip(space.parties, accepted, strict=True) if yes)
        nearest = None if passes else self._nearest(notes)
        efficient = self._efficient()
        return PackageView(
            package=self._worth(self.package),
            passes=passes,
            efficient=efficient,
            accepted_by=taken,
            text=text,
            open_points=open_points(self.case, text, taken),
            nearest=nearest,
            trades=self._trades(sides, notes),
            compared=self._compared(other) if other is not None else None,
            sentence=view_sentence(self.case, space, self.package, self.within, efficient),
        )

    def _worth(self, package: Ints) -> PackageWorth:
        return worths(self.space, package[np.newaxis])[0]

    def _efficient(self) -> bool | None:
        """Whether no other package dominates it, among those that pass or among all; None where that takes too long."""
        space = self.space
        if self.within == "all":
            count = len(space.parties)
            nobody = Rule(np.zeros(count, dtype=bool), 0, np.ones(count), 0.0)
            space = replace(space, rule=nobody)
        answer = dominated(tree(space), space.utilities_of(self.package[np.newaxis])[0], STEPS)
        return None if answer < 0 else answer == 0

    def _nearest(self, notes: list[str]) -> PackageWorth | None:
        try:
            found = nearest_acceptable(self.space, self.package)
        except MethodError as error:
            notes.append(f"The nearest package that passes could not be found out: {error.message}.")
            return None
        return self._worth(found) if found is not None else None

    def _trades(self, sides: tuple[tuple[int, ...], tuple[int, ...]] | None, notes: list[str]) -> tuple[Trade, ...]:
        """The best trades; of those that end in the same package only the one that is best for its traders."""
        found: dict[tuple[int, ...], Exchange] = {}
        work = Work()
        for one in trades(self.space, self.package, [sides] if sides else None, limit=MOST_EXCHANGES, work=work):
            found.setdefault(tuple(one.package.tolist()), one)
        if not work.enough:
            notes.append("There are too many exchanges to look at each: there may be better trades.")
        return tuple(self._trade(one) for one in list(found.values())[:MOST_TRADES])

    def _trade(self, one: Exchange) -> Trade:
        space = self.space

        def issues(block: int) -> tuple[str, ...]:
            """What really changes: of issues that are tied together not all need to."""
            places = space.blocks[block].issues
            old, new = (space.alternatives_of(it[np.newaxis])[0] for it in (self.package, one.package))
            return tuple(space.issues[place] for place in places if old[place] != new[place])

        return Trade(
            first=tuple(space.parties[party] for party in one.first),
            second=tuple(space.parties[party] for party in one.second),
            gives=issues(one.gives),
            gets=issues(one.gets),
            becomes=self._worth(one.package),
            gains={party: plain(float(gain)) for party, gain in zip(space.parties, one.gains, strict=True)},
            sentence=trade_sentence(space, one, self._names, self._issues, self.package),
        )

    def _compared(self, other: Ints) -> PackageComparison:
        space = self.space
        found = compare(space, self.package, other)
        sentences = comparison_sentences(space, found, self._names, self._issues)
        blocks = ["+".join(space.issues[place] for place in block.issues) for block in space.blocks]
        changes = {
            party: PartyChange(
                gain=plain(float(found.gains[place])),
                by_issue={
                    name: plain(float(part)) for name, part in zip(blocks, found.parts[:, place], strict=True)
                },
                sentence=sentences[place],
            )
            for place, party in enumerate(space.parties)
        }  # fmt: skip
        return PackageComparison(
            other=self._worth(other), passes=bool(space.in_zone(other[np.newaxis])[0]), changes=changes
        )

    @property
    def _names(self) -> list[str]:
        return [self.case.party_name(party) for party in self.space.parties]

    @property
    def _issues(self) -> list[str]:
        return [self.case.issue_name(issue) for issue in self.space.issues]
