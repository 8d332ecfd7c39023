"""The sensitivity of a forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.document import Loc
from detente.case.model import Case
from detente.engines.forecast.drawn import block_size
from detente.engines.forecast.forecast import forecast
from detente.engines.forecast.methods import method_named
from detente.engines.forecast.options import chosen_options
from detente.engines.forecast.sensitivity.asking import Asking
from detente.engines.forecast.sensitivity.disagreement import (
    Alone,
    expert_outcomes,
    experts_alone,
    judged_numbers,
    middle,
    weights,
)
from detente.engines.forecast.sensitivity.factors import Factors
from detente.engines.forecast.sensitivity.finding_out import gain
from detente.engines.forecast.sensitivity.marks import borders, marks_of, region
from detente.engines.forecast.sensitivity.saltelli import design, generator, indices
from detente.engines.forecast.sensitivity.tipping import tipping_values
from detente.engines.forecast.sensitivity.wording import research_next, sentence
from detente.engines.forecast.table import Array, Tables
from detente.engines.uncertainty import Progress, in_blocks
from detente.errors import CommandError, MethodError
from detente.results.forecast import IssueForecast
from detente.results.run import Run
from detente.results.sensitivity import FindingOut, Index, IssueSensitivity, Sensitivity, TippingValue

LEAST_POINTS, MOST_POINTS = 8, 2**17
MOST_ROWS = 20_000_000


def sensitivity(
    case: Case,
    method: str = "weighted_mean",
    *,
    issues: Sequence[str] | None = None,
    draws: int = 1024,
    seed: int = 0,
    options: Mapping[str, Any] | None = None,
    mark: float | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Say which numbers a forecast rests on: swings, Sobol indices, tipping values, the value of finding out.

    ``draws`` base points of a Saltelli sample, rounded up to a power of two, give draws x (uncertain numbers
    + 2) rows for each issue, or for all together where the method solves issues together. ``mark``, in the
    scale's units, is what tipping values shall move the outcome past; without it, the midpoint to a neighbouring
    mark. ``options``, ``workers`` and ``progress`` are as in :func:`~detente.engines.forecast.forecast.forecast`; workers
    change the time, never the answer. Judged numbers are shown expert by expert, with the outcome under each
    expert alone. Raises :class:`MethodError` for an unknown method, option or issue, or a mark off the scale,
    :class:`CommandError` for an impossible number of draws or workers.

    >>> from detente.case.catalog import load_case
    >>> found = sensitivity(load_case("vienna-2015"), issues=["presidency"], draws=64, seed=1)
    >>> round(found.issues["presidency"].outcome), found.issues["presidency"].tipping[0].number
    (54, 'positions.syria_gov.presidency.position')
    """
    points = _points(draws)
    rule = method_named(method)
    chosen = chosen_options(case, rule, options or {})
    known = forecast(case, method, issues=issues, draws=0, seed=seed, options=options)
    asked = list(known.issues)
    _require_mark(case, asked, mark)
    found: dict[str, IssueSensitivity] = {}
    together = [list(case.issues)] if rule.joint else [[issue] for issue in asked]
    for place, solved in enumerate(together):
        ask = Asking(case, rule, chosen, solved, seed)
        work = _Work(ask, [it for it in asked if it in solved], points, mark)
        answered = work.answered(workers, _part_of(progress, place, len(together)))
        found |= {issue: answered.issue(issue, known.issues[issue]) for issue in work.asked}
    rule_of_weights, experts = weights(case)
    parameters: dict[str, Any] = {"issues": asked}
    parameters |= {"options": chosen.model_dump(mode="json")} if chosen.model_dump() else {}
    parameters |= {"mark": mark} if mark is not None else {}
    return Sensitivity(
        run=Run.of(case, "sensitivity", method, seed=seed, draws=points, parameters=parameters),
        issues=found,
        weighting=rule_of_weights,
        experts=experts,
        notes=known.notes,
    )


def _points(draws: int) -> int:
    if not LEAST_POINTS <= draws <= MOST_POINTS:
        raise CommandError(f"{draws} draws are not possible", advice=f"ask for {LEAST_POINTS} to {MOST_POINTS}")
    return int(1 << (draws - 1).bit_length())


def _require_mark(case: Case, issues: Sequence[str], mark: float | None) -> None:
    for issue in issues:
        it = case.issues[issue]
        if mark is not None and not it.low <= mark <= it.high:
            raise MethodError(
                f"{mark:g} lies off the scale of {issue}, {it.low:g} to {it.high:g}",
                advice="name a mark on the scale, and the issue it belongs to with --issue",
            )


def _part_of(progress: Progress | None, place: int, parts: int) -> Progress | None:
    """Progress of one part of several, told as rows done of rows that the parts would have in all."""
    if progress is None:
        return None
    return lambda done, total: progress(place * total + done, parts * total)


