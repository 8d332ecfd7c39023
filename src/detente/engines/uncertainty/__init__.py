"""Uncertainty: the one seeded sampler that everything uncertain goes through."""

from detente.engines.uncertainty.blocks import in_blocks
from detente.engines.uncertainty.sampler import Sampler, quantiles

__all__ = ["Sampler", "in_blocks", "quantiles"]
