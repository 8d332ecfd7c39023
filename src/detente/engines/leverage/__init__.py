"""Leverage: what facts on the ground did to the table, and what measures would do."""

from detente.engines.leverage.leverage import leverage
from detente.engines.leverage.models import Models

__all__ = ["Models", "leverage"]