@dataclass(frozen=True)
class _Work:
    """The analysis of issues that are solved together."""

    ask: Asking
    asked: list[str]
    points: int
    mark: float | None

    def answered(self, workers: int | None, progress: Progress | None) -> _Answered:
        """Evaluate everything that the issues share."""
        factors = Factors.of(self.ask.case, self.ask.issues)
        alone = experts_alone(self.ask, self.points)
        return _Answered(
            work=self,
            factors=factors,
            **self._sampled(factors, workers, progress),
            tipping=tipping_values(self.ask, self.asked, self.mark),
            alone=alone,
            pooled=self.ask.drawn(self.points if alone else 0),
        )

    def _sampled(self, factors: Factors, workers: int | None, progress: Progress | None) -> dict[str, Any]:
        """Outcomes of all rows of the sample, and the values of the numbers at its independent rows."""
        count = len(factors.groups)
        if self.points * (count + 2) > MOST_ROWS:
            raise CommandError(
                f"{self.points} draws with {count} uncertain numbers take too many rows",
                advice=f"ask for at most {MOST_ROWS // (count + 2)} draws",
            )
        sample = design(self.points, factors.owners, count, self.ask.seed)

        def evaluate(start: int, stop: int) -> Array:
            return self.ask.given(factors.values(sample.rows(start, stop)), stop - start)

        size = block_size(Tables.best(self.ask.case, self.ask.issues), self.ask.method)
        parts = in_blocks(evaluate, sample.count, size, workers=workers, progress=progress)
        ends = sample.base.reshape(2 * self.points, len(factors.owners))
        return {"outcomes": np.concatenate(parts), "values": factors.values(ends)}


@dataclass(frozen=True)
class _Answered:
    """What issues that are solved together share.

    ``outcomes`` of all rows have shape (rows, issues); ``values`` are those of the numbers at the independent
    rows A and B of each base point; ``pooled`` are the outcomes over the draws that experts alone are compared on.
    """

    work: _Work
    factors: Factors
    outcomes: Array
    values: dict[Loc, Array]
    tipping: dict[str, tuple[tuple[TippingValue, ...], tuple[str, ...]]]
    alone: list[Alone]
    pooled: Array

    def issue(self, issue: str, known: IssueForecast) -> IssueSensitivity:
        """The result on one issue; ``known`` is its forecast at the best values."""
        work, case = self.work, self.work.ask.case
        column = list(work.ask.issues).index(issue)
        rows = self.outcomes[:, column]
        ends = rows.reshape(work.points, -1)[:, [0, -1]].ravel()  # the independent rows, A and B of each point
        determined = ends[~np.isnan(ends)]
        deviation = float(determined.std()) if determined.size else None
        listed = self._indices(rows, issue)
        chance, found = self._finding_out(issue, ends, listed, deviation)
        tipping, steady = self.tipping[issue]
        advice = research_next(case, issue, found, chance)
        told: tuple[tuple[Index, ...], tuple[TippingValue, ...], str] = (listed, tipping, advice)
        return IssueSensitivity(
            name=known.name,
            outcome=known.outcome,
            interval80=middle(ends),
            deviation=deviation,
            chance=chance,
            left_out=1 - determined.size / ends.size,
            mark=work.mark,
            swings=known.swings,
            indices=listed,
            tipping=tipping,
            steady=steady,
            finding_out=found,
            judged=judged_numbers(case, work.ask.issues),
            by_expert=expert_outcomes(case, self.alone, self.pooled, column),
            next=advice,
            undetermined=known.undetermined,
            sentence=sentence(case, issue, known.outcome, known.undetermined, told, work.mark),
        )

    def _indices(self, rows: Array, issue: str) -> tuple[Index, ...]:
        ask, groups = self.work.ask, self.factors.groups
        it = indices(rows, len(groups), ask.seed)
        found = [
            Index(
                numbers=tuple(".".join(map(str, loc)) for loc in group),
                first=float(it.first[place]),
                first_interval=_around(it.first[place], it.first_half[place]),
                total=float(it.total[place]),
                total_interval=_around(it.total[place], it.total_half[place]),
            )
            for place, group in enumerate(groups)
            if not ask.method.joint or it.total[place] > 0 or any(issue in loc for loc in group)
        ]
        return tuple(sorted(found, key=lambda index: (-index.total, -index.first, index.numbers)))

    def _finding_out(
        self, issue: str, ends: Array, listed: Sequence[Index], deviation: float | None
    ) -> tuple[float | None, tuple[FindingOut, ...]]:
        """Chance of the most frequent nearest mark, and what knowing each number would add, largest first."""
        ask = self.work.ask
        marks = marks_of(ask.case.issues[issue])
        held = ~np.isnan(ends)
        if not held.any() or deviation is None:
            return None, ()
        nearest = region(ends[held], borders(marks))
        chance = float(np.bincount(nearest, minlength=len(marks)).max() / held.sum())
        at = {path: index for index in listed for path in index.numbers}
        values = {".".join(map(str, loc)): it for loc, it in self.values.items()}
        found = []
        for path, index in at.items():
            it = gain(values[path][held], nearest, len(marks), generator(ask.seed, f"finding out {path}"))
            found.append(
                FindingOut(
                    number=path,
                    variance=index.first,
                    variance_interval=index.first_interval,
                    deviation=deviation * (1 - min(1.0, max(0.0, index.first))) ** 0.5,
                    gain=it.mean,
                    gain_interval=(it.low, it.high),
                )
            )
        return chance, tuple(sorted(found, key=lambda it: (-it.gain, -it.variance, it.number)))


def _around(middle: Any, half: Any) -> tuple[float, float]:
    return float(middle - half), float(middle + half)


__all__ = ["sensitivity"]
