"""Uncertainty: the one seeded sampler that everything uncertain goes through."""

from detente.engines.uncertainty.blocks import Progress, StoppedError, each_block, in_blocks
from detente.engines.uncertainty.intervals import NORMAL_95, wilson
from detente.engines.uncertainty.sampler import Sampler, quantiles, uniform

__all__ = [
    "NORMAL_95",
    "Progress",
    "Sampler",
    "StoppedError",
    "each_block",
    "in_blocks",
    "quantiles",
    "uniform",
    "wilson",
]
