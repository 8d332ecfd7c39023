"""Which alternatives cannot go together, and which issues that ties to one another."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from detente.case.expressions import Atom, Expression, ExpressionError, atoms, evaluated, parsed
from detente.case.model import Case
from detente.case.negotiation import alternatives

COMPARE = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
MOST_TRIES = 20_000


@dataclass(frozen=True)
class Exclusion:
    """One entry of ``deals.exclude``: a package for which ``tree`` is true cannot be."""

    text: str
    tree: Expression
    issues: tuple[str, ...]

    def holds(self, picked: Any) -> Any:
        """Whether alternatives are excluded; ``picked`` gives the value of each issue, or an array of values."""
        return evaluated(self.tree, lambda atom: COMPARE[atom.comparison](picked[atom.name], atom.value))


def exclusion(case: Case, text: str) -> Exclusion:
    """Read one entry of ``deals.exclude``; raises :class:`ExpressionError`, with the place, where it is none.

    Every atom compares an issue of the case, and what it is said to be equal or unequal to is on the issue's list.

    >>> exclusion(Case(id="one", issues={"x": {}}), "x=0").issues
    ('x',)
    """
    tree = parsed(text)
    found: dict[str, None] = {}
    for atom in atoms(tree):
        found[atom.name] = None
        wrong = _mistake(case, atom)
        if wrong:
            raise ExpressionError(text, atom.start, wrong)
    return Exclusion(text, tree, tuple(found))


def _mistake(case: Case, atom: Atom) -> str:
    if atom.name not in case.issues:
        known = ", ".join([*case.issues][:12]) + (", ..." if len(case.issues) > 12 else "")
        return f"no issue is called `{atom.name[:64]}`; there are: {known or 'none'}"
    if not atom.comparison:
        return f"`{atom.name}` is compared with nothing; write {atom.name}=0, for instance"
    listed = alternatives(case, atom.name)
    if atom.comparison in ("=", "!=") and atom.value not in listed:
        return f"{atom.value:g} is no alternative of `{atom.name}`; there are: {', '.join(f'{it:g}' for it in listed)}"
    return ""


def exclusions(case: Case) -> tuple[Exclusion, ...]:
    """All entries of ``deals.exclude``; raises :class:`ExpressionError` for the first that is none."""
    return tuple(exclusion(case, text) for text in case.deals.exclude)


def tied(issues: Iterable[str], ties: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Issues in groups, such that those named in one tie are in one group; in the order of ``issues``.

    >>> tied("abcd", ["ca"])
    (('a', 'c'), ('b',), ('d',))
    """
    group = {issue: [issue] for issue in issues}
    order = {issue: place for place, issue in enumerate(group)}
    for tie in ties:
        first, *others = tie
        for other in others:
            if group[other] is not group[first]:
                group[first] += group[other]
                for issue in group[other]:
                    group[issue] = group[first]
    met = {id(it): tuple(sorted(it, key=order.__getitem__)) for it in group.values()}
    return tuple(met.values())


def impossible(case: Case, excluded: tuple[Exclusion, ...]) -> tuple[str, ...]:
    """The first group of issues for which no combination is left; empty where there is none, or none that soon shows."""
    used = {issue for it in excluded for issue in it.issues}
    for group in tied([issue for issue in case.issues if issue in used], (it.issues for it in excluded)):
        if _none_left(case, group, excluded):
            return group
    return ()


def _none_left(case: Case, group: tuple[str, ...], excluded: tuple[Exclusion, ...]) -> bool:
    """Search by depth, one issue after the other; False where it would take too long to know."""
    last = {issue: place for place, issue in enumerate(group)}
    due: list[list[Exclusion]] = [[] for _ in group]
    for it in excluded:
        if it.issues[0] in last:
            due[max(last[issue] for issue in it.issues)].append(it)
    options: list[Iterator[float]] = [iter(alternatives(case, group[0]))]
    picked: dict[str, float] = {}
    for _ in range(MOST_TRIES):
        place = len(options) - 1
        value = next(options[-1], None)
        if value is None:
            options.pop()
            if not options:
                return True
            continue
        picked[group[place]] = value
        if any(it.holds(picked) for it in due[place]):
            continue
        if place + 1 == len(group):
            return False
        options.append(iter(alternatives(case, group[place + 1])))
    return False
