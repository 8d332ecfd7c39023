"""Who sits at the table and what a package may pick: what a case says by its defaults, in one place."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.deals import PartyValues
from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.stances import ASSUMED_SALIENCE
from detente.errors import MethodError


def seated(case: Case, seat: Iterable[str] = (), without: Iterable[str] = ()) -> tuple[str, ...]:
    """The parties whose consent counts, in the order of the case.

    Those at the table by their role, and any with a veto, a weight under the quota or explicit values. A party at the
    table by its role alone, without a position or a table of values on any issue, has nothing to agree to and is left
    out. ``seat`` adds parties, ``without`` removes them. Raises :class:`MethodError` for a party that the case lacks.

    >>> from detente.case.model import Party, Position
    >>> case = Case(id="two", parties={"a": Party(), "b": Party(role="absent")},
    ...             issues={"x": {}}, positions={"a": {"x": Position(position=0)}, "b": {"x": Position(position=9)}})
    >>> seated(case), seated(case, seat=["b"], without=["a"])
    (('a',), ('b',))
    """
    asked = {*seat}, {*without}
    for party in sorted(asked[0] | asked[1]):
        if party not in case.parties:
            raise MethodError(f"no party is called `{party}`", advice=f"the parties are: {', '.join(case.parties)}")
    return tuple(party for party in case.parties if party not in asked[1] and (party in asked[0] or _sits(case, party)))


def _sits(case: Case, party: str) -> bool:
    rule = case.deals.pass_rule
    if party in case.deals.values or (rule is not None and (party in rule.veto or party in rule.weights)):
        return True
    return case.parties[party].role == "at_table" and any(
        issue in case.issues for issue in case.positions.get(party, ())
    )


def alternatives(case: Case, issue: str) -> tuple[float, ...]:
    """What a package may pick on an issue: its ``deals.alternatives`` as listed, else the marks of its scale, each once.

    >>> alternatives(Case(id="one", issues={"x": {"scale": {0: "no", 10: "yes"}}}), "x")
    (0.0, 10.0)
    """
    if issue in case.deals.alternatives:
        return tuple(dict.fromkeys(case.deals.alternatives[issue]))
    return tuple(sorted(case.issues[issue].scale))


def weights(case: Case, party: str) -> dict[str, tuple[Loc, Number]]:
    """The weights of the issues on which a party has a position or a table of values, not normalised, with their places.

    Those given under ``deals.values``, if any are: an issue that they leave out counts nothing. Else salience, 50 where
    none is given.
    """
    values, held = case.deals.values.get(party, PartyValues()), case.positions.get(party, {})
    found: dict[str, tuple[Loc, Number]] = {}
    for issue in case.issues:
        if issue not in held and not values.tables.get(issue):
            continue
        if values.weights:
            loc: Loc = ("deals", "values", party, "weights", issue)
            found[issue] = loc, case.believed(loc, values.weights.get(issue)) or Number.of(0)
        else:
            loc = ("positions", party, issue, "salience")
            found[issue] = loc, case.believed(loc, held[issue].salience if issue in held else None) or ASSUMED_SALIENCE
    return found
