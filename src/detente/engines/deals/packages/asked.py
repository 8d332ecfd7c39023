"""The package a person asks for, as choices of the space; what is missing or cannot be is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.case.constraints import exclusions
from detente.case.model import Case
from detente.engines.deals.analysis_words import listed
from detente.engines.deals.packages.text import one_package, package_text
from detente.engines.deals.space import TOLERANCE, Ints, Space
from detente.errors import MethodError
from detente.results.deals import Solutions

Asked = str | Mapping[str, float]
Sides = str | tuple[Sequence[str], Sequence[str]]


def package_asked(case: Case, space: Space, solutions: Solutions, asked: Asked) -> tuple[Ints, str]:
    """The choices, shape (blocks,), of a package given by the name of a solution or by its alternatives; and a note.

    The note is empty, or says that the solution picks more than one package. Raises :class:`MethodError` where there
    is no such solution, an issue is missing or unknown, an alternative is unknown, or the package cannot be.
    """
    if not isinstance(asked, str):
        return choices_of(case, space, asked), ""
    if "=" in asked:
        return choices_of(case, space, one_package(asked)), ""
    name = asked.strip().lower().replace("-", "_").replace(" ", "_")
    names = tuple(type(solutions).model_fields)
    if name not in names:
        raise MethodError(
            f"`{asked}` is no package",
            advice=f"name a solution ({', '.join(names)}) or write issue=alternative pairs joined by commas",
        )
    found = getattr(solutions, name)
    said = name.replace("_", " ")
    if not found:
        raise MethodError(
            f"the {said} solution picks no package in this case",
            advice="write issue=alternative pairs joined by commas to look at a package that does not pass",
        )
    more = len(found) - 1
    note = "" if not more else (
        f"The {said} solution picks {len(found)} packages that are equally good; this is the first of them."
    )  # fmt: skip
    return choices_of(case, space, found[0].package), note


def choices_of(case: Case, space: Space, package: Mapping[str, float]) -> Ints:
    """The choices, shape (blocks,), of a package given by its alternatives; raises :class:`MethodError` as above."""
    for issue in package:
        if issue not in space.issues:
            raise MethodError(f"no issue is called `{issue}`", advice=f"the issues are: {', '.join(space.issues)}")
    places = np.array(
        [_place(case, space, place, package[it]) for place, it in enumerate(space.issues) if it in package]
    )
    missing = [place for place, issue in enumerate(space.issues) if issue not in package]
    if missing:
        raise MethodError(
            f"the package says nothing on {listed(space.issues[place] for place in missing)}",
            advice="\n  ".join(["choose one alternative of each:", *(_choose(case, space, it) for it in missing)]),
        )
    return np.array([_choice(case, space, number, places, package) for number in range(len(space.blocks))])


def sides_asked(space: Space, between: Sides) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Two groups of parties, as places, from ``usa+saudi:russia+iran`` or two lists.

    Raises :class:`MethodError` where they are not two groups, or a party is unknown or on both sides.
    """
    groups = [side.split("+") for side in between.split(":")] if isinstance(between, str) else [*between]
    sides = tuple(tuple(dict.fromkeys(name.strip() for name in group if name.strip())) for group in groups)
    if len(sides) != 2 or not all(sides):
        raise MethodError(f"`{between}` does not name two sides", advice="write the two sides as usa+saudi:russia+iran")
    for name in sides[0] + sides[1]:
        if name not in space.parties:
            raise MethodError(f"`{name}` is not at the table", advice=f"at the table are: {', '.join(space.parties)}")
        if name in sides[0] and name in sides[1]:
            raise MethodError(f"`{name}` stands on both sides of the trade", advice="keep it on one side")
    first, second = (tuple(map(space.parties.index, side)) for side in sides)
    return first, second


def _place(case: Case, space: Space, issue: int, mark: float) -> int:
    """The place of an alternative of an issue."""
    try:
        wanted = float(mark)
    except (TypeError, ValueError):
        wanted = float("nan")
    for place, known in enumerate(space.alternatives[issue]):
        if abs(known - wanted) <= TOLERANCE:
            return place
    shown = f"{mark:g}" if isinstance(mark, (int, float)) else f"{mark!r:.60}"
    raise MethodError(
        f"{shown} is no alternative of `{space.issues[issue]}`",
        advice=f"{_choose(case, space, issue)}\n  list others under deals.alternatives.{space.issues[issue]}",
    )


def _choice(case: Case, space: Space, number: int, places: Ints, package: Mapping[str, float]) -> int:
    """The choice of a block, or an error that names the entry of ``deals.exclude`` that rules it out."""
    block = space.blocks[number]
    found = np.flatnonzero((block.choices == places[list(block.issues)]).all(axis=1))
    if len(found):
        return int(found[0])
    picked = {issue: float(mark) for issue, mark in package.items()}
    named = {space.issues[issue] for issue in block.issues}
    ruled = next(it for it in exclusions(case) if named.issuperset(it.issues) and it.holds(picked))
    here = package_text({issue: picked[issue] for issue in ruled.issues})
    raise MethodError(
        f"the package cannot be: deals.exclude rules out `{ruled.text}`, and it has {here}",
        advice=f"change {' or '.join(f'`{issue}`' for issue in ruled.issues)}, or take that entry back",
    )


def _choose(case: Case, space: Space, issue: int) -> str:
    """The alternatives of an issue, with their wording."""
    scale = case.issues[space.issues[issue]].scale
    every = (f"{mark:g} ({scale[mark]})" if scale.get(mark) else f"{mark:g}" for mark in space.alternatives[issue])
    return f"{space.issues[issue]}: {', '.join(every)}"
