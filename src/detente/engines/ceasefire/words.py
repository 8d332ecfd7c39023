"""Numbers of the ceasefire engine in words."""

from __future__ import annotations

from detente.results.ceasefire.estimate import Estimate
from detente.results.shares import ShareOfDraws


def percent(share: float) -> str:
    """A share as whole per cent; small ones keep a sign of life.

    >>> percent(0.256), percent(0.001), percent(0.0)
    ('26 %', 'under 1 %', '0 %')
    """
    if 0 < share < 0.005:
        return "under 1 %"
    return f"{100 * share:.0f} %"


def share_words(it: Estimate) -> str:
    """A share with its interval.

    >>> share_words(Estimate(best=0.25, interval80=(0.2, 0.31)))
    '25 % [20 to 31]'
    """
    low_high = it.interval80
    if low_high is None or f"{100 * low_high[0]:.0f}" == f"{100 * low_high[1]:.0f}":
        return percent(it.best)
    return f"{percent(it.best)} [{100 * low_high[0]:.0f} to {100 * low_high[1]:.0f}]"


def share_of_draws(it: ShareOfDraws) -> str:
    """A share of draws with its 95 % interval.

    >>> share_of_draws(ShareOfDraws(value=0.06, low=0.04, high=0.07))
    '6 % [4 to 7]'
    """
    return f"{percent(it.value)} [{100 * it.low:.0f} to {100 * it.high:.0f}]"


def points(it: Estimate) -> str:
    """Points with a sign and an interval.

    >>> points(Estimate(best=-3.21, interval80=(-5.0, -1.0))), points(Estimate(best=0.0))
    ('-3.2 [-5.0 to -1.0]', '0')
    """
    low_high = it.interval80
    if not it.best and (low_high is None or not any(low_high)):
        return "0"
    spread = f" [{low_high[0]:+.1f} to {low_high[1]:+.1f}]" if low_high and low_high[0] < low_high[1] else ""
    return f"{it.best:+.1f}{spread}"


def amount(it: Estimate) -> str:
    """A plain number with its interval.

    >>> amount(Estimate(best=2.2, interval80=(1.7, 2.9)))
    '2.2 [1.7 to 2.9]'
    """
    low_high = it.interval80
    spread = (
        f" [{low_high[0]:.1f} to {low_high[1]:.1f}]"
        if low_high and f"{low_high[0]:.1f}" != f"{low_high[1]:.1f}"
        else ""
    )
    return f"{it.best:.1f}{spread}"
