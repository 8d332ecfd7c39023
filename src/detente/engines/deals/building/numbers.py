"""The numbers of a case that packages are judged by, as arrays with a row for each set of beliefs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from detente.case.document import Loc
from detente.case.model import Case, Position
from detente.case.negotiation import alternatives, weights
from detente.case.numbers import Number
from detente.engines.deals.space import TOLERANCE
from detente.errors import MethodError

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Column = Callable[[Loc, Number], Array]
Stand = Literal["position", "stated", "bottom_line"]
Line = Literal["red_line", "bottom_line"]
STANDS = ("position", "stated", "bottom_line")


@dataclass(frozen=True)
class OneIssue:
    """What one issue is worth, one row for each set of beliefs.

    ``worth``, shape (rows, parties, alternatives), is the value of each alternative and ``at_reference``, shape
    (rows, parties), that of what holds without agreement, 0 to 100; ``weights``, shape (rows, parties), are not
    yet normalised; ``refused``, as ``worth``, is True beyond a red line.
    """

    worth: Array
    at_reference: Array
    weights: Array
    refused: Bools


@dataclass(frozen=True)
class TwoIssues:
    """What pairs of alternatives of two issues (places in the case) add to the utility of a party (place at the table).

    ``extra`` has shape (rows, alternatives, alternatives); ``at_reference``, shape (rows,), is what it adds to no
    agreement.
    """

    party: int
    issues: tuple[int, int]
    extra: Array
    at_reference: Array


class Reading:
    """Reads the numbers of one case through ``column``, which gives each its values, shape (rows,)."""

    def __init__(
        self, case: Case, parties: tuple[str, ...], rows: int, column: Column, stand: Stand | Mapping[str, Stand]
    ) -> None:
        self.case, self.parties, self.rows, self.column = case, parties, rows, column
        self.weights = {party: weights(case, party) for party in parties}
        self.stands = {party: stand if isinstance(stand, str) else stand.get(party, "position") for party in parties}
        for name in self.stands.values():
            if name not in STANDS:
                raise MethodError(f"no party can stand on `{name}`", advice=f"choose one of {', '.join(STANDS)}")

    def number(self, loc: Loc, written: Number | None) -> Array | None:
        """A number as the case believes it; None where it has none."""
        believed = self.case.believed(loc, written)
        return None if believed is None else self.column(loc, believed)

    def issue(self, issue: str) -> OneIssue:
        """All that concerns one issue."""
        parties, marks = self.parties, np.array(alternatives(self.case, issue))
        reference = self.number(("issues", issue, "reference"), self.case.issues[issue].reference)
        worth = np.zeros((self.rows, len(parties), len(marks)))
        at_reference, weight = np.zeros((self.rows, len(parties))), np.zeros((self.rows, len(parties)))
        refused = np.zeros(worth.shape, dtype=bool)
        for place, party in enumerate(parties):
            curve = self.curve(party, issue)
            if curve is None:
                continue
            worth[:, place] = curve(np.broadcast_to(marks, (self.rows, len(marks))))
            if reference is not None:
                at_reference[:, place] = curve(reference[:, np.newaxis])[:, 0]
            weight[:, place] = self.column(*self.weights[party][issue])
            refused[:, place] = self.beyond(party, issue, "red_line", marks)
        return OneIssue(worth, at_reference, weight, refused)

    def reservation(self, party: str) -> Array | None:
        """The utility of no agreement as given, under the party's values first; None where it follows from references."""
        values = self.case.deals.values.get(party)
        if values is not None and values.reservation is not None:
            return self.number(("deals", "values", party, "reservation"), values.reservation)
        return self.number(("parties", party, "reservation"), self.case.parties[party].reservation)

    def together(self, number: int, marks: tuple[tuple[float, ...], ...]) -> TwoIssues:
        """One interaction; pairs of alternatives that it does not name add nothing."""
        it = self.case.deals.interactions[number]
        places = [list(self.case.issues).index(issue) for issue in it.issues]
        listed = [marks[place] for place in places]
        extra = np.zeros((self.rows, len(listed[0]), len(listed[1])))
        for first, row in it.values.items():
            for second, written in row.items():
                if first in listed[0] and second in listed[1]:
                    loc = _loc("deals", "interactions", number, "values", first, second)
                    value = self.column(loc, self.case.believed(loc, written) or written)
                    extra[:, listed[0].index(first), listed[1].index(second)] = value
        at = [self._at_alternative(issue, its) for issue, its in zip(it.issues, listed, strict=True)]
        at_reference = np.einsum("ra,rab,rb->r", at[0], extra, at[1])
        return TwoIssues(self.parties.index(it.party), (places[0], places[1]), extra, at_reference)

    def _at_alternative(self, issue: str, marks: tuple[float, ...]) -> Array:
        """1 at the alternative that the reference is, shape (rows, alternatives)."""
        reference = self.number(("issues", issue, "reference"), self.case.issues[issue].reference)
        if reference is None:
            return np.zeros((self.rows, len(marks)))
        return np.where(np.abs(reference[:, np.newaxis] - np.array(marks)) <= TOLERANCE, 1.0, 0.0)

    def curve(self, party: str, issue: str) -> Callable[[Array], Array] | None:
        """Values, 0 to 100, at points of the scale, shape (rows, points); None where the party has no stake."""
        values = self.case.deals.values.get(party)
        table = values.tables.get(issue) if values is not None else None
        if table:
            return self._table_curve(party, issue, table)
        held = self._held(party, issue)
        if held is None:
            return None
        name = self.stands[party]
        number = getattr(held, name)
        ideal = self.number(("positions", party, issue, name), number) if number is not None else None
        if ideal is None:
            ideal = self.column(*self._position(party, issue, held))
        it = self.case.issues[issue]
        width = (it.high - it.low) or 1.0
        return lambda points: 100 * (1 - np.abs(ideal[:, np.newaxis] - points) / width)

    def _table_curve(self, party: str, issue: str, table: Mapping[float, Number]) -> Callable[[Array], Array]:
        """Between the alternatives of a table its values run straight, beyond its ends they stay."""
        marks = sorted(table)
        columns = [self._table_value(party, issue, mark, table[mark]) for mark in marks]
        worths = np.stack(columns, axis=1)
        return lambda points: np.array([np.interp(at, marks, worth) for at, worth in zip(points, worths, strict=True)])

    def _table_value(self, party: str, issue: str, mark: float, written: Number) -> Array:
        loc = _loc("deals", "values", party, "tables", issue, mark)
        return self.column(loc, self.case.believed(loc, written) or written)

    def beyond(self, party: str, issue: str, line: Line, marks: Array) -> Bools:
        """Alternatives beyond the red line or the bottom line; the side is that of the best values, whatever is drawn.

        A line at the position itself leaves nothing else.
        """
        held = self._held(party, issue)
        loc: Loc = ("positions", party, issue, line)
        believed = self.case.believed(loc, getattr(held, line)) if held is not None else None
        if held is None or believed is None:
            return np.zeros((self.rows, len(marks)), dtype=bool)
        at = self.column(loc, believed)[:, np.newaxis]
        away = believed.best - self._position(party, issue, held)[1].best
        beyond = np.abs(marks - at) if abs(away) <= TOLERANCE else np.sign(away) * (marks - at)
        return np.asarray(beyond > TOLERANCE)

    def _held(self, party: str, issue: str) -> Position | None:
        return self.case.positions.get(party, {}).get(issue)

    def _position(self, party: str, issue: str, held: Position) -> tuple[Loc, Number]:
        loc: Loc = ("positions", party, issue, "position")
        return loc, self.case.believed(loc, held.position) or held.position


def _loc(*steps: Any) -> Loc:
    """A location whose steps may be alternatives, as :func:`detente.case.walk.numbers` gives it."""
    return steps
