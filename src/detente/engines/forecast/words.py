"""Words that several methods use to tell what happened."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.model import Case
from detente.engines.forecast.sentences import shown

MOST_NAMES = 6


def listed(names: Iterable[str]) -> str:
    """Names joined for reading, a long list cut short.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    all_names = list(names)
    if len(all_names) > MOST_NAMES:
        return f"{', '.join(all_names[:MOST_NAMES])} and {len(all_names) - MOST_NAMES} more"
    return " and ".join([", ".join(all_names[:-1]), all_names[-1]] if len(all_names) > 1 else all_names)


def places(case: Case, before: dict[str, float], after: dict[str, float]) -> str:
    """From where to where on each issue that changed, in words.

    >>> places(Case(id="x"), {"price": 10.0, "date": 3.0}, {"price": 42.4, "date": 3.0})
    'from 10 to 42 on price'
    """
    return listed(
        f"from {start} to {end} on {case.issue_name(issue)}"
        for issue in after
        if after[issue] != before[issue]
        for start, end in [told_apart(before[issue], after[issue])]
    )


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two different numbers with as many digits as it takes to see that they differ.

    >>> told_apart(35.0, 35.13)
    ('35', '35.1')
    """
    if shown(one) != shown(other):
        return shown(one), shown(other)
    for digits in range(1, 6):
        if round(one, digits) != round(other, digits):
            return f"{one:.{digits}f}".removesuffix("." + "0" * digits), f"{other:.{digits}f}"
    return f"{one:.15g}", f"{other:.15g}"
