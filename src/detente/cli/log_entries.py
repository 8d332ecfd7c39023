"""What a person types for the forecast log: days, probabilities, scales, outcomes."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from detente.errors import LogError

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.results.forecast_log import Distribution, Probability, Question, Range, Scale

_NUMBER = r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)"


def day(text: str) -> datetime.date | None:
    """A day as 2016-03-01; None where nothing was typed.

    >>> day("2016-03-01"), day("")
    (datetime.date(2016, 3, 1), None)
    """
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise LogError(f"{text} is no day", advice="write it as 2016-03-01") from None


def chance(text: str) -> float:
    """A probability as 35%, 35 % or 0.35. A bare 1 is refused: it may mean one per cent or certainty.

    >>> chance("35%"), chance("0,35")
    (0.35, 0.35)
    """
    found = re.fullmatch(rf"\s*({_NUMBER})\s*(%?)\s*", text)
    advice = "write 35% or 0.35"
    if found is None:
        raise LogError(f"{text} is no probability", advice=advice)
    value = float(found[1].replace(",", "."))
    if found[2]:
        value /= 100
    elif value == 1:
        raise LogError(f"{text} may mean 1 % or 100 %", advice="write 1% or 100%")
    if not 0 <= value <= 1:
        raise LogError(f"the probability {text} lies beyond 0 to 100 %", advice=advice)
    return value


def ends(text: str, case: Case | None, issue: str) -> Scale:
    """The ends of a scale: those of the case's issue, or as typed, ``0..10``.

    >>> ends("0..10", None, "")
    Scale(low=0.0, high=10.0)
    """
    from detente.engines.forecast.scores import case_scale
    from detente.results.forecast_log import Scale

    if case is not None and issue:
        return case_scale(case, issue)
    found = re.fullmatch(rf"\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*", text)
    low, high = (float(end.replace(",", ".")) for end in found.groups()) if found else (0.0, 0.0)
    if low >= high:
        raise LogError(f"{text} is no scale", advice="write its ends as 0..10")
    return Scale(low=low, high=high)


def forecast_of(probability: str | None, typed: tuple[float | None, float | None, float | None]) -> Probability | Range:
    """What a person says: a probability, or low, best and high."""
    from pydantic import ValidationError

    from detente.results.forecast_log import Probability, Range

    if probability is not None and any(it is not None for it in typed):
        raise LogError("a probability and a range do not go together", advice="ask two questions")
    if probability is not None:
        return Probability(probability=chance(probability))
    low, best, high = typed
    if low is None or best is None or high is None:
        raise LogError(
            "what is the forecast?",
            advice="--probability for an event; --low, --best and --high on a scale; --from-forecast CASE --issue ISSUE",
        )
    try:
        return Range(low=low, best=best, high=high)
    except ValidationError:
        raise LogError(f"{low:g}, {best:g}, {high:g} is no range", advice="give low, best and high in order") from None


def computed(case: Case, issue: str, method: str, draws: int, seed: int) -> Distribution | Range:
    """What a method says on an issue of a case."""
    from detente.engines.forecast.scores import case_forecast

    if not issue:
        raise LogError("which issue of the case?", advice=f"--issue: {', '.join(case.issues) or 'the case has none'}")
    return case_forecast(case, issue, method, draws=draws, seed=seed)


def outcome_of(text: str, question: Question) -> float | None:
    """What came about: yes or no, a value of the scale, or None for void."""
    word = text.strip().casefold()
    if word == "void":
        return None
    known = {"yes": 1.0, "true": 1.0, "1": 1.0, "no": 0.0, "false": 0.0, "0": 0.0}
    if question.scale is None and word in known:
        return known[word]
    if question.scale is not None and re.fullmatch(_NUMBER, word):
        return float(word.replace(",", "."))
    scale = question.scale
    wanted = "yes or no" if scale is None else f"a value from {scale.low:g} to {scale.high:g}"
    raise LogError(f"{text} is no outcome of question {question.id}", advice=f"give {wanted}, or void")
