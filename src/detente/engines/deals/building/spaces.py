"""The space of a case's packages, at the best values or for each draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.negotiation import alternatives, seated, weights
from detente.case.numbers import Number
from detente.engines.deals.building.choices import Choices, choices_of
from detente.engines.deals.building.numbers import Array, Column, OneIssue, Reading, Stand, TwoIssues
from detente.engines.deals.space import Block, Rule, Space
from detente.engines.uncertainty import Sampler
from detente.errors import MethodError

ROWS_AT_ONCE = 256


def space_of(
    case: Case,
    *,
    seat: Iterable[str] = (),
    without: Iterable[str] = (),
    stand: Stand | Mapping[str, Stand] = "position",
    values: Mapping[Loc, float] | None = None,
) -> Space:
    """The packages of a case at its best values, and what they are worth.

    Utilities are points, u_i = sum_k w_ik v_ik. Without a table of values v_ik(y) = 100 (1 - |x_ik - y| / range_k),
    with the party's position x_ik and the range of the scale; weights are salience, normalised to sum 1 over the
    issues on which the party has a position or a table. ``deals.values`` overrides both: given weights are the only
    ones, and an issue that they leave out counts nothing. A party without a position or table on an issue has weight 0
    there; one whose weights are all 0 is indifferent, and every package is worth 0 to it.

    The reservation is the one given, under ``deals.values`` before ``parties``; else the utility of all issues'
    ``reference``, where an issue without reference counts 0 (no agreement is worth nothing there). It is used as it is, also below or above every package.
    Alternatives beyond a red line, seen from the position, are refused.

    Issues that ``deals.exclude`` or ``deals.interactions`` tie together make one block, without the combinations that
    are excluded. Interactions add their points as they are, so that a utility may leave 0 to 100; they enter the
    default reservation where the references are alternatives.

    ``seat`` adds parties to the table and ``without`` removes them, with their vetoes; ``stand`` says whether parties
    (all, or each by name) are judged by their ``position``, their ``stated`` position or their ``bottom_line``, where
    they have one. ``values`` puts other values in the place of numbers, by location, as
    :func:`detente.case.walk.numbers` gives it. Raises :class:`MethodError` where the case has no packages.

    >>> from detente.case.catalog import load_case
    >>> space = space_of(load_case("emission-standards-1994"))
    >>> space.size, len(space.parties)
    (3, 10)
    """
    given = values or {}

    def column(loc: Loc, number: Number) -> Array:
        return np.array([given.get(loc, number.best)])

    return next(_spaces(_frame(case, seated(case, seat, without)), 1, column, stand))


def spaces_drawn(
    case: Case,
    seed: int,
    start: int,
    stop: int,
    *,
    seat: Iterable[str] = (),
    without: Iterable[str] = (),
    stand: Stand | Mapping[str, Stand] = "position",
) -> Iterator[Space]:
    """The space of each draw from ``start`` to ``stop``; the same seed draws the same number at the same place."""
    frame = _frame(case, seated(case, seat, without))
    sampler = Sampler(case, seed)
    for first in range(start, stop, ROWS_AT_ONCE):
        last = min(first + ROWS_AT_ONCE, stop)

        def column(loc: Loc, number: Number, first: int = first, last: int = last) -> Array:
            return sampler.draw(loc, number, first, last)

        yield from _spaces(frame, last - first, column, stand)


def weights_of(
    case: Case, *, seat: Iterable[str] = (), without: Iterable[str] = (), values: Mapping[Loc, float] | None = None
) -> dict[str, dict[str, float]]:
    """The weights of :func:`space_of`, by party and issue: they sum to 1, or are all 0 where a party is indifferent.

    >>> from detente.case.catalog import load_case
    >>> weights_of(load_case("panama-canal"))["panama"]["duration"]
    0.15
    """
    given, parties = values or {}, seated(case, seat, without)
    best = np.zeros((1, len(parties), len(case.issues)))
    for place, party in enumerate(parties):
        held = weights(case, party)
        best[0, place] = [
            given.get(held[issue][0], held[issue][1].best) if issue in held else 0.0 for issue in case.issues
        ]
    shares = _normalised(case, parties, best)[0]
    return {
        party: {issue: float(share) for issue, share in zip(case.issues, row, strict=True)}
        for party, row in zip(parties, shares, strict=True)
    }


def numbers_read(
    case: Case,
    *,
    seat: Iterable[str] = (),
    without: Iterable[str] = (),
    stand: Stand | Mapping[str, Stand] = "position",
) -> dict[Loc, Number]:
    """Every number that the packages are judged by, exact ones included, by its place in the case."""
    found: dict[Loc, Number] = {}

    def column(loc: Loc, number: Number) -> Array:
        found[loc] = number
        return np.array([number.best])

    next(_spaces(_frame(case, seated(case, seat, without)), 1, column, stand))
    return found


@dataclass(frozen=True)
class _Frame:
    """What does not depend on any number: who sits, what can be picked, and which interactions count, by place."""

    case: Case
    parties: tuple[str, ...]
    marks: tuple[tuple[float, ...], ...]
    choices: tuple[Choices, ...]
    interactions: tuple[int, ...]
    rule: Rule


def _frame(case: Case, parties: tuple[str, ...]) -> _Frame:
    marks = _alternatives(case, parties)
    extras = {place: it for place, it in enumerate(case.deals.interactions) if it.party in parties}
    choices = choices_of(case, marks, (it.issues for it in extras.values()))
    return _Frame(case, parties, marks, choices, tuple(extras), rule_of(case, parties))


def _spaces(frame: _Frame, rows: int, column: Column, stand: Stand | Mapping[str, Stand]) -> Iterator[Space]:
    case, parties, issues = frame.case, frame.parties, tuple(frame.case.issues)
    reading = Reading(case, parties, rows, column, stand)
    read = [reading.issue(issue) for issue in issues]
    shares = _normalised(case, parties, np.stack([it.weights for it in read], axis=-1))
    parts = [shares[:, :, place, np.newaxis] * it.worth for place, it in enumerate(read)]
    together = [reading.together(number, frame.marks) for number in frame.interactions]
    reservations = np.einsum("rik,rik->ri", shares, np.stack([it.at_reference for it in read], axis=-1))
    for it in together:
        reservations[:, it.party] += it.at_reference
    for place, party in enumerate(parties):
        given = reading.reservation(party)
        if given is not None:
            reservations[:, place] = given
    for row in range(rows):
        blocks = tuple(_block(it, row, parts, read, together) for it in frame.choices)
        yield Space(parties, issues, frame.marks, blocks, reservations[row], frame.rule)


def _block(choices: Choices, row: int, parts: list[Array], read: list[OneIssue], together: list[TwoIssues]) -> Block:
    """One block in one row; an issue by itself needs no combining."""
    issues, table = choices.issues, choices.table
    values = parts[issues[0]][row][:, table[:, 0]]
    refused = read[issues[0]].refused[row][:, table[:, 0]]
    for column, issue in enumerate(issues[1:], 1):
        values += parts[issue][row][:, table[:, column]]
        refused |= read[issue].refused[row][:, table[:, column]]
    for it in together:
        if it.issues[0] in issues:
            first, second = (table[:, issues.index(issue)] for issue in it.issues)
            values[it.party] += it.extra[row][first, second]
    return Block(issues, table, values, refused)


def _alternatives(case: Case, parties: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
    if not parties:
        raise MethodError(
            "nobody sits at the table", advice="give parties with positions the role at_table, or seat them"
        )
    if not case.issues:
        raise MethodError("there is no issue to make packages of", advice="add `issues`")
    found = {issue: alternatives(case, issue) for issue in case.issues}
    for issue, marks in found.items():
        if not marks:
            raise MethodError(
                f"issue `{issue}` has no alternative, so there is no package",
                advice=f"list some under deals.alternatives.{issue}, or remove that line for the marks of its scale",
            )
    return tuple(found.values())


def _normalised(case: Case, parties: tuple[str, ...], given: Array) -> Array:
    """Weights that sum to 1, shape (rows, parties, issues); all 0 where a party is indifferent."""
    total = given.sum(axis=-1, keepdims=True)
    for place, party in enumerate(parties):
        values = case.deals.values.get(party)
        if values is not None and values.weights and not total[:, place].any():
            raise MethodError(
                f"the weights of `{party}` sum to zero", advice=f"give deals.values.{party}.weights a weight above 0"
            )
    return np.asarray(np.divide(given, total, out=np.zeros_like(given), where=total > 0))


def rule_of(case: Case, parties: tuple[str, ...]) -> Rule:
    """The pass rule among the parties at the table; an absent one has no veto. Without any, unanimity.

    Under a quota without weights each party counts 1; with weights, one that has none counts 0. Weights and quota
    are taken at their best values.
    """
    given = case.deals.pass_rule
    if given is None or (not given.veto and given.at_least is None and given.quota is None):
        return Rule.unanimity(len(parties))
    if given.weights:
        weights = [given.weights[party].best if party in given.weights else 0.0 for party in parties]
    else:
        weights = [1.0] * len(parties)
    return Rule(
        veto=np.array([party in given.veto for party in parties], dtype=bool),
        at_least=given.at_least or 0,
        weights=np.array(weights),
        quota=given.quota.best if given.quota is not None else 0.0,
    )
