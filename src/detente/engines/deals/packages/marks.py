"""Points of an issue's scale in words."""

from __future__ import annotations

from detente.case.model import Case, Issue
from detente.results.deals import PackageWorth


def clause_words(issue: Issue, mark: float) -> tuple[str, bool]:
    """What a clause says for a mark, and whether the scale words it.

    Without a wording the clause is a blank filled with the number and its unit, and with the worded marks around it.

    >>> street = Issue(scale={0: "closed", 10: "open"}, unit="months")
    >>> clause_words(street, 10)
    ('open', True)
    >>> clause_words(street, 4)
    ('[4 months, between "closed" and "open"]', False)
    """
    if issue.scale.get(mark):
        return issue.scale[mark], True
    return f"[{_between(issue, mark)}]", False


def point_words(issue: Issue, value: float) -> str:
    """A point of the scale, in words where it is a mark that has any, else as a number with the worded marks around it.

    >>> street = Issue(scale={0: "closed", 10: "open"}, unit="months")
    >>> point_words(street, 10), point_words(street, 4)
    ('"open"', '4 months, between "closed" and "open"')
    """
    return f'"{issue.scale[value]}"' if issue.scale.get(value) else _between(issue, value)


def _between(issue: Issue, value: float) -> str:
    """A number with its unit, and the worded marks around it."""
    worded = {mark: words for mark, words in issue.scale.items() if words}
    below = max((mark for mark in worded if mark < value), default=None)
    above = min((mark for mark in worded if mark > value), default=None)
    text = f"{value:g} {issue.unit}".strip()
    if below is not None and above is not None:
        return f'{text}, between "{worded[below]}" and "{worded[above]}"'
    if below is not None:
        return f'{text}, beyond "{worded[below]}"'
    return f'{text}, short of "{worded[above]}"' if above is not None else text


def differences(case: Case, before: PackageWorth, after: PackageWorth) -> tuple[str, ...]:
    """What another package has in the place of this one, issue by issue; nothing for issues on which both agree.

    >>> case = Case(id="one", issues={"x": {"name": "Street", "scale": {0: "closed", 10: "open"}}})
    >>> differences(case, PackageWorth(package={"x": 0}, utilities={}), PackageWorth(package={"x": 10}, utilities={}))
    ('Street: open, instead of closed',)
    """
    return tuple(
        f"{case.issue_name(issue)}: {clause_words(case.issues[issue], mark)[0]}, instead of "
        f"{clause_words(case.issues[issue], before.package[issue])[0]}"
        for issue, mark in after.package.items()
        if mark != before.package[issue]
    )
