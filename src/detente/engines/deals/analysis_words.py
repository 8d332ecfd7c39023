"""Words that the analyses of deals share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.engines.deals.space import Space

MOST_NAMES = 6


def listed(names: Iterable[str]) -> str:
    """Names joined for reading, a long list cut short.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    every = list(names)
    if len(every) > MOST_NAMES:
        return f"{', '.join(every[:MOST_NAMES])} and {len(every) - MOST_NAMES} more"
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def points(value: float, *others: float) -> str:
    """Points with as many digits as it takes to tell them from the others.

    >>> points(61.0), points(0.25), points(51.98, 52.0), points(52.0, 51.98)
    ('61', '0.2', '51.98', '52')
    """
    for digits in (0, 1, 2, 3, 4):
        plain = f"{value:.{digits}f}"
        far = all(f"{other:.{digits}f}" != plain or abs(other - value) < 1e-9 for other in others)
        if far and (abs(float(plain) - value) <= 0.05 or digits > 0) and (float(plain) != 0 or abs(value) < 1e-9):
            short = plain.rstrip("0").rstrip(".") if digits else plain
            return short.removeprefix("-") if float(plain) == 0 else short
    return f"{value:.6g}"


def issues_of(space: Space, block: int, names: Sequence[str] | None = None) -> str:
    """The names of a block's issues.

    ``names`` are the issues' names for reading; by default their ids.
    """
    every = names or space.issues
    return listed(every[issue] for issue in space.blocks[block].issues)


def in_points(value: float) -> str:
    """An amount of utility with its unit.

    >>> in_points(1.0), in_points(2.5)
    ('1 point', '2.5 points')
    """
    shown = points(value)
    return f"{shown} point" if shown == "1" else f"{shown} points"
