"""When a ceasefire is kept out of each party's own interest: the repeated game of one ordered pair, as formulas.

A stage has four payoffs for the party that might attack: T (it attacks while the other keeps the ceasefire), R (both keep it), P (both
fight) and S (it keeps and is attacked). All arguments are numbers or arrays whose shapes broadcast; the weight of the next round
against this one, *patience*, lies from 0 to 1, and "no patience is enough" is infinity.

With detection d (the chance that a breach is punished), false alarm f (the chance that a kept round is punished) and a punishment of L
rounds of fighting, or for ever, keeping is a best reply to keeping where

    T - R <= (d - f) (R - P) / (1/A + f),    A = delta + delta^2 + ... + delta^L, or delta / (1 - delta) for ever

since the worth of a kept ceasefire over war is W = (R - P) / (1 - delta (1 - f) - f delta^(L+1)) and a breach gains T - R now and
loses delta (d - f) (1 - delta^L) W. For ever this is delta >= (T - R) / ((T - P)(1 - f) - (R - P)(1 - d)), which can be met only where
d / f > (T - P) / (R - P). With d = 1 and f = 0 these are the published forms (Friedman 1971, doi:10.2307/2296617); alarms
as a public signal follow the logic of Green and Porter (1984, doi:10.2307/1911462), simplified by us to two chances.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Game = Literal["dilemma", "assurance", "harmony", "chicken", "deadlock"]
GAMES: tuple[Game, ...] = get_args(Game)
GAME_WORDS: dict[Game, str] = {
    "dilemma": "a dilemma: attacking alone pays, but war costs both",
    "assurance": "a question of assurance: it gains nothing by attacking one who keeps the ceasefire",
    "harmony": "no conflict of interest: keeping is best whatever the other does",
    "chicken": "a game of chicken: it would rather be attacked than fight back, so the threat to fight again is empty",
    "deadlock": "a deadlock: peace is worth no more to it than war",
}
STEPS = 60
SURE = 1e-12
TINY = 1e-300  # a weight whose inverse is still a number


def game(
    temptation: npt.ArrayLike, reward: npt.ArrayLike, punishment: npt.ArrayLike, sucker: npt.ArrayLike
) -> npt.NDArray[np.int64]:
    """Which game the payoffs T, R, P, S make for a party, as places in :data:`GAMES`.

    Deadlock: R < P, or R = P < T. Else with R >= T: harmony where S > P, assurance where not. Else with T > R > P: chicken where
    S > P (then fighting again is not an equilibrium of the stage, and no threat), a dilemma where not.

    >>> [GAMES[place] for place in game([5, 3, 5, 5], [3, 5, 3, 1], [1, 1, 0, 3], [0, 0, 1, 0])]
    ['dilemma', 'assurance', 'chicken', 'deadlock']
    """
    t, r, p, s = np.broadcast_arrays(
        *(np.asarray(it, dtype=np.float64) for it in (temptation, reward, punishment, sucker))
    )
    kept = np.where(s > p, GAMES.index("harmony"), GAMES.index("assurance"))
    tempted = np.where(s > p, GAMES.index("chicken"), GAMES.index("dilemma"))
    dead = (r < p) | ((r == p) & (t > r))
    return np.asarray(np.where(dead, GAMES.index("deadlock"), np.where(r >= t, kept, tempted)), dtype=np.int64)


def required_patience(
    gain: npt.ArrayLike,
    worth: npt.ArrayLike,
    detection: npt.ArrayLike = 1.0,
    false_alarm: npt.ArrayLike = 0.0,
    rounds: int | None = None,
) -> Array:
    """Least patience at which keeping is a best reply to keeping; infinity where no patience below 1 is enough.

    ``gain`` is T - R, ``worth`` R - P; ``rounds`` the length L of punishment, None for ever (grim trigger). Without a gain none is
    needed; where peace is worth less than war none is enough. Where detection is not above false alarm an alarm says
    nothing, nobody acts on it, and any gain breaks the ceasefire.

    >>> [round(float(required_patience(2, 2, rounds=rounds)), 3) for rounds in (None, 2, 3)]
    [0.5, 0.618, 0.544]
    >>> required_patience(2, 2, [1, 0.5, 0.5, 0.2], [0, 0, 0.1, 0]).round(3).tolist()
    [0.5, 0.667, 0.769, 0.833]
    >>> float(required_patience(2, 2, 0.2, 0.1))
    inf
    """
    g, w, d, f = np.broadcast_arrays(
        *(np.asarray(it, dtype=np.float64) for it in (gain, worth, detection, false_alarm))
    )
    deterred = (d - f) * w - f * g
    possible = (g > 0) & (w > 0) & (deterred > 0)
    weight = np.divide(g, deterred, out=np.full(g.shape, np.inf), where=possible)
    found = patience_of(weight, rounds)
    return np.where((g <= 0) & (w >= 0), 0.0, found)


def slack(
    gain: npt.ArrayLike, worth: npt.ArrayLike, detection: npt.ArrayLike, false_alarm: npt.ArrayLike, patience: npt.ArrayLike,
    rounds: int | None = None,
) -> Array:  # fmt: skip
    """What a breach loses less what it gains, in points: (d - f)(R - P) / (1/A + f) - (T - R); from 0 on the ceasefire is kept.

    Orders pairs also where no patience is enough. Where peace is worth less than war it is R - P less any gain.

    >>> float(slack(2, 2, 1, 0, 0.5)), float(slack(2, 2, 1, 0, 0.0))
    (0.0, -2.0)
    """
    g, w, d, f = np.broadcast_arrays(
        *(np.asarray(it, dtype=np.float64) for it in (gain, worth, detection, false_alarm))
    )
    lost = np.maximum(d - f, 0.0) * np.maximum(w, 0.0)
    price = _price(patience, f, rounds)
    deterred = np.divide(lost, price, out=np.where(lost > 0, 1e9, 0.0), where=price > 0)
    return np.asarray(np.where(w < 0, w - np.maximum(g, 0.0), np.minimum(deterred, 1e9) - g), dtype=np.float64)


def required_detection(
    gain: npt.ArrayLike,
    worth: npt.ArrayLike,
    false_alarm: npt.ArrayLike,
    patience: npt.ArrayLike,
    rounds: int | None = None,
) -> Array:
    """Least detection of a breach at which a party of this patience keeps the ceasefire: f + (T - R)(1/A + f) / (R - P).

    0 without a gain; above 1, or infinity, where no detection is enough.

    >>> [round(float(required_detection(gain, 2, 0.0, 0.75)), 3) for gain in (2, 0)]
    [0.333, 0.0]
    """
    g, w, f = np.broadcast_arrays(*(np.asarray(it, dtype=np.float64) for it in (gain, worth, false_alarm)))
    least = f + np.divide(_priced(g, patience, f, rounds), w, out=np.full(g.shape, np.inf), where=w > 0)
    return np.asarray(np.where((g <= 0) & (w >= 0), 0.0, least), dtype=np.float64)


def greatest_gain(
    worth: npt.ArrayLike,
    detection: npt.ArrayLike,
    false_alarm: npt.ArrayLike,
    patience: npt.ArrayLike,
    rounds: int | None = None,
) -> Array:
    """The greatest gain T - R that a party of this patience still forgoes; below 0 where peace is worth less than war.

    >>> float(greatest_gain(2, 1, 0, 0.5))
    2.0
    """
    return slack(0.0, worth, detection, false_alarm, patience, rounds)


def required_worth(
    gain: npt.ArrayLike,
    detection: npt.ArrayLike,
    false_alarm: npt.ArrayLike,
    patience: npt.ArrayLike,
    rounds: int | None = None,
) -> Array:
    """Least worth of peace over punishment R - P at which the gain is forgone: (T - R)(1/A + f) / (d - f).

    >>> float(required_worth(2, 0.5, 0, 0.5)), float(required_worth(2, 0.1, 0.1, 0.5))
    (4.0, inf)
    """
    g, d, f = np.broadcast_arrays(*(np.asarray(it, dtype=np.float64) for it in (gain, detection, false_alarm)))
    needed = np.divide(_priced(g, patience, f, rounds), d - f, out=np.full(g.shape, np.inf), where=d > f)
    return np.where(g <= 0, 0.0, needed)


def weight_of_future(patience: npt.ArrayLike, rounds: int | None = None) -> Array:
    """A = delta + ... + delta^L, or delta / (1 - delta) for ever: what the rounds of punishment weigh against one now.

    >>> float(weight_of_future(0.5)), float(weight_of_future(0.5, 2))
    (1.0, 0.75)
    """
    delta = np.asarray(patience, dtype=np.float64)
    one = delta >= 1
    later = np.where(one, 1.0, 1 - delta)
    if rounds is None:
        return np.where(one, np.inf, delta / later)
    return np.where(one, float(rounds), delta * (1 - delta**rounds) / later)


def patience_of(weight: npt.ArrayLike, rounds: int | None = None) -> Array:
    """The patience at which the future has a weight A; infinity where it takes a patience of 1 or more."""
    weight = np.asarray(weight, dtype=np.float64)
    if rounds is None:
        finite = np.where(np.isfinite(weight), weight, 0.0)
        found = np.where(np.isfinite(weight), finite / (1 + finite), np.inf)
    else:
        low, high = np.zeros(weight.shape), np.ones(weight.shape)
        for _ in range(STEPS):
            middle = (low + high) / 2
            enough = weight_of_future(middle, rounds) >= weight
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        found = np.where(weight < rounds, high, np.inf)
    return np.where(found >= 1 - SURE, np.inf, found)


def seen_through(detection: npt.ArrayLike, overlap: npt.ArrayLike) -> Array:
    """Detection of attacks on a party mixed with a group that may be struck: d (1 - o), o its share of positions concerned.

    >>> [round(float(required_patience(2, 2, seen_through(0.8, o))), 3) for o in (0, 0.25, 0.5, 0.75, 0.9, 1)]
    [0.556, 0.625, 0.714, 0.833, 0.926, inf]
    """
    return np.asarray(detection, dtype=np.float64) * (1 - np.asarray(overlap, dtype=np.float64))


def moved_by_trust(chance: npt.ArrayLike, trust: npt.ArrayLike, strength: float) -> Array:
    """A chance c of suspicion or collapse where trust t (0 to 1) is not even: min(1, c (1 + strength (1 - 2 t))).

    Our own simplification: at even trust (0.5) nothing changes, without any trust the chance is (1 + strength) times as high.

    >>> moved_by_trust(0.2, [0, 0.5, 1], 0.5).tolist()
    [0.30000000000000004, 0.2, 0.1]
    """
    return np.clip(np.asarray(chance) * (1 + strength * (1 - 2 * np.asarray(trust, dtype=np.float64))), 0.0, 1.0)


def _price(patience: npt.ArrayLike, false_alarm: npt.ArrayLike, rounds: int | None) -> Array:
    """1/A + f; infinity without patience."""
    weight = weight_of_future(patience, rounds)
    inverse = np.divide(1.0, weight, out=np.full(weight.shape, np.inf), where=weight > TINY)
    return np.asarray(inverse + np.asarray(false_alarm, dtype=np.float64))


def _priced(gain: Array, patience: npt.ArrayLike, false_alarm: npt.ArrayLike, rounds: int | None) -> Array:
    """(T - R)(1/A + f), 0 without a gain."""
    price, gain = np.broadcast_arrays(_price(patience, false_alarm, rounds), gain)
    return np.asarray(np.multiply(gain, price, out=np.zeros(price.shape), where=gain > 0), dtype=np.float64)
