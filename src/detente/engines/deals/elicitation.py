"""Weights from comparisons of packages: what a person says they would rather have narrows what the issues weigh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from detente.case.model import Case
from detente.case.negotiation import alternatives, weights
from detente.case.numbers import Number
from detente.engines.deals.building.numbers import Reading
from detente.engines.deals.elicitation_words import conflict_sentence, weight_sentences
from detente.engines.deals.statements import Statement, statements_read
from detente.errors import MethodError
from detente.results.deals import Elicited

Array = npt.NDArray[np.float64]
CLOSE = 1e-9
MOST_STATEMENTS = 200
MOST_ROUNDS = 300


def elicited_weights(case: Case, party: str, statements: Iterable[Statement | str]) -> Elicited:
    """The weights in keeping with all statements, from the party's values on each issue at their best.

    A statement is a :class:`Statement`, or text such as ``"x=1, y=0 > x=0, y=1"``. It says sum_k w_k (v_k(first) - v_k(second)) >= 0, or = 0; with w_k >= 0 and sum_k w_k = 1 that leaves
    a polytope, whose ends along each axis linear programs find (HiGHS). Its centre is the point farthest from the
    faces (Chebyshev), and among several the one farthest from the next nearest, and so on, which is unique. The
    smallest conflict is exact: the smallest set that hits the complement of every set of statements that can hold
    together (Ignatiev et al. 2015, doi:10.1007/978-3-319-23219-5_13). Raises :class:`MethodError` for an unknown party,
    issue or alternative, or too many statements.

    >>> from detente.case.catalog import load_case
    >>> said = "duration=100, use_rights=0 > duration=0, use_rights=100"
    >>> found = elicited_weights(load_case("panama-canal"), "panama", [said])
    >>> found.weights["use_rights"].high, found.conflict
    (0.5, ())
    """
    read = statements_read(statements)
    said = tuple(map(str, read))
    issues, rows = _differences(case, party, read)
    equal = np.array([it.equal for it in read], dtype=bool)
    if not _feasible(rows, equal):
        conflict = _smallest_conflict(rows, equal)
        sentence = conflict_sentence(case, party, said, conflict)
        return Elicited(party=party, statements=said, conflict=conflict, sentences=(sentence,))
    at_least, exactly = _system(rows, equal)
    low, high = (
        np.array([_extreme(at_least, exactly, place, sign) for place in range(len(issues))]) for sign in (1, -1)
    )
    best = np.clip(_centre(at_least, exactly), low, np.maximum(low, high)) + 0.0
    ranges = zip(issues, low, best, np.maximum(low, high), strict=True)
    found = {issue: Number.of([float(a), float(b), float(c)]) for issue, a, b, c in ranges}
    return Elicited(
        party=party,
        statements=said,
        weights=found,
        sentences=weight_sentences(case, party, found, _against(case, party, rows, equal)),
    )


def _differences(case: Case, party: str, statements: Sequence[Statement]) -> tuple[list[str], Array]:
    """What the first package is worth more than the second on each issue, -1 to 1, shape (statements, issues)."""
    if party not in case.parties:
        raise MethodError(f"no party is called `{party}`", advice=f"the parties are: {', '.join(case.parties)}")
    if len(statements) > MOST_STATEMENTS:
        raise MethodError(f"{len(statements)} statements are too many", advice=f"ask for {MOST_STATEMENTS} at most")
    issues = list(weights(case, party))
    if not issues:
        raise MethodError(
            f"`{party}` has no position or values on any issue", advice="add some, so that packages differ to it"
        )
    _without_interactions(case, party, statements)
    reading = Reading(case, (party,), 1, lambda loc, number: np.array([number.best]), "position")
    worth = {
        issue: dict(zip(alternatives(case, issue), reading.issue(issue).worth[0, 0], strict=True)) for issue in issues
    }
    rows = np.zeros((len(statements), len(issues)))
    for place, it in enumerate(statements):
        for sign, side, other in ((1, it.first, it.second), (-1, it.second, it.first)):
            for issue, mark in side.items():
                if issue not in case.issues:
                    raise MethodError(
                        f"no issue is called `{issue}`: {it}", advice=f"the issues are: {', '.join(case.issues)}"
                    )
                if issue not in other:
                    raise MethodError(
                        f"`{issue}` stands in one package only: {it}",
                        advice="name the same issues in both packages; those that neither names are the same in both",
                    )
                if mark not in alternatives(case, issue):
                    listed = ", ".join(f"{known:g}" for known in alternatives(case, issue))
                    raise MethodError(f"{mark:g} is no alternative of `{issue}`", advice=f"there are: {listed}")
                if issue in worth:
                    rows[place, issues.index(issue)] += sign * worth[issue][mark] / 100
    return issues, rows


def _against(case: Case, party: str, rows: Array, equal: npt.NDArray[np.bool_]) -> list[int]:
    """The places of the statements that the weights of the case, at their best, contradict."""
    now = np.array([number.best for _, number in weights(case, party).values()])
    gains = rows @ (now / (now.sum() or 1.0))
    return np.flatnonzero(np.where(equal, np.abs(gains) > CLOSE, gains < -CLOSE)).tolist()


def _without_interactions(case: Case, party: str, statements: Sequence[Statement]) -> None:
    """Points for pairs of alternatives are not weights: statements about them would say something else."""
    named = {issue for it in statements for issue in it.first}
    for it in case.deals.interactions:
        if it.party == party and named.intersection(it.issues):
            raise MethodError(
                f"`{party}` has points for {' and '.join(it.issues)} together, which no weights can stand for",
                advice="compare packages that differ on other issues, or take that entry of deals.interactions out",
            )


def _system(rows: Array, equal: npt.NDArray[np.bool_]) -> tuple[Array, Array]:
    """Rows a with a w >= 0 (no weight is negative, statements) and rows (b, c) with b w = c."""
    count = rows.shape[1]
    exactly = np.vstack([np.append(np.ones(count), 1.0), np.hstack([rows[equal], np.zeros((equal.sum(), 1))])])
    return np.vstack([np.eye(count), rows[~equal]]), exactly


def _feasible(rows: Array, equal: npt.NDArray[np.bool_]) -> bool:
    at_least, exactly = _system(rows, equal)
    return bool(
        linprog(np.zeros(rows.shape[1]), -at_least, np.zeros(len(at_least)), exactly[:, :-1], exactly[:, -1]).status
        == 0
    )


def _extreme(at_least: Array, exactly: Array, place: int, sign: int) -> float:
    goal = np.zeros(at_least.shape[1])
    goal[place] = sign
    found = linprog(goal, -at_least, np.zeros(len(at_least)), exactly[:, :-1], exactly[:, -1])
    return float(np.clip(np.round(found.x[place], 9), 0, 1)) + 0.0


def _centre(at_least: Array, exactly: Array) -> Array:
    """The point whose distances from the faces, sorted, are greatest, the smallest first.

    Faces that bind in every solution keep their distance; then the others move on.
    """
    count = at_least.shape[1]
    free, point = at_least, np.zeros(count)
    while True:
        inside = _null_space(exactly[:, :-1])
        norms = np.linalg.norm(free @ inside, axis=1)
        free, norms = free[norms > CLOSE], norms[norms > CLOSE]
        if not len(free):
            return np.asarray(np.linalg.lstsq(exactly[:, :-1], exactly[:, -1], rcond=None)[0])
        goal = np.append(np.zeros(count), -1.0)
        found = linprog(
            goal, np.hstack([-free, norms[:, np.newaxis]]), np.zeros(len(free)),
            np.hstack([exactly[:, :-1], np.zeros((len(exactly), 1))]), exactly[:, -1],
            bounds=[(None, None)] * count + [(0, None)],
        )  # fmt: skip
        if found.status != 0:  # numbers too close to tell apart: the last centre will do
            return np.asarray(point)
        point, radius = found.x[:-1], found.x[-1]
        binds = -found.ineqlin.marginals > CLOSE
        if not binds.any():
            return np.asarray(point)
        exactly = np.vstack([exactly, np.hstack([free[binds], (norms[binds] * radius)[:, np.newaxis]])])
        free = free[~binds]


def _null_space(rows: Array) -> Array:
    _, sizes, directions = np.linalg.svd(rows)
    return np.asarray(directions[int((sizes > CLOSE).sum()) :].T)


def _smallest_conflict(rows: Array, equal: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    """A smallest set of statements that cannot hold together; irreducible only, where that would take too long."""

    def holds(chosen: npt.NDArray[np.bool_]) -> bool:
        return _feasible(rows[chosen], equal[chosen])

    to_hit: list[Array] = []
    chosen = np.zeros(len(rows), dtype=bool)
    for _ in range(MOST_ROUNDS):
        if to_hit:
            cover = LinearConstraint(np.array(to_hit), lb=1)
            chosen = (
                milp(np.ones(len(rows)), constraints=cover, bounds=Bounds(0, 1), integrality=np.ones(len(rows))).x > 0.5
            )
        if not holds(chosen):
            return tuple(int(place) for place in np.flatnonzero(chosen))
        grown = chosen.copy()
        for place in range(len(rows)):
            more = grown.copy()
            more[place] = True
            grown = more if holds(more) else grown
        to_hit.append((~grown).astype(np.float64))
    chosen[:] = True
    for place in range(len(rows)):
        fewer = chosen.copy()
        fewer[place] = False
        chosen = chosen if holds(fewer) else fewer
    return tuple(int(place) for place in np.flatnonzero(chosen))
