"""A range for a position, suggested from what a party says about an issue; a person decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.model import Issue
from detente.sources.coding import Statement

COUNTED = ("actual", "historical", "future", "negated")
"""Statements of these modalities say where a party stands; a hypothetical one does not."""


@dataclass(frozen=True)
class Suggestion:
    """A suggested position: ``value`` as a case file writes it, None where no direction was seen; and why."""

    value: list[float] | None
    reasoning: str


def suggested_position(issue: str, it: Issue, statements: Sequence[Statement]) -> Suggestion:
    """A range on an issue's scale from the statements of one party about it.

    With the scale from L to H and its middle M = (L + H) / 2: statements toward the high end only give [M, H], toward the
    low end only [L, M]. Where they point both ways (h toward the high end, l toward the low) the whole scale is given
    with best value L + (H - L) (h + 1) / (h + l + 2), the rule of succession: every further statement moves it less.
    Where the statements use the words of one mark of the scale, at the end they point to, the range is that mark and half
    the way to its neighbours. More statements never narrow a range: saying a thing often is not knowing it better.

    >>> it = Issue(scale={0: "stays", 100: "leaves"})
    >>> said = Statement(start=0, end=9, text="He must go", speaker="a", cue="said", issues=("p",), toward={"p": "high"})
    >>> suggested_position("p", it, [said]).value
    [50, 100]
    """
    counted = [one for one in statements if one.modality in COUNTED and issue in one.toward]
    high = sum(one.toward[issue] == "high" for one in counted)
    low = len(counted) - high
    unclear = len(statements) - len(counted)
    aside = f" {_count(unclear)} without a direction {'is' if unclear == 1 else 'are'} not counted." if unclear else ""
    if not counted:
        return Suggestion(
            None, f"{_count(len(statements))} about it, none with a direction: the range is yours to give."
        )
    middle = (it.low + it.high) / 2
    if high and low:
        best = it.low + (it.high - it.low) * (high + 1) / (high + low + 2)
        value = [it.low, best, it.high]
        why = (
            f"{_count(high)} toward “{_end(it, it.high)}” and {low} toward “{_end(it, it.low)}”: they contradict each "
            "other, so the range is the whole scale and the best value leans to the more frequent side."
        )
        return Suggestion(_tidy(value), why + aside)
    end = it.high if high else it.low
    mark = _mark_named(it, middle, end, counted)
    if mark is not None:
        marks = sorted(it.scale)
        place = marks.index(mark)
        below = (marks[place - 1] + mark) / 2 if place else mark
        above = (mark + marks[place + 1]) / 2 if place + 1 < len(marks) else mark
        why = f"{_count(len(counted))} in the words of “{it.scale[mark]}”: half the way to the marks beside it."
        return Suggestion(_tidy([below, mark, above]), why + aside)
    why = (
        f"{_count(len(counted))}, all toward “{_end(it, end)}”: from the middle of the scale to that end. How far it "
        "goes the words do not say."
    )
    return Suggestion(_tidy([middle, end] if high else [end, middle]), why + aside)


def overlaps(value: Sequence[float] | float, low: float, high: float) -> bool:
    """True where a suggested range and a number's range have a point in common."""
    ends = [value] if isinstance(value, (int, float)) else list(value)
    return max(ends[0], low) <= min(ends[-1], high)


def _mark_named(it: Issue, middle: float, end: float, statements: Sequence[Statement]) -> float | None:
    """The one mark, on the side of the end, most of whose words the statements use and no other mark's."""
    side = {mark: words for mark, words in it.scale.items() if (mark - middle) * (end - middle) >= 0}
    named = set()
    for one in statements:
        stems = _stems(one.text)
        shares = {mark: _share(_stems(words), stems) for mark, words in side.items()}
        best = max(shares.values(), default=0.0)
        if best >= 0.6:
            named |= {mark for mark, share in shares.items() if share == best}
    return named.pop() if len(named) == 1 else None


def _share(wanted: set[str], found: set[str]) -> float:
    """Share of a mark's words that stand in a text; 0 for a mark of fewer than two words, which says too little."""
    return len(wanted & found) / len(wanted) if len(wanted) >= 2 else 0.0


_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "and",
        "or",
        "for",
        "by",
        "with",
        "from",
        "as",
        "is",
        "are",
        "be",
        "it",
        "its",
        "that",
        "this",
        "all",
    ]
)


def _stems(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{2,}", text.casefold())
    return {re.sub(r"(ing|ed|es|s|ly)$", "", word) if len(word) > 4 else word for word in words if word not in _EMPTY}


def _end(it: Issue, mark: float) -> str:
    return it.scale.get(mark, "") or f"{mark:g}"


def _count(number: int) -> str:
    return f"{number} statement{'' if number == 1 else 's'}"


def _tidy(values: list[float]) -> list[float]:
    return [int(value) if value == int(value) else round(value, 2) for value in values]
