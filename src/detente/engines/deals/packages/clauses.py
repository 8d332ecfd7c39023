"""A package as a draft text, clause by clause, and what each party says to each clause.

From positions a party *accepts* an alternative that lies within the range of its position or as near to its best value
as any alternative does. It *could live with* one that is not beyond its bottom line; on a side of its position where it
has no bottom line, with one worth at least what no agreement is worth to it there. It *refuses* everything else, and
all beyond its red line. From a table of values it accepts what is worth most to it of the issue's alternatives and
could live with what is worth at least as much as no agreement. No agreement is worth the issue's reference; without a
reference the party's reservation counts as a share of 100. A party to which the issue has no weight accepts. What
issues are worth together (interactions) is not looked at here: a clause is judged by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.model import Case, Position
from detente.case.numbers import Number
from detente.engines.deals.analysis_words import points
from detente.engines.deals.building.numbers import OneIssue, Reading
from detente.engines.deals.packages.marks import clause_words, point_words
from detente.engines.deals.space import TOLERANCE, Ints, Space
from detente.results.deals import Clause, Verdict

Said = tuple[Verdict, str]


def clauses(case: Case, space: Space, package: Ints) -> tuple[Clause, ...]:
    """The clauses of a package (choices, shape (blocks,)), with the verdicts of all parties and their reasons.

    >>> from detente.case.catalog import load_case
    >>> from detente.engines.deals.building import space_of
    >>> case = load_case("panama-canal")
    >>> first = clauses(case, space_of(case), np.zeros(10, dtype=np.int64))[0]
    >>> first.verdicts, first.reasons["usa"]
    ({'usa': 'accepts', 'panama': 'could_live_with'}, 'worth 100 of 100 here, the most it can have')
    """
    reading = Reading(case, space.parties, 1, lambda loc, number: np.array([number.best]), "position")
    marks = space.alternatives_of(package[np.newaxis])[0]
    found = []
    for place, (issue, mark) in enumerate(zip(space.issues, marks.tolist(), strict=True)):
        it = _OnIssue(case, space, issue, place, mark, reading.issue(issue))
        said = {party: it.said(number) for number, party in enumerate(space.parties)}
        found.append(
            Clause(
                issue=issue,
                name=case.issue_name(issue),
                alternative=it.mark,
                text=clause_words(case.issues[issue], it.mark)[0],
                verdicts={party: verdict for party, (verdict, _) in said.items()},
                reasons={party: reason for party, (_, reason) in said.items()},
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class _OnIssue:
    """What a package picks on one issue: ``picked`` is the place of the alternative among those of the issue."""

    case: Case
    space: Space
    issue: str
    place: int
    picked: int
    read: OneIssue

    @property
    def mark(self) -> float:
        return self.space.alternatives[self.place][self.picked]

    def said(self, party: int) -> Said:
        """What a party says to it, and why: red line, no weight, the best it can have, then what it could live with."""
        name = self.space.parties[party]
        held = self.case.positions.get(name, {}).get(self.issue)
        if self.read.refused[0, party, self.picked]:
            return "refuses", f"beyond its red line, {self._words(self._number(name, held, 'red_line'))}"
        values = self.case.deals.values.get(name)
        if values is not None and values.tables.get(self.issue):
            if self.read.weights[0, party] == 0:
                return "accepts", "it gives this issue no weight"
            return self._by_table(party)
        if held is None:
            return "accepts", "it has no position here"
        if self.read.weights[0, party] == 0:
            return "accepts", "it gives this issue no weight"
        return self._by_position(party, name, held)

    def _by_table(self, party: int) -> Said:
        worth = self.read.worth[0, party]
        if worth[self.picked] >= worth.max() - TOLERANCE:
            return "accepts", f"worth {points(worth[self.picked])} of 100 here, the most it can have"
        return self._by_worth(party)

    def _by_position(self, party: int, name: str, held: Position) -> Said:
        position = self._number(name, held, "position") or held.position
        if position.low - TOLERANCE <= self.mark <= position.high + TOLERANCE:
            return "accepts", f"within its position, {self._range(position)}"
        distances = [abs(mark - position.best) for mark in self.space.alternatives[self.place]]
        if distances[self.picked] <= min(distances) + TOLERANCE:
            return "accepts", f"nothing is nearer to its position, {self._range(position)}"
        line = self._number(name, held, "bottom_line")
        if line is not None:
            side = np.sign(line.best - position.best)
            if side * (self.mark - position.best) > 0 or side == 0:
                beyond = abs(self.mark - position.best) > abs(line.best - position.best) + TOLERANCE
                where = f"its bottom line, {self._words(line)}"
                return ("refuses", f"beyond {where}") if beyond else ("could_live_with", f"not beyond {where}")
        return self._by_worth(party)

    def _by_worth(self, party: int) -> Said:
        """Against no agreement: the reference, or else the reservation as a share of 100."""
        worth = float(self.read.worth[0, party, self.picked])
        issue = self.case.issues[self.issue]
        referred = self.case.believed(("issues", self.issue, "reference"), issue.reference) is not None
        least = float(self.read.at_reference[0, party] if referred else self.space.reservations[party])
        shown = f"worth {points(worth, least)} of 100 here"
        if worth >= least - TOLERANCE:
            return "could_live_with", f"{shown}, no less than no agreement ({points(least, worth)})"
        return "refuses", f"{shown}, less than no agreement ({points(least, worth)})"

    def _number(self, party: str, held: Position | None, field: str) -> Number | None:
        """A number of a position as it is believed."""
        written = getattr(held, field) if held is not None else None
        return self.case.believed(("positions", party, self.issue, field), written)

    def _words(self, number: Number | None) -> str:
        return point_words(self.case.issues[self.issue], number.best) if number is not None else ""

    def _range(self, number: Number) -> str:
        if number.is_exact:
            return self._words(number)
        return f"{number.low:g} to {number.high:g}"
