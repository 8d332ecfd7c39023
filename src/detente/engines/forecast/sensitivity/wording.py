"""A sensitivity analysis in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.case.number_names import number_name
from detente.engines.forecast.sentences import shown
from detente.results.sensitivity import FindingOut, Index, TippingValue


def name_of(case: Case, path: str, issue: str) -> str:
    """A number in words, seen from an issue: a number of another issue names that.

    >>> case = Case(id="x", parties={"a": {"name": "Alba"}}, issues={"price": {"name": "Price"}})
    >>> name_of(case, "positions.a.price.salience", "price"), name_of(case, "positions.a.price.salience", "date")
    ('salience of Alba', 'salience of Alba on Price')
    """
    steps = path.split(".")
    if steps[-1] == "reference":
        return f"reference of {case.issue_name(steps[1])}"
    other = {"positions": steps[2], "issues": steps[1]}.get(steps[0], issue)
    return number_name(case, path) + ("" if other == issue else f" on {case.issue_name(other)}")


def percent(share: float) -> str:
    """A share of 1 as a person reads it.

    >>> percent(0.314), percent(0.0031), percent(-0.2), percent(-0.0001)
    ('31 %', '0.3 %', '-20 %', '0 %')
    """
    return f"{shown(round(100 * share, 1) or 0.0)} %"


def research_next(case: Case, issue: str, found: Sequence[FindingOut], chance: float | None) -> str:
    """Which number to research next, and what for; empty where nothing is uncertain.

    The number with the largest gain where the gain is clearly above zero, else the one with the largest
    share of the variance where that is, else none.
    """
    if not found or chance is None:
        return ""
    best = found[0]
    if best.gain_interval[0] > 0:
        return (
            f"Research next: {name_of(case, best.number, issue)}. If it were known, the chance to name the nearest mark would rise "
            f"from {percent(chance)} to {percent(min(1.0, chance + best.gain))}."
        )
    widest = max(found, key=lambda it: it.variance)
    if widest.variance_interval[0] > 0:
        return (
            f"Research next: {name_of(case, widest.number, issue)}. If it were known, {percent(widest.variance)} of the variance "
            f"would go; the nearest mark would hardly be any surer.{_close_behind(case, issue, found, widest)}"
        )
    return (
        "No single number stands out in this sample: to know one of them alone would not make the answer clearly surer."
    )


def _close_behind(case: Case, issue: str, found: Sequence[FindingOut], best: FindingOut) -> str:
    """The numbers that the sample cannot tell from the best one."""
    close = [it.number for it in found if it is not best and it.variance > best.variance_interval[0]]
    if not close:
        return ""
    more = f" and {len(close) - 3} more" if len(close) > 3 else ""
    return f" About as much would be gained by {', '.join(name_of(case, path, issue) for path in close[:3])}{more}."


def sentence(
    case: Case,
    issue: str,
    outcome: float | None,
    undetermined: str,
    found: tuple[Sequence[Index], Sequence[TippingValue], str],
    mark: float | None,
) -> str:
    """What matters on one issue: the largest index, the nearest tipping value, what to research next."""
    name, (indices, tipping, advice) = case.issue_name(issue), found
    if outcome is None:
        return f"{name}: undetermined. {undetermined}"
    text = f"{name}: the outcome is {shown(outcome)}."
    if indices and indices[0].total > 0:
        names = " with ".join(name_of(case, path, issue) for path in indices[0].numbers[:3])
        text += f" The largest part of its variance comes from {names} ({percent(min(1.0, indices[0].total))})."
    text += " " + _tipping(case, issue, tipping, mark)
    return f"{text} {advice}".strip()


def _tipping(case: Case, issue: str, tipping: Sequence[TippingValue], mark: float | None) -> str:
    past = "into the neighbourhood of another mark" if mark is None else f"past {shown(mark)}"
    if not tipping:
        return f"No single number moves it {past}."
    it = tipping[0]
    words = case.issues[issue].scale.get(it.mark, "")
    where = "within" if it.believed else "outside"
    text = (
        f"{name_of(case, it.number, issue)} at {precise(it.value)} instead of {precise(it.belief.best)} moves it {past}, "
        f"to {shown(it.outcome)}" + (f", nearest to “{words}”" if words else "")
    )
    return f"{text[:1].upper()}{text[1:]}; that is {where} what is believed ({_range(it)})."


def _range(it: TippingValue) -> str:
    low, high = precise(it.belief.low), precise(it.belief.high)
    return low if low == high else f"{low} to {high}"


def precise(value: float) -> str:
    """A number with one digit behind the point where it has one.

    >>> precise(41.26), precise(40.0), precise(0.0312)
    ('41.3', '40', '0.031')
    """
    text = f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"
    return text.removesuffix(".0") if "." in text else text
