"""Statements about packages: that one is at least as good as another to a party, or as good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.engines.deals.packages.text import one_package, written_packages
from detente.errors import MethodError

ADVICE = 'write "presidency=50, timing=35 > presidency=25, timing=65", the better package first, or = for as good'


@dataclass(frozen=True)
class Statement:
    """To the party, package ``first`` is at least as good as ``second``, or ``equal`` to it.

    Both are alternatives by issue; an issue that neither names is the same in both.
    """

    first: Mapping[str, float]
    second: Mapping[str, float]
    equal: bool = False

    def __str__(self) -> str:
        sides = (", ".join(f"{issue}={mark:g}" for issue, mark in side.items()) for side in (self.first, self.second))
        return (" is as good as " if self.equal else " is at least as good as ").join(sides)


def statements_of(text: str) -> tuple[Statement, ...]:
    """The statements in a line of packages: each is at least as good as the next (``>``), or as good (``=``).

    Raises :class:`MethodError` where the text says nothing of two packages.

    >>> [str(it) for it in statements_of("x=1 > x=2 = x=3")]
    ['x=1 is at least as good as x=2', 'x=2 is as good as x=3']
    """
    packages, signs = written_packages(text)
    if not signs:
        raise MethodError(f"`{text.strip()[:60]}` compares no two packages", advice=ADVICE)
    return tuple(
        Statement(first, second, sign == "=")
        for first, second, sign in zip(packages, packages[1:], signs, strict=False)
    )


def statements_read(given: Iterable[Statement | str]) -> tuple[Statement, ...]:
    """Statements, those that are given as text among them."""
    return tuple(it for one in given for it in (statements_of(one) if isinstance(one, str) else (one,)))


def ranked(lines: Sequence[str]) -> tuple[Statement, ...]:
    """The statements of a ranking, one package a line, the best first; a line that begins with ``=`` is as good as the last.

    Empty lines and what stands behind ``#`` count nothing.

    >>> [str(it) for it in ranked(["x=1", "x=2", "= x=3  # as good"])]
    ['x=1 is at least as good as x=2', 'x=2 is as good as x=3']
    """
    found: list[tuple[bool, dict[str, float]]] = []
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        try:
            found.append((text.startswith("="), one_package(text.removeprefix("="))))
        except MethodError as error:
            raise MethodError(f"line {number} of the ranking: {error.message}", advice=error.advice) from None
    if len(found) < 2:
        raise MethodError(
            "the ranking holds fewer than two packages", advice="write one package a line, the best first"
        )
    return tuple(Statement(first, second, equal) for (_, first), (equal, second) in zip(found, found[1:], strict=False))
