"""The methods by name, each imported when it is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

from detente.engines.forecast.method import Method
from detente.errors import MethodError

BASELINES = ("weighted_mean", "mean", "weighted_median", "median")
METHODS = (*BASELINES, "nash_bargaining", "condorcet", "calibrated", "challenge", "spatial_model", "exchange")


def method_named(name: str) -> Method:
    """The method of a name, or :class:`MethodError` that lists the names there are.

    >>> method_named("mean").assumes
    'Every party counts the same.'
    """
    if name in METHODS:
        found: Method = import_module(f"detente.engines.forecast.{name}").METHOD
        return found
    near = get_close_matches(name, METHODS, n=1)
    advice = f"did you mean {near[0]}?" if near else f"methods: {', '.join(METHODS)}"
    raise MethodError(f"there is no forecast method {name}", advice=advice)
