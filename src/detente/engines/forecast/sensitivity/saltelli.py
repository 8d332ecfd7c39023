"""Variance-based sensitivity: the sample of Saltelli and the indices of Sobol.

Sobol 2001 (doi:10.1016/S0378-4754(00)00270-6); Saltelli et al. 2010 (doi:10.1016/j.cpc.2009.09.018);
computed by SALib (Herman and Usher 2017, doi:10.21105/joss.00097).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.table import Array

RESAMPLES = 100


@dataclass(frozen=True)
class Design:
    """A sample of N base points and D factors in N (D + 2) rows.

    ``base`` has shape (N, 2, columns): two independent samples A and B of shares in [0, 1). For each base
    point the rows are A, then A with one factor after the other taken from B, then B. ``owners`` gives the
    factor of each column.
    """

    base: Array
    owners: npt.NDArray[np.intp]
    factors: int

    @property
    def step(self) -> int:
        """Rows of one base point."""
        return self.factors + 2

    @property
    def count(self) -> int:
        """Number of all rows."""
        return len(self.base) * self.step

    def rows(self, start: int, stop: int) -> Array:
        """Rows ``start`` to ``stop``, shape (stop - start, columns)."""
        point, place = np.divmod(np.arange(start, stop), self.step)
        from_b = (place[:, np.newaxis] - 1 == self.owners) | (place[:, np.newaxis] == self.step - 1)
        return np.asarray(np.where(from_b, self.base[point, 1], self.base[point, 0]))


@dataclass(frozen=True)
class Indices:
    """First-order and total indices with half widths of their 95 % intervals, each of shape (factors,)."""

    first: Array
    first_half: Array
    total: Array
    total_half: Array


def design(points: int, owners: npt.NDArray[np.intp], factors: int, seed: int) -> Design:
    """The sample for ``points`` base points, a power of two: scrambled Sobol sequence (Owen 1998)."""
    from scipy.stats import qmc

    columns = len(owners)
    if not columns:
        return Design(np.empty((points, 2, 0)), owners, 0)
    sequence = qmc.Sobol(2 * columns, scramble=True, rng=generator(seed, "sample"))
    return Design(sequence.random(points).reshape(points, 2, columns), owners, factors)


def indices(outcomes: Array, factors: int, seed: int) -> Indices:
    """Indices from the outcomes of a design's rows, shape (points * (factors + 2),); base points with NaN are left out.

    S_i = V[E(y | x_i)] / V(y) by mean(B (AB_i - A)) / V, and T_i = E[V(y | all but x_i)] / V(y) by
    mean((A - AB_i)^2) / 2 V. The intervals are bootstrapped over base points as if these were drawn independently,
    which makes them rather too wide. All zero where the outcome does not vary.
    """
    by_point = outcomes.reshape(-1, factors + 2)
    kept = by_point[~np.isnan(by_point).any(axis=1)]
    if len(kept) < 2 or np.ptp(kept) <= 1e-12 * max(1.0, float(np.abs(kept).max())):
        return Indices(*np.zeros((4, factors)))
    from SALib.analyze import sobol

    names = [str(place) for place in range(factors)]
    problem = {"num_vars": factors, "names": names, "bounds": [[0, 1]] * factors}
    chosen = int(generator(seed, "bootstrap").integers(1, 2**31))
    found = sobol.analyze(problem, kept.ravel(), calc_second_order=False, num_resamples=RESAMPLES, seed=chosen)
    return Indices(*(np.asarray(found[name]) for name in ("S1", "S1_conf", "ST", "ST_conf")))


def generator(seed: int, use: str) -> np.random.Generator:
    """A generator that depends on the seed and on what it is for."""
    key = hashlib.blake2b(f"{seed}:sensitivity {use}".encode(), digest_size=16).digest()
    return np.random.default_rng(int.from_bytes(key, "little"))
