"""The exchange model on the numbers of a case: what is scaled before the rounds and weighed after them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.exchange.choices import ExchangeOptions, rules_of
from detente.engines.forecast.exchange.rounds import blank_record, play_all
from detente.engines.forecast.method import Answers
from detente.engines.forecast.table import Tables

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Inputs:
    """What the rounds need: arrays of shape (rows, issues, parties), both in the order of their ids.

    Positions on 0 to 100 of each scale, saliences 0 to 1, and shares: capability times salience as a share of
    the issue's sum. All are 0 where a party has no position. ``places`` says where each issue of the tables
    went, ``weighed`` (rows, issues) whether anybody has weight there.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    places: list[int]
    low: Array
    width: Array
    positions: Array
    saliences: Array
    shares: Array
    held: npt.NDArray[np.bool_]
    weighed: npt.NDArray[np.bool_]


def inputs_of(tables: Tables) -> Inputs:
    """The numbers in the order of the ids, so that the order of a case changes nothing, not even by rounding."""
    joint = tables.joint()
    by_issue, by_party = _order(joint.issues), _order(joint.parties)
    low, width = joint.low[by_issue], (joint.high - joint.low)[by_issue]
    width = np.where(width > 0, width, 1.0)
    place = np.ix_(range(tables.rows), by_issue, by_party)
    capabilities, saliences = joint.capabilities[place], joint.saliences[place] / 100
    positions = (joint.positions[place] - low[:, np.newaxis]) * 100 / width[:, np.newaxis]
    held = np.isfinite(positions) & np.isfinite(saliences) & np.isfinite(capabilities)
    shares = _shares(np.where(held, capabilities, 0), np.where(held, saliences, 0))
    places = [0] * len(by_issue)
    for new, old in enumerate(by_issue):
        places[old] = new
    return Inputs(
        parties=tuple(joint.parties[old] for old in by_party),
        issues=tuple(joint.issues[old] for old in by_issue),
        places=places,
        low=low,
        width=width,
        positions=np.where(held, positions, 0),
        saliences=np.where(held, saliences, 0),
        shares=shares,
        held=held,
        weighed=shares.sum(axis=-1) > 0,
    )


def answer(tables: Tables, options: ExchangeOptions) -> Answers:
    """Outcomes of every row: the mean of the votes after all exchanges, weighted by capability times salience.

    Shape (rows, issues), in each scale's units; NaN on an issue where no party has weight.
    """
    converged = np.ones(tables.rows, dtype=bool)
    if not tables.rows or not any(table.parties for table in tables.tables):
        return Answers(np.full((tables.rows, len(tables.tables)), np.nan), converged)
    it, rules = inputs_of(tables), rules_of(options)
    votes = np.empty_like(it.positions)
    record = blank_record(rules.rounds, len(it.issues), len(it.parties), exchanges=0)
    play_all(rules, it.positions, it.saliences, it.shares, record, votes, converged)
    means = np.clip((it.shares * votes).sum(axis=-1), 0, 100)  # shares may sum to a little more than 1
    outcomes = means * it.width / 100 + it.low
    return Answers(np.where(it.weighed, outcomes, np.nan)[:, it.places], converged)


def _order(names: tuple[str, ...]) -> list[int]:
    return sorted(range(len(names)), key=names.__getitem__)


def _shares(capabilities: Array, saliences: Array) -> Array:
    """Capability times salience as a share of the sum; all 0 where the sum is. Large capabilities do not overflow."""
    weights = _relative(capabilities) * saliences
    weights = _relative(weights)
    total = weights.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(weights, total, out=np.zeros_like(weights), where=total > 0))


def _relative(values: Array) -> Array:
    most = values.max(axis=-1, keepdims=True, initial=0)
    return np.asarray(np.divide(values, most, out=np.zeros_like(values), where=most > 0))
