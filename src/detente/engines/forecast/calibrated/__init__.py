"""Calibrated: a probability distribution over the scale, learned on EU legislation."""

from detente.engines.forecast.calibrated.density import density
from detente.engines.forecast.calibrated.model import LEARNED_ON, Model, learn, published

__all__ = ["LEARNED_ON", "Model", "density", "learn", "published"]
