"""Sensitivity: which uncertain numbers a forecast rests on, and what would change it."""

from detente.engines.forecast.sensitivity.sensitivity import sensitivity

__all__ = ["sensitivity"]
