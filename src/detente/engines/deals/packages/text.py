"""Packages as a person writes them: ``presidency=50, timing=35``, one better than another, or as good."""

from __future__ import annotations

import re
from typing import NamedTuple

from detente.errors import MethodError

PAIR = re.compile(
    r"\s*(?P<issue>[^,;=<>]+?)\s*=\s*(?P<mark>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(?P<end>[,;=>]|\Z)"
)
LONGEST = 20_000  # characters
ADVICE = "write issue=alternative pairs joined by commas, such as presidency=50, timing=35"


class Written(NamedTuple):
    """Packages in the order they are written, and the sign, ``>`` or ``=``, between each and the next."""

    packages: tuple[dict[str, float], ...]
    signs: tuple[str, ...]


def written_packages(text: str) -> Written:
    """Read one package, or several with ``>`` (at least as good as) or ``=`` (as good as) between them.

    Raises :class:`MethodError` where the text is none.

    >>> written_packages("x=0, y=50 > x=10, y=0")
    Written(packages=({'x': 0.0, 'y': 50.0}, {'x': 10.0, 'y': 0.0}), signs=('>',))
    """
    if len(text) > LONGEST:
        raise MethodError(f"a package of {len(text):,} characters is too long", advice=ADVICE)
    packages: list[dict[str, float]] = [{}]
    signs: list[str] = []
    start, end = 0, ","
    while start < len(text) and text[start:].strip():
        pair = PAIR.match(text, start)
        if pair is None:
            raise MethodError(f"`{_short(text[start:])}` is no part of a package", advice=_advice(text[start:]))
        issue, end = pair["issue"].strip(), pair["end"]
        if issue in packages[-1]:
            raise MethodError(f"`{issue}` stands twice in one package", advice="keep one of the two")
        packages[-1][issue] = float(pair["mark"])
        if end in (">", "="):
            signs.append(end)
            packages.append({})
        start = pair.end()
    if not packages[-1]:
        raise MethodError(f"a package is missing at the end of `{_short(text)}`", advice=ADVICE)
    return Written(tuple(packages), tuple(signs))


def one_package(text: str) -> dict[str, float]:
    """Read one package; raises :class:`MethodError` where the text is none, or more than one.

    >>> one_package("presidency=50, timing=35")
    {'presidency': 50.0, 'timing': 35.0}
    """
    written = written_packages(text)
    if written.signs:
        raise MethodError(f"`{_short(text)}` is more than one package", advice="put commas between the pairs")
    return written.packages[0]


def package_text(package: dict[str, float]) -> str:
    """A package as it would be written.

    >>> package_text({"presidency": 50.0, "timing": 35.0})
    'presidency=50, timing=35'
    """
    return ", ".join(f"{issue}={mark:.15g}" for issue, mark in package.items())


def _advice(text: str) -> str:
    return (
        "write the better package first, and > behind it" if re.match(r"[^,;=>]*(=\s*[\d.+-]+\s*)?<", text) else ADVICE
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."
