"""Spatial model of politics (SMP): parties challenge one another and bargain, turn by turn, over all issues at once."""

from detente.engines.forecast.method import Method
from detente.engines.forecast.spatial_model.answers import answer
from detente.engines.forecast.spatial_model.history import history
from detente.engines.forecast.spatial_model.rules import SpatialOptions

METHOD = Method(
    "spatial_model",
    "Each turn a party challenges the one where it expects to gain most; both bargain, and all votes decide.",
    answer,
    SpatialOptions,
    history=history,
    joint=True,
)

__all__ = ["METHOD", "SpatialOptions"]
