"""How many packages pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isqrt, prod

import numpy as np

from detente.engines.deals.frontier_merging import Counts, alike, one_of
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Rule, Space
from detente.engines.deals.zone_loops import pairs_of_two, tails_that_pass

MOST_WORK = 2e9  # steps of the innermost loops, about two seconds
MOST_NUMBERS = 8_000_000  # what partial packages bring, at a time
TAILS = 65_536  # completions that are looked at as one set of bits
TAILS_OF_TWO = 2_000_000  # the same where at most two parties have to be asked
AT_ONCE = 65_536  # heads that are made at a time
FEWEST_CELLS = 20  # steps to which what a party gets is rounded down, where there are too many heads


def zone_count(space: Space, limit: float = MOST_WORK) -> tuple[int, bool]:
    """How many packages pass the rule, and whether that is only a lower bound.

    Whole branches are counted at once: where even the worst completion of a partial package passes all of them do,
    where the best does not none does. Partial packages of equal worth are one. What is left undecided after some of
    the blocks, the heads, meets the tails, the combinations of the other blocks: for one or two parties in order of
    what they bring, for more as sets of bits. Where that takes more than ``limit`` steps, or too much memory, the
    heads with the most to spare are counted, and the number is a lower bound.

    >>> import numpy as np
    >>> from detente.engines.deals.space import Block
    >>> values = np.array([[0.0, 2.0, 5.0], [5.0, 4.0, 0.0]])
    >>> blocks = tuple(Block((k,), np.arange(3)[:, None], values, np.zeros((2, 3), dtype=bool)) for k in range(20))
    >>> marks, names = ((0.0, 1.0, 2.0),) * 20, tuple(f"i{k}" for k in range(20))
    >>> zone_count(Space(("a", "b"), names, marks, blocks, np.array([55.0, 55.0]), Rule.unanimity(2)))
    (22767624, False)
    """
    question = _asked(space)
    if isinstance(question, int):
        return question, False
    return question.count(limit)


def _asked(space: Space) -> int | _Question:
    """The question without the parties and choices that need not be looked at, or its answer.

    A refused choice brings minus infinity, so that nothing makes up for it. Parties that accept everything or nothing
    are settled. Choices after which a party cannot accept that everybody needs are left out.
    """
    needed, rule = space.reservations - TOLERANCE, space.rule
    tables = [np.where(block.refused, -inf, block.values) for block in space.blocks]
    while all(table.shape[1] for table in tables):
        none = np.zeros(len(needed))
        best = none + sum((table.max(axis=1, initial=-inf) for table in tables), none)
        certain = none + sum((table.min(axis=1, initial=inf) for table in tables), none) >= needed
        possible = best >= needed
        if not rule.passes(possible):
            return 0
        if rule.passes(certain):
            return _combinations(tables)
        open_ = np.flatnonzero(possible & ~certain)
        without = np.repeat(possible[np.newaxis], len(open_), axis=0)
        without[np.arange(len(open_)), open_] = False
        vital = open_[~rule.passes(without)]
        kept = [_hopeful(table[vital], (needed - best)[vital]) for table in tables]
        if all(it.all() for it in kept):
            return _question(rule, tables, needed, certain, open_, vital)
        tables = [table[:, it] for table, it in zip(tables, kept, strict=True)]
    return 0


def _question(rule: Rule, tables: list[Array], needed: Array, certain: Bools, open_: Ints, vital: Ints) -> _Question:
    """Only the vital parties are asked where they and the certain ones are enough."""
    enough = certain.copy()
    enough[vital] = True
    asked = vital if rule.passes(enough) else open_
    return _Question(tuple(table[asked] for table in tables), needed[asked], _rest(rule, certain, asked, vital))


def _hopeful(table: Array, missing: Array) -> Bools:
    """The choices after which the best of the other blocks is still enough."""
    best = table.max(axis=1, keepdims=True, initial=-inf)
    return np.asarray((table >= best + missing[:, np.newaxis]).all(axis=0))


def _rest(rule: Rule, certain: Bools, asked: Ints, vital: Ints) -> Rule:
    """The rule for the parties that are asked, when those that are certain have accepted."""
    veto = np.isin(asked, vital)
    if veto.all():
        return Rule.unanimity(len(asked))
    at_least = max(0, rule.at_least - int(certain.sum()))
    quota, weights = rule.quota - float(rule.weights[certain].sum()), rule.weights[asked]
    if quota <= TOLERANCE:
        quota = 0.0
    elif np.ptp(weights) == 0 and weights[0] > 0:  # a number of parties in other words
        at_least, quota = max(at_least, int(np.ceil((quota - TOLERANCE) / weights[0]))), 0.0
    return Rule(veto, at_least, weights, quota)


@dataclass(frozen=True)
class _Question:
    """How many sums of one column from each table reach ``needed`` for enough rows, shape (parties,)."""

    tables: tuple[Array, ...]
    needed: Array
    rule: Rule

    def count(self, limit: float) -> tuple[int, bool]:
        """How many, and whether that is only a lower bound."""
        two = self.rule.is_unanimity and len(self.needed) <= 2
        head, tail = _split(self.tables, TAILS_OF_TWO if two else TAILS)
        heads = _Heads(self, np.zeros((1, len(self.needed))), one_of(_combinations(self.tables)), limit / 2)
        for place in range(len(head)):
            heads.extend(head[place:], tail)
        heads.shrink(int(limit / 2 / self.steps(_combinations(tail), two=two)))
        if not len(heads.sums):
            return heads.total, heads.cut
        found = self.tails_for(heads.sums, tail, two=two)
        return heads.total + int((found * heads.counts).sum()), heads.cut

    def tails_for(self, heads: Array, tail: list[Array], *, two: bool) -> Ints:
        """For each head, how many tails pass with it."""
        tails = np.zeros((1, len(self.needed)))
        for table in tail:
            tails = (tails[:, np.newaxis] + table.T).reshape(-1, len(self.needed))
        rule = self.rule
        tails = tails[(tails + heads.max(axis=0) >= self.needed)[:, rule.veto].all(axis=1)]
        if two:
            wide = np.zeros((2 - len(self.needed),))
            pad = [np.zeros((len(it), len(wide))) for it in (heads, tails)]
            needed = np.concatenate([self.needed, wide])
            return pairs_of_two(np.hstack([heads, pad[0]]), np.hstack([tails, pad[1]]), needed)
        return tails_that_pass(
            heads, tails, self.needed, rule.veto, rule.at_least, rule.weights, rule.quota - TOLERANCE
        )

    def steps(self, tails: int, *, two: bool) -> float:
        """About how many steps a head takes."""
        parties, words = len(self.needed), tails / 64
        if two:
            return 300.0
        steps = parties * (150 + words / 2)
        if not self.rule.veto.all():
            steps += words * (20 + 4 * parties)
            steps += words * 128 * parties if self.rule.quota > 0 else 0
        return steps


@dataclass
class _Heads:
    """What the choices in some of the tables bring, shape (heads, parties), where that does not decide yet who accepts.

    ``counts`` says how many there are of each, ``total`` how many packages are decided and pass, ``steps`` how many
    are left to spend, ``cut`` whether something was left out.
    """

    question: _Question
    sums: Array
    counts: Counts
    steps: float
    total: int = 0
    cut: bool = False

    def extend(self, tables: list[Array], tail: list[Array]) -> None:
        """Combine the heads with the first table; the other tables and the tail come later."""
        rule, needed = self.question.rule, self.question.needed
        table, rest = tables[0], [*tables[1:], *tail]
        best = np.sum([it.max(axis=1) for it in rest], axis=0) if rest else 0.0
        worst = np.sum([it.min(axis=1) for it in rest], axis=0) if rest else 0.0
        price = 200.0 + 50.0 * len(needed)
        if len(self.sums) * table.shape[1] * price > self.steps:
            self.shrink(int(self.steps / (price * sum(it.shape[1] for it in tables))))
        self.steps -= len(self.sums) * table.shape[1] * price
        sums, counts = [], []
        at_once = max(1, AT_ONCE // max(len(self.sums), 1))
        for first in range(0, table.shape[1], at_once):
            columns = table[:, first : first + at_once].T
            after = (self.sums + columns[:, np.newaxis]).reshape(-1, len(needed))
            before = np.tile(self.counts, len(columns))
            whole = rule.passes(after + worst >= needed)
            self.total += int(before[whole].sum()) * _combinations(rest)
            left = ~whole & rule.passes(after + best >= needed)
            sums.append(after[left])
            counts.append(before[left])
        self.sums, self.counts = np.concatenate(sums), np.concatenate(counts)
        self._join()
        self.shrink(MOST_NUMBERS // len(needed))

    def shrink(self, most: int) -> None:
        """Make at most so many of the heads: round down, which loses packages but adds none, then drop the poorest."""
        if len(self.sums) <= most:
            return
        self.cut = True
        cells = int(most ** (1 / self.sums.shape[1]))
        if cells >= FEWEST_CELLS:
            finite = np.isfinite(self.sums)
            low = np.where(finite, self.sums, inf).min(axis=0)
            width = (np.where(finite, self.sums, -inf).max(axis=0) - low) / cells
            with np.errstate(invalid="ignore"):
                down = low + np.floor((self.sums - low) / np.where(width > 0, width, 1.0)) * width
            self.sums = np.where(finite, np.minimum(down, self.sums), self.sums)
            self._join()
        if len(self.sums) > most:
            spare = (self.sums - self.question.needed).min(axis=1)
            chosen = np.argpartition(-spare, most)[:most]
            self.sums, self.counts = self.sums[chosen], self.counts[chosen]

    def _join(self) -> None:
        if len(self.sums):
            order, firsts = alike(self.sums, np.zeros((len(self.sums), 0), dtype=bool))
            self.sums, self.counts = self.sums[order[firsts]], np.add.reduceat(self.counts[order], firsts)


def _combinations(tables: Sequence[Array]) -> int:
    return prod(table.shape[1] for table in tables)


def _split(tables: tuple[Array, ...], most: int) -> tuple[list[Array], list[Array]]:
    """Tables for the heads, those that matter most first, and for the tails: as many combinations, but no more."""
    ranked = sorted(tables, key=lambda table: -float(np.ptp(table, axis=1).sum()))
    most = min(most, 4 * isqrt(_combinations(tables)))
    place, tails = len(ranked), 1
    while place > 0 and tails * ranked[place - 1].shape[1] <= most:
        place -= 1
        tails *= ranked[place].shape[1]
    return ranked[:place], ranked[place:]
