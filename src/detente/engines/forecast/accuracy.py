"""How accurate the methods were on issues with known outcomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast import densities
from detente.engines.forecast.bootstrap import clustered_interval
from detente.engines.forecast.calibrated import Model, learn, published
from detente.engines.forecast.calibrated.fit import folds
from detente.engines.forecast.forecast_table import LEARNED, TABLE_METHODS, Answer
from detente.engines.forecast.records import Record
from detente.errors import MethodError

Array = npt.NDArray[np.float64]
Interval = tuple[float, float]

LEAST_ACTORS = 3
FOLDS = 10
HIT = 10.0
REFERENCE = "reference"
PLAIN_POINT, PLAIN_DENSITY = "weighted_mean", "weighted_mean_residuals"


@dataclass(frozen=True)
class Score:
    """One method's accuracy, in points of the 0-100 scale; a density's point is its median.

    The intervals hold 95 % of bootstrap samples of proposals. ``error_gap`` is the error less that of the weighted
    mean on the same issues, ``crps_gap`` the CRPS less that of the weighted mean with residuals. None where a
    method gives no density, or is itself the plain one.
    """

    method: str
    issues: int
    error: float
    error_interval: Interval
    root_mean_square: float
    hit: float
    error_gap: tuple[float, float, float] | None = None
    crps: float | None = None
    crps_gap: tuple[float, float, float] | None = None
    log_score: float | None = None
    covered: float | None = None


@dataclass(frozen=True)
class Accuracy:
    """The scores of all methods on ``issues`` issues of ``proposals`` proposals.

    ``cross_validated``: the learned methods were fitted anew without each proposal that they forecast, as the issues
    include some that the published figures were learned from.
    """

    issues: int
    proposals: int
    cross_validated: bool
    seeds: int
    scores: tuple[Score, ...]


def accuracy(issues: Sequence[Record], *, seeds: int = 2, progress: Callable[[str], None] | None = None) -> Accuracy:
    """Score every method on the issues with at least three actors.

    Where the issues include some that the published figures were learned from, the learned methods are fitted anew:
    ten folds that split no proposal, for each of ``seeds`` seeds; scores are means over the seeds. Raises
    :class:`MethodError` where there are too few issues.
    """
    used = [it for it in issues if len(it.actors) >= LEAST_ACTORS]
    proposals = [it.proposal for it in used]
    if len(set(proposals)) < 2:
        raise MethodError(
            f"{len(set(proposals))} proposals have an issue with at least {LEAST_ACTORS} actors and an outcome",
            advice="accuracy needs issues of at least two proposals",
        )
    refit = published().knows(used)
    if refit and len(set(proposals)) < 2 * FOLDS:
        raise MethodError(
            f"{len(set(proposals))} proposals are too few to fit the learned methods anew, and the published figures "
            "were learned from some of these issues",
            advice=f"give at least {2 * FOLDS} proposals, or only issues that are new",
        )
    answers = _answers(used, proposals, seeds if refit else 0, progress)
    truth = np.array([it.outcome for it in used])
    per = {name: _per_issue(found, truth) for name, found in answers.items()}
    return Accuracy(
        issues=len(used),
        proposals=len(set(proposals)),
        cross_validated=refit,
        seeds=seeds,
        scores=tuple(_score(name, per, proposals) for name in per),
    )


def _answers(
    issues: Sequence[Record], proposals: Sequence[str], seeds: int, progress: Callable[[str], None] | None
) -> dict[str, list[list[Answer]]]:
    """The answers by method: one list for each seed, in the order of the issues."""
    found: dict[str, list[list[Answer]]] = {}
    for name, rule in TABLE_METHODS.items():
        if name not in LEARNED or not seeds:
            found[name] = [[rule(it, published()) for it in issues]]
    found[REFERENCE] = [[it.reference for it in issues]]
    for seed in range(seeds):
        where = folds(proposals, FOLDS, seed)
        models: list[Model] = []
        for fold in range(FOLDS):
            if progress is not None:
                progress(f"fit {seed * FOLDS + fold + 1} of {seeds * FOLDS}")
            models.append(learn([it for it, at in zip(issues, where, strict=True) if at != fold]))
        for name in LEARNED:
            rule = TABLE_METHODS[name]
            once = [rule(it, models[at]) for it, at in zip(issues, where, strict=True)]
            found.setdefault(name, []).append(once)
    order = [*TABLE_METHODS, REFERENCE]
    return {name: found[name] for name in order}


_ERROR, _SQUARE, _HIT, _CRPS, _LOG, _COVERED = range(6)


def _per_issue(answers: list[list[Answer]], truth: Array) -> Array:
    """Scores of each issue, of shape (issues, 6), means over the seeds; NaN where there is none."""
    return np.asarray(np.mean([[_scored(one, o) for one, o in zip(it, truth, strict=True)] for it in answers], axis=0))


def _scored(answer: Answer, outcome: float) -> list[float]:
    nothing = float("nan")
    if np.ndim(answer) == 0:
        off = abs(float(answer) - outcome)
        return [off, off**2, nothing if np.isnan(off) else float(off <= HIT), nothing, nothing, nothing]
    p, at = np.asarray(answer), np.array(outcome)
    off = abs(float(densities.median(p)) - outcome)
    place = int(densities.outcome_point(at))
    return [
        off,
        off**2,
        float(off <= HIT),
        float(densities.crps(p, at)),
        float(densities.log_score(p, at)),
        float(densities.highest_density(p)[place]),
    ]


def _score(name: str, per: dict[str, Array], proposals: Sequence[str]) -> Score:
    mine = per[name]
    known = ~np.isnan(mine[:, _ERROR])
    if not known.any():
        nothing = float("nan")
        return Score(name, 0, nothing, (nothing, nothing), nothing, nothing)
    groups = np.array(proposals)[known]
    means = mine[known].mean(axis=0)
    density = not np.isnan(means[_CRPS])
    return Score(
        method=name,
        issues=int(known.sum()),
        error=float(means[_ERROR]),
        error_interval=clustered_interval(mine[known, _ERROR], groups.tolist()),
        root_mean_square=float(np.sqrt(means[_SQUARE])),
        hit=float(means[_HIT]),
        error_gap=_gap(mine, per[PLAIN_POINT], _ERROR, proposals) if name != PLAIN_POINT else None,
        crps=float(means[_CRPS]) if density else None,
        crps_gap=_gap(mine, per[PLAIN_DENSITY], _CRPS, proposals) if density and name != PLAIN_DENSITY else None,
        log_score=float(means[_LOG]) if density else None,
        covered=float(means[_COVERED]) if density else None,
    )


def _gap(mine: Array, plain: Array, column: int, proposals: Sequence[str]) -> tuple[float, float, float] | None:
    off = mine[:, column] - plain[:, column]
    known = ~np.isnan(off)
    if not known.any():
        return None
    low, high = clustered_interval(off[known], np.array(proposals)[known].tolist())
    return float(off[known].mean()), low, high


def markdown(found: Accuracy, source: str, picture: str = "") -> str:
    """The scores as a page of Markdown; ``source`` names the data, ``picture`` the file of the chart."""
    lines = [
        "# Accuracy of the forecast methods",
        "",
        f"{found.issues} issues of {found.proposals} proposals in {source}, each with at least {LEAST_ACTORS} actors. "
        "All figures are in points of the 0-100 scale; brackets hold 95 % intervals, proposals drawn whole.",
        "",
        _how_learned(found),
        "",
        "| method | issues | mean absolute error | less weighted mean | root mean square | within 10 | CRPS | less weighted "
        "mean with residuals | log score | in 80 % set |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(_row(it) for it in found.scores),
        "",
        "A density's error is that of its median. CRPS and log score: lower is better. The 80 % set is the smallest set "
        "that holds 80 % of the probability. A difference whose interval includes zero shows nothing.",
        *(_without_difference(found)),
    ]
    if picture:
        lines += ["", f"![Mean absolute error of each method with its interval]({picture})"]
    return "\n".join(lines) + "\n"


def _how_learned(found: Accuracy) -> str:
    names = " and ".join(f"`{name}`" for name in sorted(LEARNED))
    if found.cross_validated:
        return (
            f"{names}: cross-validated. The data holds issues that the published figures were learned from, so both were "
            f"fitted anew, {FOLDS} folds that split no proposal, mean over {found.seeds} "
            f"{'seeds' if found.seeds > 1 else 'seed'}."
        )
    return f"{names}: the published figures; none of these issues was learned from."


def _row(it: Score) -> str:
    if not it.issues:
        return f"| `{it.method}` | 0 |" + " |" * 8
    cells = [
        f"`{it.method}`",
        str(it.issues),
        f"{it.error:.1f} [{it.error_interval[0]:.1f}, {it.error_interval[1]:.1f}]",
        _signed(it.error_gap),
        f"{it.root_mean_square:.1f}",
        f"{it.hit:.2f}",
        _plain(it.crps, 1),
        _signed(it.crps_gap),
        _plain(it.log_score, 2),
        _plain(it.covered, 2),
    ]
    return f"| {' | '.join(cells)} |"


def _plain(value: float | None, digits: int) -> str:
    if value is None:
        return ""
    return f"{value:.{digits}f}" if np.isfinite(value) else "infinite"


def _signed(gap: tuple[float, float, float] | None) -> str:
    return "" if gap is None else f"{gap[0]:+.1f} [{gap[1]:+.1f}, {gap[2]:+.1f}]"


def _without_difference(found: Accuracy) -> list[str]:
    """Name the densities that cannot be told from the plain one."""
    same = [it.method for it in found.scores if it.crps_gap is not None and it.crps_gap[1] <= 0 <= it.crps_gap[2]]
    if not same:
        return []
    return [
        "",
        f"By CRPS {', '.join(f'`{name}`' for name in same)} cannot be told from the weighted mean with residuals.",
    ]
