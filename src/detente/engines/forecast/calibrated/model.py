"""The fitted figures of the calibrated forecast: what they are, where they come from, how they are made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.calibrated.features import FEATURES, MARK_FEATURES, Stand, design
from detente.engines.forecast.calibrated.fit import fit, penalty_by_folds
from detente.engines.forecast.calibrated.residuals import residuals
from detente.engines.forecast.densities import outcome_point
from detente.engines.forecast.records import Record

Array = npt.NDArray[np.float64]

PENALTIES = (0.3, 1.0, 5.0)
LEARNED_ON = "Learned on EU legislation; how accurate it is elsewhere is not known."
_USUAL = np.array([name not in MARK_FEATURES for name in FEATURES])


@dataclass(frozen=True)
class Model:
    """Coefficients with their provenance.

    ``marked`` and ``unmarked`` (18,) are the coefficients for scales with the usual marks and without; ``residuals``
    (201,) the shares of the residuals of the weighted mean from -100 to 100; ``penalties`` the lambda of both fits;
    ``issues`` the ids of the issues that were learned from, ``proposals`` the number of their proposals.
    """

    marked: Array
    unmarked: Array
    residuals: Array
    penalties: tuple[float, float]
    issues: frozenset[str]
    proposals: int
    data: str = ""
    citation: str = ""
    date: str = ""

    def knows(self, issues: Sequence[Record]) -> bool:
        """True where some of the issues were learned from, so that forecasts of them prove nothing."""
        return any(it.issue in self.issues for it in issues)


def stand_of(it: Record) -> Stand:
    """Where the parties of a record stand; one row."""
    return Stand.of(
        it.positions[np.newaxis],
        it.weights[np.newaxis],
        it.capabilities[np.newaxis],
        np.array([it.reference]),
        low=0.0,
        high=100.0,
    )


def learn(issues: Sequence[Record], *, data: str = "", citation: str = "", date: str = "") -> Model:
    """Fit a model to issues with known outcomes; the penalties are chosen by folds that split no proposal.

    Raises :class:`ValueError` where there are fewer than ten proposals.
    """
    proposals = [it.proposal for it in issues]
    if len(set(proposals)) < 10:
        raise ValueError("a fit needs at least ten proposals")
    stands = [stand_of(it) for it in issues]
    table = np.concatenate([design(stand) for stand in stands])
    truth = np.array([it.outcome for it in issues])
    outcomes = np.asarray(outcome_point(truth)).astype(np.int64)
    found, penalties = [], []
    for used in (np.ones_like(_USUAL), _USUAL):
        penalty = penalty_by_folds(table[..., used], outcomes, proposals, PENALTIES)
        b = np.zeros(len(FEATURES))
        b[used] = fit(table[..., used], outcomes, penalty)
        found.append(b)
        penalties.append(penalty)
    return Model(
        marked=found[0],
        unmarked=found[1],
        residuals=residuals(np.array([stand.mean[0] for stand in stands]), truth),
        penalties=(penalties[0], penalties[1]),
        issues=frozenset(it.issue for it in issues),
        proposals=len(set(proposals)),
        data=data,
        citation=citation,
        date=date,
    )


def written(model: Model) -> str:
    """The model as the text of its file."""
    names = dict(zip(FEATURES, zip(model.marked, model.unmarked, strict=True), strict=True))
    content = {
        "what": "Multinomial logit over the 101 points of a scale, and residuals of the weighted mean",
        "learned_on": LEARNED_ON,
        "data": model.data,
        "citation": model.citation,
        "date": model.date,
        "number_of_issues": len(model.issues),
        "number_of_proposals": model.proposals,
        "lambda": {"marked": model.penalties[0], "unmarked": model.penalties[1]},
        "coefficients": {
            name: {"marked": round(float(one), 6), "unmarked": round(float(other), 6)}
            for name, (one, other) in names.items()
        },
        "residuals": {str(off - 100): round(float(share), 8) for off, share in enumerate(model.residuals) if share > 0},
        "issues": sorted(model.issues),
    }
    return json.dumps(content, indent=1) + "\n"


def read(text: str) -> Model:
    """The model in the text of a file."""
    content = json.loads(text)
    shares = np.zeros(201)
    for off, share in content["residuals"].items():
        shares[int(off) + 100] = share
    table = content["coefficients"]
    return Model(
        marked=np.array([table[name]["marked"] for name in FEATURES]),
        unmarked=np.array([table[name]["unmarked"] for name in FEATURES]),
        residuals=shares / shares.sum(),
        penalties=(content["lambda"]["marked"], content["lambda"]["unmarked"]),
        issues=frozenset(content["issues"]),
        proposals=content["number_of_proposals"],
        data=content["data"],
        citation=content["citation"],
        date=content["date"],
    )


@lru_cache(maxsize=1)
def published() -> Model:
    """The model that comes with detente.

    >>> len(published().issues)
    171
    """
    return read((files(__package__) / "coefficients.json").read_text(encoding="utf-8"))
