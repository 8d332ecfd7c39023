"""The methods by name."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.mean import mean
from detente.engines.forecast.median import median
from detente.engines.forecast.weighted_mean import weighted_mean
from detente.engines.forecast.weighted_median import weighted_median
from detente.errors import MethodError

Array = npt.NDArray[np.float64]
Method = Callable[[Array, Array], Array]

METHODS: dict[str, Method] = {
    "weighted_mean": weighted_mean,
    "mean": mean,
    "weighted_median": weighted_median,
    "median": median,
}


def method_named(name: str) -> Method:
    """The method of a name, or :class:`MethodError` that lists the names there are."""
    if name in METHODS:
        return METHODS[name]
    near = get_close_matches(name, METHODS, n=1)
    advice = f"did you mean {near[0]}?" if near else f"methods: {', '.join(METHODS)}"
    raise MethodError(f"there is no forecast method {name}", advice=advice)
