"""The candidates for the calibrated forecast, as they are listed in docs/theory/calibrated.md.

Each candidate is a function of training issues and issues to forecast that gives densities for the latter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from blended_fit import blended_fit

from detente.engines.forecast.calibrated.features import FEATURES, GRID, Stand, at_points, design, nearby
from detente.engines.forecast.calibrated.fit import fit, folds, penalty_by_folds, softmax
from detente.engines.forecast.calibrated.model import PENALTIES, stand_of
from detente.engines.forecast.calibrated.residuals import residual_density, residuals
from detente.engines.forecast.records import Record

Array = npt.NDArray[np.float64]
Block = Callable[[Stand, Record], Array]  # (101, features) of one issue

WIDE = (0.3, 1.0, 3.0, 10.0, 30.0)
INNER_FOLDS = 4
BAGS = 20


def reweighted(it: Record, weights: Array) -> Stand:
    """Where the parties of an issue stand with other weights."""
    return Stand.of(
        it.positions[np.newaxis], weights[np.newaxis], it.capabilities[np.newaxis], np.array([it.reference]), 0, 100
    )


# -- blocks of features ------------------------------------------------------------------------------------------------


def own(stand: Stand, it: Record) -> Array:
    """The 18 features."""
    return design(stand)[0]


def kernels(stand: Stand, it: Record) -> Array:
    """Kernel densities of the positions, weighted and not."""
    x, w = stand.positions[0], stand.shares[0]
    shapes = [np.exp(-0.5 * ((GRID[:, np.newaxis] - x) / width) ** 2) for width in (3, 10, 20)]
    return np.column_stack([shape @ amounts for shape in shapes for amounts in (w, np.full_like(w, 1 / len(w)))])


def condorcet(stand: Stand, it: Record) -> Array:
    """Probabilistic Condorcet distribution: share near the point, distance to its mean."""
    x, w = stand.positions[0], stand.shares[0]
    places = np.unique(x)
    distance = np.abs(x[:, np.newaxis] - places)
    votes = w @ np.maximum(distance[:, np.newaxis, :] - distance[:, :, np.newaxis], 0).reshape(len(x), -1)
    support = votes.reshape(len(places), len(places))  # for the row against the column
    total = support + support.T
    wins = np.divide(support, total, out=np.full_like(total, 0.5), where=total > 0)
    moves = wins.T / len(places)  # from the row's position to the column's
    np.fill_diagonal(moves, 0)
    np.fill_diagonal(moves, 1 - moves.sum(axis=1))
    share = np.linalg.lstsq(
        np.vstack([moves.T - np.eye(len(places)), np.ones(len(places))]),
        np.append(np.zeros(len(places)), 1),
        rcond=None,
    )[0]
    at = at_points(places[np.newaxis], share[np.newaxis])
    off = (GRID - share @ places) / 100
    return np.column_stack([at[0], nearby(at)[0], np.abs(off), off**2])


def cumulative(stand: Stand, it: Record) -> Array:
    """F(1-F) and min(F, 1-F), with F the share of parties up to the point, its own half counted."""
    columns = []
    for amounts in (stand.weight_at[0], stand.parties_at[0]):
        share = np.clip(amounts.cumsum() - amounts / 2, 0, 1)
        columns += [share * (1 - share), np.minimum(share, 1 - share)]
    return np.column_stack(columns)


def _spread(stand: Stand) -> float:
    x, w, m = stand.positions[0], stand.shares[0], stand.mean[0]
    return float(np.sqrt(w @ (x - m) ** 2)) / 50


def polarisation(stand: Stand, it: Record) -> Array:
    """Distance to the mean, range and positions held, times spread and times the number of positions."""
    table = design(stand)[0]
    base = table[:, [FEATURES.index(name) for name in
                     ("distance to the weighted mean", "outside the parties' range", "a party stands here")]]  # fmt: skip
    return np.column_stack([base * _spread(stand), base * np.log(np.count_nonzero(stand.parties_at[0]))])


def blocs(stand: Stand, it: Record) -> Array:
    """Second largest bloc, between the two largest, the largest times its share."""
    at = stand.weight_at[0]
    levels = np.unique(np.round(at[at > 0], 9))[::-1]
    largest = np.round(at, 9) == levels[0]
    second = (np.round(at, 9) == levels[1]) if len(levels) > 1 else np.zeros_like(largest)
    both = np.flatnonzero(largest | second)
    between = (both.min() < GRID) & (both.max() > GRID)
    return np.column_stack([second, between, largest * at.max()]).astype(float)


def reference_more(stand: Stand, it: Record) -> Array:
    """Weight at the reference, beyond it, distance times spread; zero without reference."""
    r, m = stand.reference[0], stand.mean[0]
    if np.isnan(r):
        return np.zeros((len(GRID), 3))
    at = np.round(r) == GRID
    beyond = (GRID - r) * (m - r) < 0
    return np.column_stack([at * stand.weight_at[0], beyond, np.abs(GRID - r) / 100 * _spread(stand)])


def salience_spread(stand: Stand, it: Record) -> Array:
    """Distance to the mean and positions held, times the weighted spread of salience."""
    s, w = it.saliences / 100, stand.shares[0]
    spread = np.sqrt(w @ (s - w @ s) ** 2)
    table = design(stand)[0]
    return np.column_stack([table[:, 6], table[:, 0]]) * spread * 5


def pooled(blocks: Sequence[Block]) -> Block:
    """Several blocks side by side."""
    return lambda stand, it: np.column_stack([block(stand, it) for block in blocks])


def groups(stand: Stand, it: Record) -> Array:
    """Deviations for issues with two positions; half as large, so that one penalty shrinks them four times as much."""
    two = np.count_nonzero(stand.parties_at[0]) <= 2
    return design(stand)[0] * (0.5 if two else 0.0)


EVERYTHING = (own, kernels, condorcet, cumulative, polarisation, blocs, reference_more, salience_spread)

BETTER = (own, cumulative, polarisation, salience_spread)


# -- fitting -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fitted:
    """A candidate that is a logit: its features and how it is fitted."""

    blocks: tuple[Block, ...] = (own,)
    penalties: tuple[float, ...] = PENALTIES
    keep: tuple[int, ...] | None = None
    crps_share: float = 0.0
    standardised: bool = False
    smoothed: bool = False
    bags: int = 0
    noisy: bool = False
    capabilities: bool = False
    linked: bool = False

    def __call__(self, train: Sequence[Record], test: Sequence[Record]) -> Array:
        """Densities of the issues to forecast, from a fit to the training issues."""
        table, new = self.table(train), self.table(test)
        if self.standardised:
            scale = table.reshape(-1, table.shape[-1]).std(axis=0)
            table, new = table / scale, new / scale
        outcomes, names = places(train), [it.proposal for it in train]
        counts = np.ones(len(train))
        if self.capabilities:  # the second half is the same issues with the other capability, each half as heavy
            other = self.table([OTHER_CAPABILITY[it.issue] for it in train])
            table, outcomes, names = np.concatenate([table, other]), np.tile(outcomes, 2), names * 2
            counts = np.full(len(names), 0.5)
        penalty = penalty_by_folds(table, outcomes, names, [it / counts[0] for it in self.penalties], INNER_FOLDS)
        if self.bags:
            return np.mean([softmax(new @ b) for b in self._bagged(table, outcomes, names, penalty)], axis=0)
        return softmax(new @ self._coefficients(table, outcomes, penalty))

    def _coefficients(self, table: Array, outcomes: npt.NDArray[np.int64], penalty: float) -> Array:
        if self.smoothed:  # seven copies at the outcome, three at a point drawn within 5 of it
            rng = np.random.default_rng(5)
            near = [np.clip(outcomes + rng.integers(-5, 6, len(outcomes)), 0, 100) for _ in range(3)]
            return fit(np.concatenate([table] * 10), np.concatenate([outcomes] * 7 + near), penalty * 10)
        b = fit(table, outcomes, penalty)
        if not self.crps_share:
            return b
        return blended_fit(table, outcomes, penalty * (1 + 5 * self.crps_share), self.crps_share, b)

    def _bagged(
        self, table: Array, outcomes: npt.NDArray[np.int64], names: Sequence[str], penalty: float
    ) -> list[Array]:
        rng, members = np.random.default_rng(7), {name: np.flatnonzero(np.array(names) == name) for name in set(names)}
        found = []
        for _ in range(BAGS):
            drawn = np.concatenate([members[name] for name in rng.choice(sorted(members), len(members))])
            found.append(self._coefficients(table[drawn], outcomes[drawn], penalty))
        return found

    def table(self, issues: Sequence[Record]) -> Array:
        """Features of issues, of shape (issues, 101, features)."""
        table = np.stack([_features(self, it) for it in issues])
        return table if self.keep is None else table[..., list(self.keep)]


OTHER_CAPABILITY: dict[str, Record] = {}
LINKED: dict[str, Array] = {}
_KNOWN: dict[tuple[object, str, bytes], Array] = {}


def _features(how: Fitted, it: Record) -> Array:
    key = ((how.blocks, how.noisy, how.linked), it.issue, it.capabilities.tobytes())
    if key not in _KNOWN:
        _KNOWN[key] = _computed(how, it)
    return _KNOWN[key]


def _computed(how: Fitted, it: Record) -> Array:
    if how.noisy:
        rng = np.random.default_rng(11)
        draws = [
            replace(
                it,
                saliences=np.clip(it.saliences * np.exp(0.3 * rng.standard_normal(len(it.actors))), 0, 100),
                capabilities=it.capabilities * np.exp(0.3 * rng.standard_normal(len(it.actors))),
            )
            for _ in range(20)
        ]
        return np.mean([pooled(how.blocks)(stand_of(one), one) for one in draws], axis=0)
    table = pooled(how.blocks)(stand_of(it), it)
    if how.linked:
        stand = reweighted(it, LINKED[it.issue])
        off = (GRID - stand.mean[0]) / 100
        table = np.column_stack([table, np.abs(off), off**2, stand.weight_at[0]])
    return table


def places(issues: Sequence[Record]) -> npt.NDArray[np.int64]:
    """The point of the grid each outcome falls on."""
    return np.array([round(it.outcome) for it in issues])


def prepare(issues: Sequence[Record], other: Sequence[Record]) -> None:
    """Tell the candidates about the second capability column and about the issues of one proposal."""
    OTHER_CAPABILITY.update({it.issue: it for it in other})
    seen: dict[tuple[str, str], list[float]] = {}
    for it in issues:
        for actor, salience in zip(it.actors, it.saliences, strict=True):
            seen.setdefault((it.proposal, actor), []).append(salience)
    for it in issues:
        usual = np.array([np.mean(seen[it.proposal, actor]) for actor in it.actors])
        LINKED[it.issue] = it.capabilities * it.saliences * it.saliences / np.maximum(usual, 1) / 100


# -- candidates that are no logit --------------------------------------------------------------------------------------


def middle(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """All probability at the middle."""
    return np.tile(np.where(GRID == 50, 1.0, 0.0), (len(test), 1))


def _from_residuals(symmetric: bool, train: Sequence[Record], test: Sequence[Record]) -> Array:
    off = residuals(_means(train), places(train).astype(float), symmetric=symmetric)
    return residual_density(_means(test), off)


def _means(issues: Sequence[Record]) -> Array:
    return np.array([stand_of(it).mean[0] for it in issues])


def residuals_raw(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """Weighted mean plus the residuals of the training issues."""
    return _from_residuals(False, train, test)


def residuals_symmetric(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """The same with every residual in both directions."""
    return _from_residuals(True, train, test)


def pool_linear(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """Three parts logit, one part residuals."""
    return 0.75 * Fitted()(train, test) + 0.25 * residuals_symmetric(train, test)


def pool_log(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """The logit with the logarithm of the residual density as a feature, out of sample within the training issues."""
    how, names = Fitted(), [it.proposal for it in train]
    inner, logs = folds(names, 5, 3), np.empty((len(train), len(GRID)))
    for fold in range(5):
        out = np.flatnonzero(inner == fold)
        rest = [it for it, at in zip(train, inner, strict=True) if at != fold]
        logs[out] = np.log(_smooth(residuals_symmetric(rest, [train[n] for n in out])))
    fresh = np.log(_smooth(residuals_symmetric(train, test)))
    table = np.concatenate([how.table(train), logs[..., np.newaxis]], axis=2)
    new = np.concatenate([how.table(test), fresh[..., np.newaxis]], axis=2)
    penalty = penalty_by_folds(table, places(train), names, PENALTIES, INNER_FOLDS)
    return softmax(new @ fit(table, places(train), penalty))


def _smooth(density: Array) -> Array:
    """A floor below which no probability falls, and neighbours averaged, so that the logarithm stays tame."""
    near = np.stack([nearby(row[np.newaxis], 3)[0] for row in density]) / 7
    return np.asarray(0.95 * near / near.sum(axis=1, keepdims=True) + 0.05 / len(GRID))


def ensemble(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """Mean of four logits."""
    names = ("logit_wide", "blend_1", "kernels", "polarisation")
    return np.mean([CANDIDATES[name](train, test) for name in names], axis=0)


def _fixed_pool(name: str, base: str, share: float = 0.5) -> Candidate:
    def pool(train: Sequence[Record], test: Sequence[Record]) -> Array:
        return (1 - share) * CANDIDATES[name](train, test) + share * CANDIDATES[base](train, test)

    return pool


def residuals_shrunk(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """Residuals around a centre drawn towards the middle."""
    off, wanted = _means(train) - 50, places(train) - 50.0
    slope = float(off @ wanted / (off @ off))
    near = np.clip(50 + slope * off, 0, 100)
    return residual_density(np.clip(50 + slope * (_means(test) - 50), 0, 100), residuals(near, wanted + 50))


def _centres(issues: Sequence[Record]) -> Array:
    found = []
    for it in issues:
        stand = stand_of(it)
        third = 100 * condorcet(stand, it)[0, 2]  # the distance of point 0 to its mean is that mean
        found.append((stand.mean[0] + it.positions.mean() + third) / 3)
    return np.array(found)


def residuals_centres(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """Residuals around the mean of three means."""
    return residual_density(_centres(test), residuals(_centres(train), places(train).astype(float)))


def residuals_smooth(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """Symmetric residuals, smoothed."""
    shares = residuals(_means(train), places(train).astype(float))
    kernel = np.exp(-0.5 * (np.arange(-12, 13) / 4) ** 2)
    smooth = np.convolve(shares, kernel / kernel.sum(), mode="same")
    return residual_density(_means(test), smooth / smooth.sum())


def plain_mean(stand: Stand, it: Record) -> Array:
    """Distances to the unweighted mean and parties."""
    x = stand.positions[0]
    off = (GRID - x.mean()) / 100
    return np.column_stack([np.abs(off), off**2, np.abs(GRID[:, np.newaxis] - x).mean(axis=1) / 100])


def posterior_mean(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """The logit averaged over draws from the normal approximation of its posterior."""
    how = Fitted()
    table, new, outcomes = how.table(train), how.table(test), places(train)
    penalty = penalty_by_folds(table, outcomes, [it.proposal for it in train], PENALTIES, INNER_FOLDS)
    b = fit(table, outcomes, penalty)
    p = softmax(table @ b)
    pulled = p[..., np.newaxis] * table
    expected, size = pulled.sum(axis=1), len(b)
    curve = pulled.reshape(-1, size).T @ table.reshape(-1, size) - expected.T @ expected + penalty * np.eye(size)
    draws = np.random.default_rng(3).multivariate_normal(b, np.linalg.inv(curve), 50)
    return np.mean([softmax(new @ one) for one in draws], axis=0)


HEAVY = (3.0,) * 6 + (0.1,) * 4 + (3.0, 3.0, 1.0) + (3.0,) * 5


def _with_prior(blocks: tuple[Block, ...], train: Sequence[Record], test: Sequence[Record]) -> Array:
    """Light penalty on the distances, heavy on points: features scaled so that one penalty does both."""
    how = Fitted(blocks)
    table, new, outcomes = how.table(train), how.table(test), places(train)
    heavy = np.array(HEAVY + (0.1,) * (table.shape[-1] - len(HEAVY)))
    table, new = table / np.sqrt(heavy), new / np.sqrt(heavy)
    penalty = penalty_by_folds(table, outcomes, [it.proposal for it in train], PENALTIES, INNER_FOLDS)
    return softmax(new @ fit(table, outcomes, penalty))


def smooth_prior(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """The 18 features with light and heavy penalties."""
    return _with_prior((own,), train, test)


def better_smooth(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """More blocks with light and heavy penalties."""
    return _with_prior((*BETTER, plain_mean), train, test)


def committee(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """Mean of five logits."""
    names = ("logit", "smooth_prior", "groups", "plain_mean", "better_blocks")
    return np.mean([CANDIDATES[name](train, test) for name in names], axis=0)


def relative_salience(stand: Stand, it: Record) -> Array:
    """Distance to the mean and positions held, times the weighted spread of salience relative to its mean."""
    s, w = it.saliences, stand.shares[0]
    spread = np.sqrt(w @ (s - w @ s) ** 2) / max(w @ s, 1e-9)
    table = design(stand)[0]
    return np.column_stack([table[:, 6], table[:, 0]]) * spread


def committee_relative(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """The committee with relative salience."""
    names = ("logit", "smooth_prior", "groups", "plain_mean", "relative_blocks")
    return np.mean([CANDIDATES[name](train, test) for name in names], axis=0)


def committee_generic(train: Sequence[Record], test: Sequence[Record]) -> Array:
    """The committee without salience."""
    names = ("logit", "smooth_prior", "groups", "plain_mean", "spread_blocks")
    return np.mean([CANDIDATES[name](train, test) for name in names], axis=0)


Candidate = Callable[[Sequence[Record], Sequence[Record]], Array]
CANDIDATES: dict[str, Candidate] = {
    "middle": middle,
    "residuals": residuals_raw,
    "residuals_symmetric": residuals_symmetric,
    "logit": Fitted(),
    "logit_wide": Fitted(penalties=WIDE),
    "logit_standardised": Fitted(standardised=True, penalties=WIDE),
    "logit_small": Fitted(keep=(0, 1, 3, 6, 8, 9, 11, 13, 14, 15, 16)),
    "blend_01": Fitted(crps_share=0.1),
    "blend_1": Fitted(crps_share=1.0),
    "crps_only": Fitted(crps_share=100.0),
    "smoothed_target": Fitted(smoothed=True),
    "kernels": Fitted((own, kernels)),
    "condorcet": Fitted((own, condorcet)),
    "cumulative": Fitted((own, cumulative)),
    "polarisation": Fitted((own, polarisation)),
    "blocs": Fitted((own, blocs)),
    "reference_more": Fitted((own, reference_more)),
    "salience_spread": Fitted((own, salience_spread)),
    "everything": Fitted(EVERYTHING, penalties=WIDE),
    "groups": Fitted((own, groups)),
    "linked": Fitted(linked=True),
    "two_capabilities": Fitted(capabilities=True),
    "noisy_inputs": Fitted(noisy=True),
    "bagged": Fitted(bags=BAGS),
    "pool_linear": pool_linear,
    "pool_log": pool_log,
    "ensemble": ensemble,
    "bagged_blend": Fitted(crps_share=1.0, bags=BAGS),
    "bagged_everything": Fitted(EVERYTHING, penalties=WIDE, crps_share=1.0, bags=BAGS),
}
CANDIDATES |= {
    "pool_half": _fixed_pool("logit", "residuals_symmetric"),
    "pool_small": _fixed_pool("logit_small", "residuals_symmetric"),
    "residuals_shrunk": residuals_shrunk,
    "residuals_centres": residuals_centres,
    "residuals_smooth": residuals_smooth,
    "pool_smooth": _fixed_pool("logit", "residuals_smooth"),
    "pool_centres": _fixed_pool("logit", "residuals_centres"),
    "plain_mean": Fitted((own, plain_mean)),
    "better_blocks": Fitted(BETTER),
    "better_blocks_pool": _fixed_pool("better_blocks", "residuals_symmetric"),
    "posterior_mean": posterior_mean,
    "smooth_prior": smooth_prior,
    "smooth_prior_pool": _fixed_pool("smooth_prior", "residuals_symmetric"),
    "groups_pool": _fixed_pool("groups", "residuals_symmetric"),
    "better_smooth": better_smooth,
    "better_groups": Fitted((*BETTER, groups)),
    "better_bagged": Fitted(BETTER, bags=BAGS),
    "committee": committee,
    "committee_pool": _fixed_pool("committee", "residuals_symmetric", 0.25),
    "spread_blocks": Fitted((own, cumulative, polarisation)),
    "committee_generic": committee_generic,
    "relative_blocks": Fitted((own, cumulative, polarisation, relative_salience)),
    "committee_relative": committee_relative,
}
