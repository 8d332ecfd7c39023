"""Spatial model of politics (SMP): parties challenge one another and bargain, turn by turn, over all issues at once."""

from detente.case.tables.ktab_options import is_known, translated
from detente.engines.forecast.method import Method
from detente.engines.forecast.spatial_model.answers import answer
from detente.engines.forecast.spatial_model.history import history
from detente.engines.forecast.spatial_model.rules import SpatialOptions


def _in_own_words(name: str, value: str) -> tuple[str, str]:
    """KTAB's names and values in ours; the options that KTAB does not have as they are."""
    return translated(name, value) if is_known(name) else (name, value)


METHOD = Method(
    "spatial_model",
    "Each turn a party challenges the one where it expects to gain most; both bargain, and all votes decide.",
    answer,
    SpatialOptions,
    history=history,
    joint=True,
    title="spatial model's outcome",
    translated=_in_own_words,
    most_parties=250,
    steps=lambda parties, issues: 30.0 * parties**3,
)

__all__ = ["METHOD", "SpatialOptions"]
