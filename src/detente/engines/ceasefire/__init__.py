"""Ceasefire: what a design stops, whom its exclusions help, and where the freed effort goes."""

from detente.engines.ceasefire.ceasefire import ceasefire

__all__ = ["ceasefire"]
