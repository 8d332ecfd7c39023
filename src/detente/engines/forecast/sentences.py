"""A forecast in words."""

from __future__ import annotations

from detente.case.model import Case
from detente.case.stances import worded
from detente.results.forecast import Density, ForecastComparison, Pull, Swing


def sentence(
    case: Case,
    issue: str,
    title: str,
    outcome: float | None,
    interval: tuple[float, float] | None,
    density: Density | None,
    pulls: tuple[Pull, ...],
    swings: tuple[Swing, ...],
    undetermined: str,
) -> str:
    """The answer on one issue: outcome, interval, who pulls most, which number matters most."""
    it = case.issues[issue]
    name = case.issue_name(issue)
    if outcome is None:
        return f"{name}: undetermined. {undetermined}"
    unit = f" {it.unit}" if it.unit else ""
    words = worded(it, outcome)
    text = f"{name}: the {title} is {shown(outcome)}{unit}"
    if interval is not None and interval[1] - interval[0] > 0:
        share = "80 % of probability" if density is not None and density.of == "outcome" else "80 % of draws"
        text += f", with {share} from {shown(interval[0])} to {shown(interval[1])}"
    text += f"; {words}." if words else "."
    text += _leaning(outcome, interval)
    text += _pulled(pulls, case, it.high - it.low)
    if swings and swings[0].width > 0.005 * (it.high - it.low):
        text += (
            f" The uncertain number that matters most: {number_name(case, swings[0].number, issue)}"
            f" ({shown(swings[0].low)} to {shown(swings[0].high)} moves the answer"
            f" from {shown(swings[0].outcome_at_low)} to {shown(swings[0].outcome_at_high)})."
        )
    return text


def _leaning(outcome: float, interval: tuple[float, float] | None) -> str:
    """Say so where the best values answer differently from most draws."""
    if interval is None or interval[0] <= outcome <= interval[1]:
        return ""
    side = "higher" if outcome < interval[0] else "lower"
    return f" The ranges lean one way: most draws give a {side} answer than the best values do."


def _pulled(pulls: tuple[Pull, ...], case: Case, width: float) -> str:
    strong = [(pull.party, pull.pull) for pull in pulls if pull.pull is not None and abs(pull.pull) > 0.005 * width]
    down = next((f"down, {case.party_name(party)} ({shown(-pull)})" for party, pull in strong if pull < 0), "")
    up = next((f"up, {case.party_name(party)} ({shown(pull)})" for party, pull in strong if pull > 0), "")
    found = "; ".join(part for part in (down, up) if part)
    return f" Strongest pull: {found}." if found else ""


def agreement(case: Case, result: ForecastComparison, issue: str) -> str:
    """How far the methods agree on an issue, in words."""
    spread, it = result.spread[issue], case.issues[issue]
    if spread is None:
        return f"{case.issue_name(issue)}: fewer than two methods have an outcome."
    outcomes = {name: found.issues[issue].outcome for name, found in result.methods.items()}
    known = {name: x for name, x in outcomes.items() if x is not None}
    low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    share = spread / ((it.high - it.low) or 1)
    word = "agree closely" if share < 0.1 else "differ somewhat" if share < 0.25 else "disagree"
    return (
        f"{case.issue_name(issue)}: the methods {word}, from {shown(known[low])} ({method_name(low)}) to "
        f"{shown(known[high])} ({method_name(high)})."
    )


def method_name(method: str) -> str:
    """A method as a sentence names it.

    >>> method_name("weighted_mean"), method_name("nash_bargaining")
    ('weighted mean', 'Nash bargaining')
    """
    return method.replace("_", " ").replace("nash", "Nash").replace("condorcet", "Condorcet")


def number_name(case: Case, path: str, issue: str = "") -> str:
    """A number of the case in words; it names its issue where that is another than ``issue``.

    >>> number_name(Case(id="x", parties={"a": {"name": "Alba"}}), "parties.a.capability")
    'capability of Alba'
    """
    steps = path.split(".")
    if steps[0] == "positions":
        place = "" if issue in ("", steps[2]) else f" on {case.issue_name(steps[2])}"
        return f"{steps[3].replace('_', ' ')} of {case.party_name(steps[1])}{place}"
    if steps[0] == "issues" and steps[2] == "reference":
        return f"reference of {case.issue_name(steps[1])}"
    party = steps[3] if steps[0] == "issues" else steps[1]
    return f"capability of {case.party_name(party)}"


def shown(value: float | None) -> str:
    """A number as a person reads it: at most one digit behind the point, and none from 10 on.

    >>> shown(7.389), shown(54.2), shown(60.0), shown(-0.01), shown(None)
    ('7.4', '54', '60', '0', 'undetermined')
    """
    if value is None:
        return "undetermined"
    digits = 0 if abs(value) >= 10 else 1
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
