"""Draws of uncertain numbers that depend on the seed and on the number's place in the case, and on nothing else.

Each number has a random stream of its own, keyed by seed and location, that can be entered at any draw (a permuted
congruential generator, NumPy's PCG64DXSM). So the same seed gives the same answer on any number of
workers, adding a party leaves the others' draws as they are, and a case with and without a measure is
compared on common draws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.pooling import Pool
from detente.case.shifts import Shifted

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sampler:
    """Draws for the numbers of one case; numbers joined by a link share their streams.

    A number that experts judged is drawn from the pool of their judgements: one stream chooses the expert,
    the number's own stream the place in the expert's distribution. So a judgement alone gives the draws of
    that number written in its place.
    """

    case: Case
    seed: int

    @cached_property
    def _streams(self) -> Mapping[str, tuple[str, bool]]:
        """Path of each linked number, to the name of its shared stream and whether it runs backwards."""
        streams: dict[str, tuple[str, bool]] = {}
        for link in self.case.links:
            name = "link " + min([*link.numbers, *link.opposite], default="")
            streams |= dict.fromkeys(link.numbers, (name, False))
            streams |= dict.fromkeys(link.opposite, (name, True))
        return streams

    def stream(self, loc: Loc) -> tuple[str, bool]:
        """Name of the stream of a number, and whether the number runs backwards in it."""
        path = ".".join(map(str, loc))
        return self._streams.get(path, (path, False))

    def pool(self, loc: Loc, number: Number) -> Pool | None:
        """The pool that a number is drawn from; None where it is drawn as it is."""
        if not self.case.judgements:
            return None
        pool = self.case.pools.get(".".join(map(str, loc)))
        return pool if pool is not None and number == pool.number and len(pool.heard) > 1 else None

    def draw(self, loc: Loc, number: Number, start: int, stop: int) -> Array:
        """Draws ``start`` to ``stop`` of a number, shape (stop - start,)."""
        moved = self.case.shifted.get(".".join(map(str, loc))) if self.case.shifted else None
        if moved is not None and number == moved.number:
            return self._moved(moved, start, stop)
        return self._written(loc, number, start, stop)

    def _moved(self, moved: Shifted, start: int, stop: int) -> Array:
        """The draws of a number that acts have moved: those of the number itself plus those of each change."""
        total = self._written(moved.loc, moved.written, start, stop)
        for shift in moved.shifts:
            total = total + shift.sign * self._written(shift.loc, shift.amount, start, stop)
        return np.clip(total, moved.low, moved.high)

    def _written(self, loc: Loc, number: Number, start: int, stop: int) -> Array:
        """Draws of a number as it stands in the file."""
        if number.is_exact:
            return np.full(stop - start, number.best)
        stream, backwards = self.stream(loc)
        shares = uniform(self.seed, stream, start, stop)
        pool = self.pool(loc, number)
        choices = uniform(self.seed, f"expert {stream}", start, stop) if pool is not None else None
        return self.values(loc, number, 1 - shares if backwards else shares, choices)

    def values(self, loc: Loc, number: Number, shares: Array, choices: Array | None) -> Array:
        """Values of a number at the given shares; ``choices`` (0 to 1) pick the expert where it is pooled."""
        pool = self.pool(loc, number)
        return quantiles(number, shares) if pool is None or choices is None else pooled(pool, shares, choices)


def uniform(seed: int, stream: str, start: int, stop: int) -> Array:
    """Numbers ``start`` to ``stop`` of a stream of uniform numbers in [0, 1), shape (stop - start,)."""
    key = hashlib.blake2b(f"{seed}:{stream}".encode(), digest_size=16).digest()
    generator = np.random.PCG64DXSM(int.from_bytes(key, "little"))
    generator.advance(start)
    return np.random.Generator(generator).random(stop - start)


def quantiles(number: Number, shares: Array) -> Array:
    """Values below which the given shares of the belief lie; uniform or triangular, any shape.

    Triangular with low a, best b, high c: a + sqrt(u (c-a)(b-a)) up to u = (b-a)/(c-a), and
    c - sqrt((1-u)(c-a)(c-b)) above. Both at once, as each root stands still on the other's side:
    a + sqrt(min(u (c-a)(b-a), (b-a)^2)) + (c-b) - sqrt(min((1-u)(c-a)(c-b), (c-b)^2)).
    """
    low, best, high = number.low, number.best, number.high
    if number.uniform or number.is_exact:
        return low + shares * (high - low)
    rise, fall = best - low, high - best
    values = shares * ((high - low) * rise)
    np.minimum(values, rise**2, out=values)
    np.sqrt(values, out=values)
    falling = 1 - shares
    falling *= (high - low) * fall
    np.minimum(falling, fall**2, out=falling)
    values -= np.sqrt(falling, out=falling)
    values += low + fall
    np.maximum(values, low, out=values)
    return np.minimum(values, high, out=values)


def pooled(pool: Pool, shares: Array, choices: Array) -> Array:
    """Values of a pool: the expert in whose part of the weights a choice falls, at that share of the expert's belief."""
    edges = np.cumsum([member.weight for member in pool.heard])[:-1]
    place = np.searchsorted(edges, choices, side="right")
    each = np.stack([quantiles(member.value, shares) for member in pool.heard])
    return np.asarray(np.take_along_axis(each, place[np.newaxis], axis=0)[0])
